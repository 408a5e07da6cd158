internal import Statistics

/// Multinomial logistic regression with a Gaussian prior for every weight.
///
/// Minimises Σ cₙ · −ln p(yₙ | xₙ) + ½ Σ qᵢ (wᵢ − mᵢ)². A first training has m = 0 and q = λ. An update has the old
/// weights as m, and as q what the old ratings said about them (the diagonal of the Hessian), so that new ratings
/// move a weight the less the more ratings it already stands on: Chapelle and Li, *An Empirical Evaluation of Thompson
/// Sampling*, 2011, algorithm 3; Spiegelhalter and Lauritzen, 1990.
struct LogisticRegression: Sendable {
  /// Number of classes.
  let classes: Int
  /// Number of features.
  let features: Int
  /// Weights, class by class for every feature, and last the class's bias.
  var weights: [Float]
  /// Precision of every weight.
  var precisions: [Float]

  /// The biases are hardly held back.
  static let biasPrecision: Float = 1e-3

  init(classes: Int, features: Int, precision: Float) {
    self.classes = classes
    self.features = features
    weights = Array(repeating: 0, count: (features + 1) * classes)
    precisions = Array(repeating: precision, count: (features + 1) * classes)
    for index in features * classes..<(features + 1) * classes { precisions[index] = Self.biasPrecision }
  }

  /// Fits the weights to rated rows.
  mutating func fit(_ rows: SparseRows, _ labels: [Int], classWeights: [Double], iterations: Int = 60) {
    let prior = weights
    let classes = classes
    let bias = features * classes
    let precisions = precisions
    var optimizer = LimitedMemoryBFGS()
    optimizer.iterations = iterations
    optimizer.minimize(&weights) { point, gradient in
      var value = 0.0
      for index in point.indices {
        let distance = point[index] - prior[index]
        let pull = precisions[index] * distance
        gradient[index] = pull
        value += 0.5 * Double(pull * distance)
      }
      var odds = [Double](repeating: 0, count: classes)
      for row in 0..<rows.count {
        Self.logits(rows, row, point, bias, &odds)
        let weight = classWeights[labels[row]]
        value -= weight * Self.normalize(&odds, label: labels[row])
        odds[labels[row]] -= 1
        for index in rows.range(row) {
          let start = Int(rows.features[index]) * classes
          let x = rows.weights[index]
          for k in 0..<classes { gradient[start + k] += Float(weight * odds[k]) * x }
        }
        for k in 0..<classes { gradient[bias + k] += Float(weight * odds[k]) }
      }
      return value
    }
  }

  /// Adds to the precisions what rated rows say: Σ c p (1 − p) x².
  mutating func addEvidence(_ rows: SparseRows, _ labels: [Int], classWeights: [Double]) {
    var odds = [Double](repeating: 0, count: classes)
    for row in 0..<rows.count {
      Self.logits(rows, row, weights, features * classes, &odds)
      _ = Self.normalize(&odds, label: labels[row])
      for index in rows.range(row) {
        let start = Int(rows.features[index]) * classes
        let square = Double(rows.weights[index] * rows.weights[index]) * classWeights[labels[row]]
        for k in 0..<classes { precisions[start + k] += Float(square * odds[k] * (1 - odds[k])) }
      }
      for k in 0..<classes {
        precisions[features * classes + k] += Float(classWeights[labels[row]] * odds[k] * (1 - odds[k]))
      }
    }
  }

  /// The logits of a row.
  func logits(_ rows: SparseRows, _ row: Int) -> [Double] {
    var odds = [Double](repeating: 0, count: classes)
    Self.logits(rows, row, weights, features * classes, &odds)
    return odds
  }

  private static func logits(
    _ rows: SparseRows, _ row: Int, _ weights: [Float], _ bias: Int, _ odds: inout [Double]
  ) {
    let classes = odds.count
    for k in 0..<classes { odds[k] = Double(weights[bias + k]) }
    for index in rows.range(row) {
      let start = Int(rows.features[index]) * classes
      let x = rows.weights[index]
      for k in 0..<classes { odds[k] += Double(weights[start + k] * x) }
    }
  }

  /// Turns logits into probabilities and returns the log-probability of a label.
  @discardableResult
  static func normalize(_ odds: inout [Double], label: Int) -> Double {
    let largest = odds.max() ?? 0
    var sum = 0.0
    for k in odds.indices {
      odds[k] = exponential(odds[k] - largest)
      sum += odds[k]
    }
    for k in odds.indices { odds[k] /= sum }
    return logarithm(max(odds[label], 1e-300))
  }
}
