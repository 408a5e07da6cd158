internal import Foundation
internal import Statistics
internal import TextAnalysis

/// Logistic regression over sparse binary features, by stochastic gradient descent with a step for each weight.
///
/// The steps shrink with the root of the summed squared gradients (AdaGrad; Duchi, Hazan, Singer, 2011); weights shrink
/// a little with every use (L2). A feature on a scale also learns steps: what all places from one on have in common.
enum LogisticTrainer {
  /// A candidate: its sentence, what is true of it, and whether it is a name.
  struct Example {
    let sentence: Int
    let features: [NameFeature]
    let isPositive: Bool

    init(_ sentence: Int, _ features: [NameFeature], isPositive: Bool) {
      self.sentence = sentence
      self.features = features
      self.isPositive = isPositive
    }

    /// ln of the odds that it is a name.
    func score(_ model: [NameFeature: Float]) -> Float { features.reduce(0) { $0 + (model[$1] ?? 0) } }
  }

  /// A feature, or the step of a scale to its place.
  private struct Input: Hashable {
    var feature: NameFeature
    var isStep = false
  }

  private static let rounds = 30
  private static let step: Float = 0.1
  private static let shrink: Float = 1e-4

  /// The weights that fit the examples; the same for the same examples on every machine.
  static func weights(_ examples: [Example]) -> [NameFeature: Float] {
    var numbers: [Input: Int] = [:]
    // In how many sentences an input occurs, and the last of them.
    var uses: [(count: Int, last: Int)] = []
    let rows = examples.map { example in
      inputs(example.features).map { input in
        let number = numbers[input, default: numbers.count]
        if number == uses.count {
          numbers[input] = number
          uses.append((0, -1))
        }
        if uses[number].last != example.sentence { uses[number] = (uses[number].count + 1, example.sentence) }
        return number
      }
    }
    // What was seen in one sentence says more of the sentence than of names.
    let kept = rows.map { $0.filter { uses[$0].count >= 2 } }
    let weights = descend(kept, examples.map(\.isPositive), uses.count)
    return folded(numbers.mapValues { weights[$0] })
  }

  private static func inputs(_ features: [NameFeature]) -> [Input] {
    features.map { Input(feature: $0) }
      + features.filter(\.template.isScale).flatMap { feature in
        (0...feature.first).map { Input(feature: feature.with(first: $0), isStep: true) }
      }
  }

  private static func descend(_ rows: [[Int]], _ outcomes: [Bool], _ count: Int) -> [Float] {
    var weights = [Float](repeating: 0, count: count)
    var squares = [Float](repeating: 1e-2, count: count)
    var random = SeededGenerator(seed: 1)
    var order = Array(rows.indices)
    for _ in 0..<rounds {
      random.shuffle(&order)
      for index in order {
        let score = rows[index].reduce(Float(0)) { $0 + weights[$1] }
        let error = (outcomes[index] ? 1 : 0) - 1 / (1 + exp(-score))
        for number in rows[index] {
          let gradient = error - shrink * weights[number]
          squares[number] += gradient * gradient
          weights[number] += step * gradient / squares[number].squareRoot()
        }
      }
    }
    return weights
  }

  /// The weights by feature, the steps of a scale added up for each of its places.
  private static func folded(_ weights: [Input: Float]) -> [NameFeature: Float] {
    var folded: [NameFeature: Float] = [:]
    for (input, weight) in weights where !input.isStep { folded[input.feature, default: 0] += weight }
    for scale in Set(weights.keys.filter(\.isStep).map { $0.feature.with(first: 0) }) {
      var sum: Float = 0
      for place in 0...32 {
        sum += weights[Input(feature: scale.with(first: UInt32(place)), isStep: true)] ?? 0
        folded[scale.with(first: UInt32(place)), default: 0] += sum
      }
    }
    return folded
  }
}
