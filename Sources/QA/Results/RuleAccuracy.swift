/// How well a rule agrees with people's labels.
public struct RuleAccuracy: Sendable, Hashable {
  /// Texts.
  public var total = 0
  /// Texts that carry the label.
  public var positives = 0
  /// Texts on which the rule's condition holds.
  public var hits = 0
  /// Texts with both.
  public var truePositives = 0

  /// Makes an empty count.
  public init() {}

  /// Adds one text.
  public mutating func add(isPositive: Bool, isHit: Bool) {
    total += 1
    if isPositive { positives += 1 }
    if isHit { hits += 1 }
    if isPositive && isHit { truePositives += 1 }
  }

  /// The share of hits that are right: TP / (TP + FP); `nil` without hits.
  public var precision: Double? { hits == 0 ? nil : Double(truePositives) / Double(hits) }

  /// The share of labelled texts that are found: TP / (TP + FN); `nil` without labelled texts.
  public var recall: Double? { positives == 0 ? nil : Double(truePositives) / Double(positives) }

  /// The harmonic mean of precision and recall: 2TP / (2TP + FP + FN).
  public var f1: Double? {
    positives + hits == 0 ? nil : 2 * Double(truePositives) / Double(positives + hits)
  }

  /// Whether a label field holds a label: labels are joined by `;`, and a label also matches after `:`.
  public static func matches(_ field: String, label: String) -> Bool {
    field.split(separator: ";").contains { part in
      let part = part.trimmingSpaces
      return part == label || (part.lastIndex(of: ":").map { part[part.index(after: $0)...] == label } ?? false)
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
