import Foundation

/// A JSON value as tests look at it.
public enum JSONTree: Decodable, Sendable, Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// Reads JSON text.
  public init(_ json: some Sequence<UInt8>) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(json))
  }

  /// Reads a value of any kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  /// A member of an object.
  public subscript(name: String) -> JSONTree? { if case .object(let members) = self { members[name] } else { nil } }

  /// The elements of a list, or nothing.
  public var elements: [JSONTree] { if case .list(let items) = self { items } else { [] } }

  /// The members of an object, or nothing.
  public var members: [String: JSONTree] { if case .object(let members) = self { members } else { [:] } }

  /// The text of a string, or `nil`.
  public var string: String? { if case .text(let text) = self { text } else { nil } }

  /// A whole number, or `nil`.
  public var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
}
