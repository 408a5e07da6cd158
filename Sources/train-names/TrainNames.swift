internal import Foundation
internal import TestSupport
internal import TextAnalysis

/// Trains the model of Chinese names: `swift run -c release train-names SENTENCES… > Sources/CSegmentation/name-weights.txt`.
///
/// The sentences are lines with ⟦name:…⟧ under the heading `# development`. What it learned is checked on five parts
/// that it did not see, one after the other; the figures go to standard error.
@main
struct TrainNames {
  static func main() {
    do {
      try train()
    } catch {
      report("error: \(error)")
      exit(1)
    }
  }

  private static func train() throws {
    let lines = try CommandLine.arguments.dropFirst().flatMap {
      try MarkedSentence.lines($0, part: "development")
    }
    let folds = 5
    let thresholds: [Float] = [-1, -0.5, 0, 0.5, 1, 1.5, 2]
    var counts = [NameCounts](repeating: NameCounts(), count: thresholds.count)
    for fold in 0..<folds {
      let seen = lines.indices.filter { $0 % folds != fold }.map { lines[$0] }
      let model = LogisticTrainer.weights(try NameExamples(seen).examples)
      let test = try NameExamples(lines.indices.filter { $0 % folds == fold }.map { lines[$0] })
      for (index, threshold) in thresholds.enumerated() {
        counts[index].add(test.counts(model, threshold: threshold))
      }
    }
    for (threshold, count) in zip(thresholds, counts) {
      report("threshold \(threshold): \(count)")
    }
    let model = LogisticTrainer.weights(try NameExamples(lines).examples)
    print(
      "# Made by train-names from the marked sentences of the tests: weight, template, contents, text. Do not edit.")
    for (feature, weight) in model.sorted(by: { $0.key.line < $1.key.line }) where abs(weight) >= 0.08 {
      print("\(String(format: "%.2f", weight))\t\(feature.line)")
    }
  }

  private static func report(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
