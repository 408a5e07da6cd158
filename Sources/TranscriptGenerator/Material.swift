internal import Yams

/// The material cannot be used.
public struct MaterialError: Error, CustomStringConvertible {
  /// What is wrong and where.
  public var description: String
}

/// Hand-written material as a tree: what YAML files say, with every leaf as text.
public indirect enum Material: Sendable {
  /// A leaf.
  case text(String)
  /// A list.
  case list([Material])
  /// Keys with values, in the order of the file.
  case table([(key: String, value: Material)])

  /// Reads YAML.
  ///
  /// - Throws: ``MaterialError`` if it is none.
  public init(yaml: String) throws {
    guard let node = try Yams.compose(yaml: yaml) else { throw MaterialError(description: "the file is empty") }
    self = Self.read(node)
  }

  private static func read(_ node: Node) -> Material {
    if let sequence = node.sequence { return .list(sequence.map(read)) }
    if let mapping = node.mapping {
      return .table(mapping.map { (key: $0.key.scalar?.string ?? "", value: read($0.value)) })
    }
    return .text(node.scalar?.string ?? "")
  }

  /// The value of a key, if this is a table that has it.
  public subscript(_ key: String) -> Material? {
    guard case .table(let table) = self else { return nil }
    return table.first { $0.key == key }?.value
  }

  /// The entries of a list; none for other kinds.
  public var elements: [Material] {
    if case .list(let list) = self { return list }
    return []
  }

  /// The text of a leaf.
  public var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// A list of texts, or a single text as a list.
  public var texts: [String] { text.map { [$0] } ?? elements.compactMap(\.text) }

  /// The texts under a key; none if the key is missing.
  public func texts(_ key: String) -> [String] { self[key]?.texts ?? [] }

  /// A number under a key.
  public func number(_ key: String) -> Double? { self[key]?.text.flatMap { Double($0) } }
}
