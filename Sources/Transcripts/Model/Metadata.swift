/// A value of a record's metadata.
public enum MetadataValue: Sendable, Hashable {
  /// JSON `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// Text.
  case string(String)
  /// A list of values; objects and nested lists inside a list are left out.
  case list([MetadataValue])

  /// The value as one piece of text, as it appears in tables and group keys; lists are joined by `;`.
  public var description: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): "\(value)"
    case .string(let value): value
    case .list(let values): values.map(\.description).joined(separator: ";")
    }
  }
}

/// What a source says about a contact beside its turns, in the source's order.
///
/// Nested objects are flattened with a dot: `{"crm": {"tier": "gold"}}` is the field `crm.tier`.
public struct Metadata: Sendable, Hashable {
  /// Field names and values in the source's order; names are unique.
  public private(set) var fields: [(name: String, value: MetadataValue)] = []

  /// Makes empty metadata.
  public init() {}

  /// The value of a field, or `nil` if the source does not have it.
  public subscript(name: String) -> MetadataValue? {
    get { fields.first { $0.name == name }?.value }
    set {
      if let index = fields.firstIndex(where: { $0.name == name }) {
        if let newValue { fields[index].value = newValue } else { fields.remove(at: index) }
      } else if let newValue {
        fields.append((name, newValue))
      }
    }
  }

  /// Adds a field that is known to be new.
  public mutating func append(_ name: String, _ value: MetadataValue) { fields.append((name, value)) }

  /// Removes every field and keeps the storage.
  public mutating func removeAll() { fields.removeAll(keepingCapacity: true) }

  /// Whether two records say the same, in the same order.
  public static func == (a: Metadata, b: Metadata) -> Bool {
    a.fields.count == b.fields.count
      && zip(a.fields, b.fields).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }

  /// Hashes names and values in order.
  public func hash(into hasher: inout Hasher) {
    for field in fields {
      hasher.combine(field.name)
      hasher.combine(field.value)
    }
  }
}
