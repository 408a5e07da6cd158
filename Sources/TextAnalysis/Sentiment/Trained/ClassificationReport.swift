/// How predicted classes compare to given ones.
public struct ClassificationReport: Sendable, Hashable {
  /// The classes, in the order of the confusion matrix.
  public let labels: [SentimentLabel]
  /// Texts by given class (row) and predicted class (column).
  public private(set) var confusion: [[Int]]

  /// Makes an empty report.
  public init(labels: [SentimentLabel]) {
    self.labels = labels
    confusion = Array(repeating: Array(repeating: 0, count: labels.count), count: labels.count)
  }

  /// Counts a text.
  public mutating func add(given: SentimentLabel, predicted: SentimentLabel) {
    guard let row = labels.firstIndex(of: given), let column = labels.firstIndex(of: predicted) else { return }
    confusion[row][column] += 1
  }

  /// Number of texts.
  public var count: Int { confusion.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share of texts whose class is right.
  public var accuracy: Double {
    count == 0 ? 0 : Double(labels.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(count)
  }

  /// True texts of a class among those predicted so; 0 if none is predicted so.
  public func precision(_ index: Int) -> Double {
    let predicted = confusion.reduce(0) { $0 + $1[index] }
    return predicted == 0 ? 0 : Double(confusion[index][index]) / Double(predicted)
  }

  /// Texts of a class that are predicted so.
  public func recall(_ index: Int) -> Double {
    let given = support(index)
    return given == 0 ? 0 : Double(confusion[index][index]) / Double(given)
  }

  /// The harmonic mean of precision and recall.
  public func f1(_ index: Int) -> Double {
    let (p, r) = (precision(index), recall(index))
    return p + r == 0 ? 0 : 2 * p * r / (p + r)
  }

  /// Texts of a class.
  public func support(_ index: Int) -> Int { confusion[index].reduce(0, +) }

  /// The mean F1 over the classes that occur.
  public var macroF1: Double {
    let present = labels.indices.filter { support($0) > 0 }
    return present.isEmpty ? 0 : present.reduce(0) { $0 + f1($1) } / Double(present.count)
  }
}
