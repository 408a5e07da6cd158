public import Statistics
public import Transcripts

/// How customers move: which topic arrives on which channel from which segment, hand-offs, and repeat contacts.
public struct JourneyTable: Sendable {
  /// A cell of the channel × topic × segment matrix.
  public struct Cell: Sendable, Hashable {
    /// The channel; empty if unknown.
    public var channel: String
    /// The topic.
    public var topic: Int64
    /// The customers' segment; empty if unknown.
    public var segment: String
    /// Conversations.
    public var conversations: Int
    /// Distinct customers.
    public var customers: Int
    /// Conversations in which the agent in charge changed.
    public var handedOff: Int
    /// Conversations of named customers after which the same customer came again with the topic within the window, of all
    /// that lie a whole window before the end of the data.
    public var repeated: Proportion
  }

  /// A step of a customer from one channel to the next within the window.
  public struct Step: Sendable, Hashable {
    /// Where the customer was.
    public var from: String
    /// Where the customer came next.
    public var to: String
    /// How often.
    public var count: Int
  }

  /// The first contact of customers.
  public struct FirstContact: Sendable, Hashable {
    /// The channel.
    public var channel: String
    /// Customers whose first contact in the data it was.
    public var customers: Int
  }

  /// The cells, by channel, topic and segment.
  public private(set) var cells: [Cell] = []
  /// Steps between contacts, the most frequent first.
  public private(set) var steps: [Step] = []
  /// First contact points, the most frequent first.
  public private(set) var firstContacts: [FirstContact] = []
  /// Named customers, and contacts without a name.
  public private(set) var customers = 0
  /// Contacts without a customer id.
  public private(set) var unnamed = 0

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - window: How many milliseconds after a contact another one is a repeat.
  ///   - zone: Whose days are counted if the window is whole days: a contact on the last of them is within it, whatever the
  ///     hour.
  public init(_ table: VoiceTable, window: Int64, zone: ClockZone? = nil) {
    func clock(_ instant: Int64) -> Int64 {
      guard let zone, window % 86_400_000 == 0 else { return instant }
      return VoicePeriods.floor(zone.reading(ofInstant: instant))
    }
    var topicsOf = [Set<Int64>](repeating: [], count: table.contacts.count)
    for mention in table.mentions { if let topic = mention.topic { topicsOf[mention.contact].insert(topic) } }
    // Contacts are in order of time.
    var visits: [UInt64: [Int]] = [:]
    for (place, contact) in table.contacts.enumerated() {
      if !contact.isNamed {
        unnamed += 1
      } else if contact.startedAt != nil {
        visits[contact.customer, default: []].append(place)
      }
    }
    customers = visits.count
    var counted: [Step: Int] = [:]
    var first: [String: Int] = [:]
    var returns: [Int: Set<Int64>] = [:]
    for places in visits.values {
      first[table.contacts[places[0]].attributes[0], default: 0] += 1
      for (index, place) in places.enumerated() {
        let start = clock(table.contacts[place].startedAt!)
        var isNext = true
        for later in places.dropFirst(index + 1) {
          guard clock(table.contacts[later].startedAt!) - start <= window else { break }
          if isNext {
            let step = Step(
              from: table.contacts[place].attributes[0], to: table.contacts[later].attributes[0], count: 0)
            counted[step, default: 0] += 1
            isNext = false
          }
          returns[place, default: []].formUnion(topicsOf[place].intersection(topicsOf[later]))
        }
      }
    }
    steps = counted.map { Step(from: $0.key.from, to: $0.key.to, count: $0.value) }
      .sorted { ($1.count, $0.from, $0.to) < ($0.count, $1.from, $1.to) }
    firstContacts = first.map { FirstContact(channel: $0.key, customers: $0.value) }
      .sorted { ($1.customers, $0.channel) < ($0.customers, $1.channel) }
    fill(table, topicsOf, returns) { clock($0) <= clock(table.end ?? 0) - window }
  }

  private struct Key: Hashable {
    var channel: String
    var topic: Int64
    var segment: String
  }

  private mutating func fill(
    _ table: VoiceTable, _ topicsOf: [Set<Int64>], _ returns: [Int: Set<Int64>],
    isFollowed: (Int64) -> Bool
  ) {
    var groups: [Key: [Int]] = [:]
    for (place, topics) in topicsOf.enumerated() {
      let contact = table.contacts[place]
      for topic in topics {
        groups[Key(channel: contact.attributes[0], topic: topic, segment: contact.attributes[4]), default: []].append(
          place)
      }
    }
    for (key, places) in groups {
      let followed = places.filter {
        table.contacts[$0].isNamed && table.contacts[$0].startedAt.map(isFollowed) ?? false
      }
      cells.append(
        Cell(
          channel: key.channel, topic: key.topic, segment: key.segment, conversations: places.count,
          customers: Set(places.map { table.contacts[$0].customer }).count,
          handedOff: places.count { table.contacts[$0].handOffs > 0 },
          repeated: Proportion(followed.count { returns[$0]?.contains(key.topic) ?? false }, of: followed.count)))
    }
    cells.sort { ($0.channel, $0.topic, $0.segment) < ($1.channel, $1.topic, $1.segment) }
  }
}
