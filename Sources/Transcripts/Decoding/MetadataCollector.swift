/// Gathers a record's metadata: objects flattened with dots, lists reduced to their scalars.
///
/// Lists of more than 64 entries are left out: they run parallel to the turns, and no table has a column for them.
struct MetadataCollector {
  /// What was gathered so far.
  private(set) var metadata: Metadata

  private var known: Set<String> = []

  /// The longest list that is kept.
  private static let longestList = 64
  /// How many fields are found by looking at each.
  private static let fewest = 24

  init(_ metadata: Metadata) { self.metadata = metadata }

  /// Adds the members of an object; the first of two equal names wins.
  mutating func add(object: JSONValue, prefix: String) {
    var members = object.children
    while !members.isAtEnd {
      let name = members.next().string.text
      add(members.next(), name: prefix.isEmpty ? name : "\(prefix).\(name)")
    }
  }

  /// Adds one field.
  mutating func add(_ value: JSONValue, name: String) {
    switch value.kind {
    case .object: add(object: value, prefix: name)
    case .array: if value.count <= Self.longestList { append(name, .list(scalars(of: value))) }
    default: if let scalar = scalar(value) { append(name, scalar) }
    }
  }

  private mutating func append(_ name: String, _ value: MetadataValue) {
    if metadata.fields.count < Self.fewest {
      if metadata[name] != nil { return }
    } else {
      if known.isEmpty { known = Set(metadata.fields.map(\.name)) }
      if !known.insert(name).inserted { return }
    }
    metadata.append(name, value)
  }

  private func scalars(of list: JSONValue) -> [MetadataValue] {
    var values: [MetadataValue] = []
    values.reserveCapacity(list.count)
    var elements = list.children
    while !elements.isAtEnd {
      if let value = scalar(elements.next()) { values.append(value) }
    }
    return values
  }

  private func scalar(_ value: JSONValue) -> MetadataValue? {
    switch value.kind {
    case .null: .null
    case .true: .bool(true)
    case .false: .bool(false)
    case .integer, .unsigned:
      if let integer = value.integer { .integer(Int64(integer)) } else { .number(value.number ?? 0) }
    case .double: .number(value.number ?? 0)
    case .string: .string(value.string.text)
    case .object, .array, .end: nil
    }
  }
}
