public import Transcripts

/// A topic of the registry.
public struct TopicRecord: Sendable, Hashable {
  /// What a topic is at the moment.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// People talk about it.
    case active
    /// Nobody has for 28 days; a new mention revives it.
    case dormant
    /// Another topic has taken its texts.
    case merged
    /// A person does not want to see it.
    case forbidden
  }

  /// The identifier; never used again for another topic.
  public var id: Int64
  /// The name a person gave.
  public var name: String?
  /// The label found in the texts.
  public var label: String
  /// Phrases verbatim from the texts, strongest first.
  public var phrases: [String]
  /// What it is at the moment.
  public var state: State
  /// Whether it is neither split nor merged by itself.
  public var isLocked: Bool
  /// The department that answers for it.
  public var owner: String?
  /// The product it belongs to.
  public var product: String?
  /// The topic that took its texts.
  public var mergedInto: Int64?
  /// The key of the text nearest to its centre.
  var medoid: UInt64?

  /// What people call it.
  public var title: String { name ?? (label.isEmpty ? identifier : label) }
  /// The identifier as people write it: `T12`.
  public var identifier: String { "T\(id)" }

  /// Reads `T12` or `12`.
  ///
  /// - Throws: `E-USAGE` (64).
  public static func id(_ text: String) throws(ToolError) -> Int64 {
    let digits = text.first == "T" || text.first == "t" ? text.dropFirst() : text[...]
    guard let id = Int64(digits), id > 0 else {
      throw ToolError(
        "E-USAGE", what: "'\(text)' is no topic", how: "an id such as T12 from 'topics list'", exitCode: .usage)
    }
    return id
  }
}

/// A line of a topic's history.
public struct TopicEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case born, split, merged, dormant, revived, named, locked, unlocked, forbidden, allowed, mapped
  }

  /// The run it happened in; runs count from 1.
  public var run: Int64
  /// What happened.
  public var kind: Kind
  /// The topic it happened to.
  public var topic: Int64
  /// The other topic: where it split from, or what it was merged into.
  public var other: Int64?
  /// Different texts that were concerned.
  public var units: Int
  /// The latest time in the data when it happened, in milliseconds.
  public var at: Int64?
  /// Whether a person did it.
  public var isByPerson: Bool
}
