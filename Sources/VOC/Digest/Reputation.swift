public import Statistics
public import Transcripts

/// The reputation of a product, or of a topic of a product, from customers' own words (口碑).
///
/// score = 50 + 50 · (favourable − unfavourable) / (favourable + unfavourable + neutral), over conversations, 0 to 100. A
/// conversation is favourable if its mentions on the matter add up to a sentiment of 20 or more and hold no complaint, and
/// unfavourable if they hold a complaint or add up to −20 or less. The interval is Wilson's on the favourable and the
/// unfavourable share, joined by the square-and-add method (Newcombe, 1998, method 10; shares of one sample are treated as
/// independent, which widens it).
public struct Reputation: Sendable, Hashable {
  /// The product; empty if unknown.
  public var product: String
  /// The topic, or nothing for the product as a whole.
  public var topic: Int64?
  /// Where the period begins, in milliseconds.
  public var start: Int64
  /// Conversations: all, favourable, unfavourable.
  public var conversations: Int
  /// Favourable ones.
  public var favourable: Int
  /// Unfavourable ones.
  public var unfavourable: Int
  /// The mean rating of those that were rated, and how many were.
  public var rating: Double?
  /// How many contacts were rated.
  public var rated: Int

  /// The score, 0 to 100.
  public var score: Double { 50 + 50 * Double(favourable - unfavourable) / Double(max(1, conversations)) }

  /// The score's interval at 95 %.
  public var interval: Interval? {
    Proportion(favourable, of: conversations).difference(from: Proportion(unfavourable, of: conversations)).map {
      Interval(low: 50 + 50 * $0.low, high: 50 + 50 * $0.high)
    }
  }

  /// Scores by product, topic and period, in that order.
  ///
  /// - Parameters:
  ///   - period: Its length in milliseconds; periods end with the latest contact.
  ///   - count: How many periods.
  ///   - zone: Whose days are counted, see ``VoicePeriods``.
  public static func scores(
    _ table: VoiceTable, period: Int64, count: Int, byTopic: Bool, zone: ClockZone? = nil
  ) -> [Reputation] {
    struct Key: Hashable {
      var product: String
      var topic: Int64?
      var age: Int
    }
    struct Sum {
      var sentiment = 0
      var complains = false
    }
    guard let latest = table.end else { return [] }
    let periods = VoicePeriods(length: period, zone: zone, latest: latest)
    var sums: [Key: [Int: Sum]] = [:]
    for mention in table.mentions {
      let contact = table.contacts[mention.contact]
      guard let at = contact.startedAt, let age = periods.age(of: at), age < count else { continue }
      func add(_ topic: Int64?) {
        let key = Key(product: contact.attributes[1], topic: topic, age: age)
        sums[key, default: [:]][mention.contact, default: Sum()].sentiment += mention.sentiment
        if mention.type == .complaint { sums[key]![mention.contact]!.complains = true }
      }
      add(nil)
      if byTopic, let topic = mention.topic { add(topic) }
    }
    return sums.map { key, contacts in
      let ratings = contacts.keys.sorted().compactMap { table.contacts[$0].rating }
      return Reputation(
        product: key.product, topic: key.topic, start: periods.start(key.age), conversations: contacts.count,
        favourable: contacts.values.count { !$0.complains && $0.sentiment >= 20 },
        unfavourable: contacts.values.count { $0.complains || $0.sentiment <= -20 },
        rating: ratings.isEmpty ? nil : ratings.reduce(0, +) / Double(ratings.count), rated: ratings.count)
    }.sorted { ($0.product, $0.topic ?? 0, $0.start) < ($1.product, $1.topic ?? 0, $1.start) }
  }
}
