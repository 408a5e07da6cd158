/// A remark about an input for people, in the tool's two languages; it never holds words of customers.
public struct InputNote: Sendable, Hashable {
  /// The remark in English.
  public var english: String
  /// The remark in Chinese.
  public var chinese: String

  /// Makes a remark.
  public init(_ english: String, zh chinese: String) {
    self.english = english
    self.chinese = chinese
  }
}
