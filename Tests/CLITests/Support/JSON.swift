import Foundation

/// A value of JSON, read with Foundation, whose reader is not the tool's.
struct JSON {
  private let value: Any

  /// Reads a text; `nil` if it is not JSON.
  init?(_ text: some StringProtocol) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) else {
      return nil
    }
    self.value = value
  }

  private init(value: Any) { self.value = value }

  /// A member of an object.
  subscript(_ name: String) -> JSON? { (value as? [String: Any])?[name].map { JSON(value: $0) } }

  /// The value as text.
  var text: String? { value as? String }
  /// The value as a whole number.
  var number: Int? { value as? Int }
  /// The value as a truth value.
  var flag: Bool? { value as? Bool }
  /// The names of an object's members.
  var names: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
}
