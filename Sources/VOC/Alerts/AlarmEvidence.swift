internal import Foundation
public import GRDB
internal import Statistics
internal import Store
public import TextAnalysis
internal import Transcripts

/// A contact behind an alarm.
struct AlarmContact: Sendable {
  var id: Int64
  var conversation: String
  var customer: Int64
  var isNamed: Bool
  var channel: String
  var product: String
  var region: String
  var started: Int64
  var turn: Int
  var text: String
  var unit: Int64
}

/// A customer that an alarm concerns; the id is a number that says nothing outside the store.
public struct AffectedCustomer: Sendable, Hashable {
  /// A hash of the customer's id, or of the conversation where the source names nobody.
  public var customer: String
  /// The customer's contacts in the alarm, the first one first.
  public var conversations: [String]
  /// Channel of the first.
  public var channel: String
  /// Product of the first.
  public var product: String
  /// Region of the first.
  public var region: String
  /// The first contact in milliseconds.
  public var first: Int64
  /// The last contact in milliseconds.
  public var last: Int64
}

extension AlarmBook {
  /// The contacts of an alarm between two times, by time; `nil` where only counts are known.
  static func contacts(
    _ alarm: AlarmRow, from: Int64, until: Int64, _ database: Database
  ) throws -> [AlarmContact]? {
    let fields = """
      c.id, c.conversation, CASE c.customer WHEN 0 THEN c.key ELSE c.customer END AS who, c.customer <> 0 AS named,
      c.channel, c.product, c.region, c.started
      """
    var condition = "c.started >= :from AND c.started < :until"
    var arguments: [String: (any DatabaseValueConvertible)?] = ["from": from, "until": until]
    if alarm.scope != 0,
      let row = try Row.fetchOne(
        database, sql: "SELECT attribute, value FROM alarm_scope WHERE id = ?", arguments: [alarm.scope]),
      CountBook.attributes.contains(row["attribute"])
    {
      condition += " AND c.\(row["attribute"] as String) = :value"
      arguments["value"] = row["value"] as String
    }
    let sql: String
    if let topic = alarm.topic {
      arguments["topic"] = topic
      let negative = alarm.kind == .severity ? " AND m.sentiment <= -20" : ""
      sql = """
        SELECT \(fields), m.turn, m.text, m.unit FROM voice_unit u JOIN voice_mention m ON m.unit = u.id
        JOIN voice_contact c ON c.id = m.contact WHERE u.topic = :topic\(negative) AND \(condition)
        ORDER BY c.started, c.id, m.turn, m.first
        """
    } else if alarm.name.hasPrefix("rule/") {
      arguments["series"] = alarm.series
      sql = """
        SELECT \(fields), coalesce(e.turn, 0) AS turn, coalesce(m.text, e.text) AS text, coalesce(m.unit, -c.id) AS unit
        FROM alarm_event e JOIN voice_contact c ON c.id = e.contact
        LEFT JOIN voice_mention m ON m.contact = c.id AND m.turn = e.turn
          AND m.first = (SELECT min(f.first) FROM voice_mention f WHERE f.contact = c.id AND f.turn = e.turn)
        WHERE e.series = :series AND \(condition) ORDER BY c.started, c.id
        """
    } else {
      return nil
    }
    return try Row.fetchAll(database, sql: sql, arguments: StatementArguments(arguments)).map { row in
      AlarmContact(
        id: row["id"], conversation: row["conversation"], customer: row["who"], isNamed: row["named"],
        channel: row["channel"], product: row["product"], region: row["region"], started: row["started"],
        turn: row["turn"], text: String(decoding: row["text"] as Data, as: UTF8.self), unit: row["unit"])
    }
  }

  /// Distinct customers of an alarm, or `nil` where only counts are known.
  static func customers(_ alarm: AlarmRow, until: Int64, _ database: Database) throws -> Int? {
    try contacts(alarm, from: alarm.began, until: until, database).map { Set($0.map(\.customer)).count }
  }

  /// What is said more in the alarm than in the four weeks before: log-odds with an informative Dirichlet prior.
  ///
  /// Monroe, Colaresi and Quinn, *Fightin' Words*, 2008; conversations that hold a phrase count, not repetitions.
  static func phrases(_ alarm: AlarmRow, _ database: Database, limit: Int = 5) throws -> [String] {
    guard alarm.topic != nil,
      let now = try contacts(alarm, from: alarm.began, until: alarm.last, database),
      let before = try contacts(alarm, from: alarm.began - 28 * 86_400_000, until: alarm.began, database)
    else { return [] }
    return RisingPhrases.find(
      now: now.suffix(2_000).map { ($0.id, $0.customer, $0.text) },
      before: before.suffix(5_000).map { ($0.id, $0.customer, $0.text) }, limit: limit)
  }

  /// What customers said in an alarm: the texts most said, then the latest; personal data is taken out.
  public func quotes(_ alarm: AlarmRow, limit: Int, _ redactor: Redactor) throws -> [AlarmQuote] {
    let said = try store.read { try Self.contacts(alarm, from: alarm.began, until: alarm.last, $0) ?? [] }
    return Self.quotes(said, alarm, limit: limit, redactor)
  }

  /// The same in a transaction.
  public static func quotes(_ alarm: AlarmRow, limit: Int, _ redactor: Redactor, in database: Database) throws
    -> [AlarmQuote]
  {
    quotes(try contacts(alarm, from: alarm.began, until: alarm.last, database) ?? [], alarm, limit: limit, redactor)
  }

  static func quotes(
    _ contacts: [AlarmContact], _ alarm: AlarmRow, limit: Int, _ redactor: Redactor
  ) -> [AlarmQuote] {
    var groups: [Int64: (latest: AlarmContact, people: Set<Int64>)] = [:]
    for one in contacts where !one.text.isEmpty {
      groups[one.unit, default: (one, [])].latest = one
      groups[one.unit]?.people.insert(one.customer)
    }
    let chosen = groups.values.sorted { a, b in
      (b.people.count, b.latest.started, a.latest.id, a.latest.turn)
        < (a.people.count, a.latest.started, b.latest.id, b.latest.turn)
    }
    return chosen.prefix(limit).map { group in
      AlarmQuote(
        text: redactor.redacted(String(group.latest.text.prefix(400))), conversation: group.latest.conversation,
        turn: group.latest.turn, mentions: group.people.count)
    }
  }

  /// The customers an alarm concerns, by their first contact.
  public func affected(_ alarm: AlarmRow) throws -> [AffectedCustomer] {
    let said = try store.read { try Self.contacts(alarm, from: alarm.began, until: alarm.last, $0) ?? [] }
    var found: [Int64: AffectedCustomer] = [:]
    for one in said {
      if var customer = found[one.customer] {
        if customer.conversations.last != one.conversation { customer.conversations.append(one.conversation) }
        customer.last = one.started
        found[one.customer] = customer
      } else {
        let digits = String(UInt64(bitPattern: one.customer), radix: 16)
        found[one.customer] = AffectedCustomer(
          customer: String(repeating: "0", count: 16 - digits.count) + digits, conversations: [one.conversation],
          channel: one.channel, product: one.product, region: one.region, first: one.started, last: one.started)
      }
    }
    return found.values.sorted { ($0.first, $0.customer) < ($1.first, $1.customer) }
  }

  /// What happened to the alarm's topic.
  public func lineage(_ alarm: AlarmRow) throws -> [TopicEvent] {
    guard let topic = alarm.topic else { return [] }
    return try TopicRegistry(store).events(of: topic).filter { [.born, .split, .merged, .revived].contains($0.kind) }
  }
}

/// Words of customers in an alarm, without personal data.
public struct AlarmQuote: Sendable, Hashable {
  /// The words.
  public var text: String
  /// The conversation.
  public var conversation: String
  /// The turn, from 1.
  public var turn: Int
  /// How many customers say the same.
  public var mentions: Int
}

/// Phrases that stand out in some texts against others.
enum RisingPhrases {
  static func find(
    now: [(contact: Int64, customer: Int64, text: String)], before: [(contact: Int64, customer: Int64, text: String)],
    limit: Int
  ) -> [String] {
    struct Entry {
      var now: Set<Int64> = []
      var before: Set<Int64> = []
      var people: Set<Int64> = []
      var text = ""
      var words = 0
    }
    var extractor = TermExtractor(.bundled)
    var entries: [UInt64: Entry] = [:]
    func read(_ texts: [(contact: Int64, customer: Int64, text: String)], isNow: Bool) {
      for one in texts {
        let bytes = Array(one.text.utf8)
        extractor.read(bytes, grams: false)
        extractor.forEachPhrase(upTo: 2) { hash, range, words in
          guard range.count >= 3, range.count <= 60 else { return }
          var entry = entries[hash] ?? Entry()
          if isNow {
            // The first wording in order of bytes, whatever the order of texts.
            let text = String(decoding: bytes[range], as: UTF8.self)
            if entry.text.isEmpty || text < entry.text { entry.text = text }
            entry.words = words
            entry.now.insert(one.contact)
            entry.people.insert(one.customer)
          } else {
            entry.before.insert(one.contact)
          }
          entries[hash] = entry
        }
      }
    }
    read(now, isNow: true)
    read(before, isNow: false)
    let (n, m) = (Double(Set(now.map(\.contact)).count), Double(Set(before.map(\.contact)).count))
    guard n > 0 else { return [] }
    var found: [(z: Double, entry: Entry)] = []
    for entry in entries.values where entry.people.count >= 3 {
      let (a, b) = (Double(entry.now.count), Double(entry.before.count))
      // The prior: ten conversations that say it as often as both together.
      let share = (a + b + 0.5) / (n + m + 1)
      let prior = 10 * share
      let odds = { (x: Double, all: Double) in (x + prior) / (all + 10 - x - prior + 0.5) }
      let z =
        (logarithm(odds(a, n)) - logarithm(odds(b, m)))
        / (1 / (a + prior) + 1 / (b + prior)).squareRoot()
      if z > 1.5 { found.append((z, entry)) }
    }
    found.sort { ($1.z, $0.entry.text) < ($0.z, $1.entry.text) }
    // A phrase inside one that is already listed says nothing more.
    var texts: [String] = []
    for (_, entry) in found where !texts.contains(where: { $0.contains(entry.text) || entry.text.contains($0) }) {
      texts.append(entry.text)
      if texts.count == limit { break }
    }
    return texts
  }
}
