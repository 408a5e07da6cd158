internal import Foundation
internal import GRDB
internal import Store

/// All mentions of a store with their contacts, for counting.
public struct VoiceTable: Sendable {
  /// A contact.
  public struct Contact: Sendable {
    /// The conversation's id.
    public var conversation: String
    /// The customer: a hash of the id, or of the conversation if the source names nobody.
    public var customer: UInt64
    /// Whether the source names the customer.
    public var isNamed: Bool
    /// Channel, product, region, agent, segment, in the order of ``Attribute``.
    public var attributes: [String]
    /// Start in milliseconds, or nothing.
    public var startedAt: Int64?
    /// The customer's rating.
    public var rating: Double?
    /// How often the agent in charge changed.
    public var handOffs: Int
  }

  /// One thing a customer said.
  public struct Mention: Sendable {
    /// The place of its contact.
    public var contact: Int
    /// The turn, from 1.
    public var turn: Int
    /// Code points of the turn's text.
    public var span: Range<Int>
    /// The unit: same for texts that differ in nothing that matters.
    public var unit: Int64
    /// The hash of the normalised text.
    var key: UInt64
    /// The words.
    public var text: String
    /// The topic, if it has one.
    public var topic: Int64?
    /// Why it has none.
    public var reason: String?
    /// Why the customer speaks up.
    public var type: ContactType?
    /// −100 to 100.
    public var sentiment: Int
    /// Whether the customer means to buy.
    public var buys: Bool
    /// A competitor that is mentioned.
    public var competitor: String?
  }

  /// What a contact can be grouped by.
  public enum Attribute: String, Sendable, CaseIterable {
    case channel, product, region, agent, segment
  }

  /// The contacts, by time, then id.
  public private(set) var contacts: [Contact] = []
  /// The mentions, by contact, turn and place.
  public private(set) var mentions: [Mention] = []
  /// The topics.
  public private(set) var topics: [TopicRecord] = []
  /// Customers' texts left out as greetings and the like.
  public private(set) var fillers = 0

  /// The topic with an id.
  public func topic(_ id: Int64) -> TopicRecord? { topics.first { $0.id == id } }

  /// The latest start of a contact.
  public var end: Int64? { contacts.last { $0.startedAt != nil }?.startedAt ?? contacts.compactMap(\.startedAt).max() }

  /// Loads everything.
  public init(_ registry: TopicRegistry) throws {
    try registry.store.read { database in
      topics = try TopicRegistry.topics(database)
      var places: [Int64: Int] = [:]
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM voice_contact ORDER BY coalesce(started, -9223372036854775808), conversation, key"
      )
      while let row = try rows.next() {
        places[row["id"]] = contacts.count
        let customer: Int64 = row["customer"]
        let key: Int64 = row["key"]
        contacts.append(
          Contact(
            conversation: row["conversation"], customer: UInt64(bitPattern: customer != 0 ? customer : key),
            isNamed: customer != 0,
            attributes: [row["channel"], row["product"], row["region"], row["agent"], row["segment"]],
            startedAt: row["started"], rating: row["rating"], handOffs: row["hand_offs"]))
        fillers += row["fillers"] as Int
      }
      let said = try Row.fetchCursor(
        database,
        sql: """
          SELECT m.*, u.key AS k, u.topic AS t, coalesce(u.reason, 'new') AS r FROM voice_mention m JOIN voice_unit u ON u.id = m.unit
          """)
      while let row = try said.next() {
        guard let contact = places[row["contact"]] else { continue }
        let topic: Int64? = row["t"]
        mentions.append(
          Mention(
            contact: contact, turn: row["turn"], span: (row["first"] as Int)..<(row["last"] as Int), unit: row["unit"],
            key: UInt64(bitPattern: row["k"]),
            text: String(decoding: row["text"] as Data, as: UTF8.self), topic: topic,
            reason: topic == nil ? row["r"] : nil,
            type: (row["type"] as String?).flatMap { ContactType(rawValue: $0) }, sentiment: row["sentiment"],
            buys: row["buys"], competitor: row["competitor"]))
      }
      mentions.sort {
        if $0.contact != $1.contact { return $0.contact < $1.contact }
        return $0.turn != $1.turn ? $0.turn < $1.turn : $0.span.lowerBound < $1.span.lowerBound
      }
    }
  }
}

extension VoiceTable {
  /// The unit nearest to a topic's centre, if it is still there.
  public func medoid(of topic: TopicRecord) -> Int64? {
    topic.medoid.flatMap { key in mentions.first { $0.key == key }?.unit }
  }
}
