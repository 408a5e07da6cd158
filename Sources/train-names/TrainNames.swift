internal import Foundation
internal import TestSupport
internal import TextAnalysis

/// Trains the models of names:
/// `swift run -c release train-names SENTENCES-ZH SENTENCES-EN > Sources/CSegmentation/name-weights.txt`.
///
/// The sentences are lines with ⟦name:…⟧ under the heading `# development`. What a model learned is checked on five
/// parts that it did not see, one after the other; the figures go to standard error.
@main
struct TrainNames {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count == 3 else {
        report("usage: train-names SENTENCES-ZH SENTENCES-EN")
        exit(64)
      }
      print(
        "# Made by train-names from the marked sentences of the tests: weight in hundredths, key, template, contents. Do not edit."
      )
      try train(arguments[1], .chinese)
      try train(arguments[2], .english)
    } catch {
      report("error: \(error)")
      exit(1)
    }
  }

  private static func train(_ path: String, _ language: NameLanguage) throws {
    let lines = try MarkedSentence.lines(path, part: "development")
    try check(lines, language)
    let examples = try NameExamples(lines, language)
    let model = LogisticTrainer.weights(examples.examples).filter { abs($0.value) >= 0.08 }
    let rows = model.map { (line: $0.key.line(examples.texts[$0.key]), weight: $0.value) }
    for row in rows.sorted(by: { $0.line < $1.line }) {
      print("\(Int((row.weight * 100).rounded()))\t\(row.line)")
    }
  }

  /// Reports how well names are found in parts that training did not see.
  private static func check(_ lines: [Substring], _ language: NameLanguage) throws {
    let folds = 5
    let thresholds: [Float] = [-1, -0.6, -0.3, 0, 0.5, 1]
    var counts = [NameCounts](repeating: NameCounts(), count: thresholds.count)
    for fold in 0..<folds {
      let seen = try NameExamples(lines.indices.filter { $0 % folds != fold }.map { lines[$0] }, language)
      let model = LogisticTrainer.weights(seen.examples)
      let test = try NameExamples(lines.indices.filter { $0 % folds == fold }.map { lines[$0] }, language)
      for (index, threshold) in thresholds.enumerated() {
        counts[index].add(test.counts(model, threshold: threshold))
      }
    }
    for (threshold, count) in zip(thresholds, counts) { report("\(language), threshold \(threshold): \(count)") }
  }

  private static func report(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
