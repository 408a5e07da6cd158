public import Statistics

/// What a topic counts, in texts, different texts, conversations and customers.
public struct TopicCounts: Sendable, Hashable {
  /// Mentions, repetitions included.
  public var mentions = 0
  /// Different texts.
  public var units = 0
  /// Conversations with at least one mention.
  public var conversations = 0
  /// Distinct customers; a conversation without a customer id counts as one.
  public var customers = 0
  /// Mentions by contact type, in the order of ``ContactType/allCases``, and last those without one.
  public var types = [Int](repeating: 0, count: ContactType.allCases.count + 1)
  /// Mentions whose sentiment is −20 or less.
  public var negative = 0
  /// The sum of all sentiments.
  public var sentiment = 0
  /// Mentions with a purchase intent.
  public var buys = 0
  /// Mentions of competitors.
  public var competitors = 0

  /// Mentions that are complaints.
  public var complaints: Int { self[.complaint] }

  /// Mentions of a type.
  public subscript(type: ContactType) -> Int { types[ContactType.allCases.firstIndex(of: type)!] }

  /// The mean sentiment, −100 to 100.
  public var meanSentiment: Double? { mentions == 0 ? nil : Double(sentiment) / Double(mentions) }

  /// How bad it is, 0 to 100: half the share of complaints, 0.3 the negative share, 0.2 the share of faults and chasing.
  public var severity: Double {
    guard mentions > 0 else { return 0 }
    let all = Double(mentions)
    return 50 * Double(complaints) / all + 30 * Double(negative) / all + 20
      * Double(self[.fault] + self[.chasing]) / all
  }

  /// Counts mentions.
  public init(_ mentions: some Sequence<VoiceTable.Mention>, of table: VoiceTable) {
    var units: Set<Int64> = []
    var contacts: Set<Int> = []
    for mention in mentions {
      self.mentions += 1
      units.insert(mention.unit)
      contacts.insert(mention.contact)
      types[mention.type.flatMap { ContactType.allCases.firstIndex(of: $0) } ?? types.count - 1] += 1
      if mention.sentiment <= -20 { negative += 1 }
      sentiment += mention.sentiment
      if mention.buys { buys += 1 }
      if mention.competitor != nil { competitors += 1 }
    }
    self.units = units.count
    conversations = contacts.count
    customers = Set(contacts.map { table.contacts[$0].customer }).count
  }
}

/// An attribute that a topic has more often than the others: Fisher's exact test on conversations, Benjamini–Hochberg.
public struct TopicDriver: Sendable, Hashable {
  /// What it is: channel, product, region, agent or segment.
  public var attribute: String
  /// Its value.
  public var value: String
  /// Conversations of the topic with the value, of those that have the attribute.
  public var inside: Proportion
  /// Conversations outside the topic, likewise.
  public var outside: Proportion
  /// How many times the share outside.
  public var lift: Double?
  /// The false discovery rate over all values of the topic.
  public var q: Double

  /// The attributes that are over-represented at q ≤ 0.05 with at least three conversations, the clearest first.
  public static func find(of topic: Int64, in table: VoiceTable) -> [TopicDriver] {
    let inside = Set(table.mentions.lazy.filter { $0.topic == topic }.map(\.contact))
    let speaking = Set(table.mentions.lazy.map(\.contact))
    var drivers: [TopicDriver] = []
    for (place, attribute) in VoiceTable.Attribute.allCases.enumerated() {
      var counts: [String: (inside: Int, outside: Int)] = [:]
      var totals = (inside: 0, outside: 0)
      for contact in speaking {
        let value = table.contacts[contact].attributes[place]
        guard !value.isEmpty else { continue }
        if inside.contains(contact) {
          counts[value, default: (0, 0)].inside += 1
          totals.inside += 1
        } else {
          counts[value, default: (0, 0)].outside += 1
          totals.outside += 1
        }
      }
      for (value, count) in counts where count.inside >= 3 && totals.outside > 0 {
        let here = Proportion(count.inside, of: totals.inside)
        let there = Proportion(count.outside, of: totals.outside)
        let lift = there.value.flatMap { share in share > 0 ? here.value! / share : nil }
        drivers.append(
          TopicDriver(
            attribute: attribute.rawValue, value: value, inside: here, outside: there, lift: lift,
            q: here.fisherP(against: there)))
      }
    }
    drivers.sort { ($0.attribute, $0.value) < ($1.attribute, $1.value) }
    let rates = MultipleTesting.falseDiscoveryRates(drivers.map(\.q))
    for index in drivers.indices { drivers[index].q = rates[index] }
    return drivers.filter { $0.q <= 0.05 && $0.inside.value! > $0.outside.value ?? 1 }
      .sorted { $0.q != $1.q ? $0.q < $1.q : ($0.attribute, $0.value) < ($1.attribute, $1.value) }
  }
}

/// Words of a customer with their place.
public struct TopicQuote: Sendable, Hashable {
  /// The words.
  public var text: String
  /// The conversation.
  public var conversation: String
  /// The turn, from 1.
  public var turn: Int
  /// Code points of the turn's text.
  public var span: Range<Int>
  /// When, in milliseconds.
  public var at: Int64?
  /// How many mentions say the same.
  public var count: Int

  /// Quotes of mentions: the medoid first, then different texts by how often they are said, then the latest; any number.
  public static func choose(_ limit: Int, from mentions: [VoiceTable.Mention], medoid: Int64?, of table: VoiceTable)
    -> [TopicQuote]
  {
    var groups: [Int64: (latest: VoiceTable.Mention, count: Int)] = [:]
    for mention in mentions where !mention.text.isEmpty {
      // Mentions are in order of time: the last is the latest.
      groups[mention.unit] = (mention, (groups[mention.unit]?.count ?? 0) + 1)
    }
    let chosen = groups.sorted { a, b in
      if (a.key == medoid) != (b.key == medoid) { return a.key == medoid }
      if a.value.count != b.value.count { return a.value.count > b.value.count }
      let (left, right) = (a.value.latest, b.value.latest)
      if left.contact != right.contact { return left.contact > right.contact }
      return (left.turn, left.span.lowerBound) < (right.turn, right.span.lowerBound)
    }
    return chosen.prefix(limit).map { _, group in
      let contact = table.contacts[group.latest.contact]
      return TopicQuote(
        text: group.latest.text, conversation: contact.conversation, turn: group.latest.turn, span: group.latest.span,
        at: contact.startedAt, count: group.count)
    }
  }
}
