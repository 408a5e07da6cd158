internal import Foundation
public import GRDB
internal import Store
internal import TextAnalysis
internal import Transcripts

/// Taking a customer's words out of the store for good.
extension TopicRegistry {
  /// What was erased, and what other tables need to follow.
  public struct Erasure: Sendable, Hashable {
    /// The conversations that are gone.
    public var conversations: Set<String> = []
    /// Mentions that are gone.
    public var mentions = 0
    /// Different texts that nobody else said.
    public var units = 0
    /// Topics whose label or phrases only the erased texts held.
    public var topics = 0
    /// The texts that were erased, for finding copies of them.
    public var texts: [String] = []
    /// The labels and phrases that were taken from topics.
    public var words: [String] = []

    /// Makes the result of nothing.
    public init() {}
  }

  /// Erases contacts in the caller's transaction: their mentions, and every text, label and phrase that nobody else said.
  ///
  /// Counts of topics fall accordingly. What was erased is remembered as a keyed hash, so that reading the same
  /// files again does not bring it back.
  ///
  /// - Parameters:
  ///   - customer: The customer's id as the sources write it.
  ///   - refusing: Whether later contacts of the customer are refused too.
  public static func erase(
    customer: String?, conversations: [String], refusing: Bool, in database: Database
  ) throws -> Erasure {
    var erasure = Erasure()
    let hash = customer.map { Int64(bitPattern: StableHash.hash($0)) }
    let key = try ErasedSubjects.key(database)
    if refusing, let hash { try ErasedSubjects.add(.customer, hash, key, database) }
    var contacts = Set<Int64>()
    func take(_ condition: String, _ value: (any DatabaseValueConvertible)?) throws {
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, key, conversation FROM voice_contact WHERE \(condition) = ?", arguments: [value])
      for row in rows where contacts.insert(row["id"]).inserted {
        erasure.conversations.insert(row["conversation"])
        try ErasedSubjects.add(.contact, row["key"], key, database)
      }
    }
    if let hash { try take("customer", hash) }
    for conversation in conversations { try take("conversation", conversation) }
    var units = Set<Int64>()
    for contact in contacts.sorted() {
      for row in try Row.fetchAll(
        database, sql: "SELECT unit, text FROM voice_mention WHERE contact = ?", arguments: [contact])
      {
        units.insert(row["unit"])
        erasure.mentions += 1
        let text = String(decoding: row["text"] as Data, as: UTF8.self)
        if !text.isEmpty { erasure.texts.append(text) }
      }
      try database.execute(sql: "DELETE FROM voice_mention WHERE contact = ?", arguments: [contact])
      try database.execute(sql: "DELETE FROM voice_contact WHERE id = ?", arguments: [contact])
    }
    for unit in units.sorted() { try release(unit, &erasure, database) }
    try releaseWords(&erasure, database)
    return erasure
  }

  /// Deletes a unit that nobody says any more; one that others say gets the wording of one of them.
  private static func release(_ unit: Int64, _ erasure: inout Erasure, _ database: Database) throws {
    let others = try Data.fetchAll(
      database, sql: "SELECT text FROM voice_mention WHERE unit = ? ORDER BY contact, turn, first", arguments: [unit])
    guard let first = others.first else {
      try database.execute(
        sql: "UPDATE topic SET medoid = NULL WHERE medoid = (SELECT key FROM voice_unit WHERE id = ?)",
        arguments: [unit])
      try database.execute(sql: "DELETE FROM voice_unit WHERE id = ?", arguments: [unit])
      erasure.units += 1
      return
    }
    let text = try Data.fetchOne(database, sql: "SELECT text FROM voice_unit WHERE id = ?", arguments: [unit]) ?? Data()
    // A unit stands for texts that differ in digits too: its wording may be the erased customer's alone.
    if !text.isEmpty, !others.contains(text) {
      try database.execute(sql: "UPDATE voice_unit SET text = ? WHERE id = ?", arguments: [first, unit])
    }
  }

  /// Takes labels and phrases away that only the erased texts held.
  private static func releaseWords(_ erasure: inout Erasure, _ database: Database) throws {
    guard !erasure.texts.isEmpty else { return }
    let plain = try PlainWords()
    let erased = erasure.texts.map { plain.bytes($0) }
    func isSaid(_ words: [UInt8], in texts: [[UInt8]]) -> Bool {
      texts.contains { PhraseCounter.range(of: words, in: $0) != nil }
    }
    let topics = try Self.topics(database)
    let alarms = try AlarmPhrases.fetch(database)
    var questioned: [String: [UInt8]] = [:]
    let labels = topics.flatMap { $0.phrases + ($0.phrases.isEmpty ? [$0.label] : []) }
    for wording in Set(labels + alarms.flatMap(\.phrases)) {
      let words = plain.bytes(wording)
      if !words.isEmpty, isSaid(words, in: erased) { questioned[wording] = words }
    }
    guard !questioned.isEmpty else { return }
    let rows = try Data.fetchCursor(database, sql: "SELECT text FROM voice_mention")
    while !questioned.isEmpty, let row = try rows.next() {
      let text = plain.bytes(String(decoding: row, as: UTF8.self))
      questioned = questioned.filter { PhraseCounter.range(of: $0.value, in: text) == nil }
    }
    erasure.words = questioned.keys.sorted()
    for alarm in alarms where alarm.phrases.contains(where: { questioned[$0] != nil }) {
      try alarm.keep(alarm.phrases.filter { questioned[$0] == nil }, database)
    }
    for topic in topics {
      let wasLabel = topic.phrases.isEmpty && questioned[topic.label] != nil
      let phrases = topic.phrases.filter { questioned[$0] == nil }
      guard wasLabel || phrases.count < topic.phrases.count else { continue }
      erasure.topics += 1
      erasure.words.append(topic.label)
      try database.execute(
        sql: "UPDATE topic SET label = ?, phrases = ? WHERE id = ?",
        arguments: [phrases.prefix(3).joined(separator: " / "), phrases.joined(separator: "\n"), topic.id])
    }
  }
}

/// What alarms keep of customers' wordings, in stores that have alarms.
private struct AlarmPhrases {
  let id: Int64
  let phrases: [String]

  static func fetch(_ database: Database) throws -> [AlarmPhrases] {
    guard try database.tableExists("alarm") else { return [] }
    return try Row.fetchAll(database, sql: "SELECT id, phrases FROM alarm WHERE phrases != ''").map { row in
      AlarmPhrases(id: row["id"], phrases: (row["phrases"] as String).split(separator: "\n").map { String($0) })
    }
  }

  func keep(_ phrases: [String], _ database: Database) throws {
    try database.execute(
      sql: "UPDATE alarm SET phrases = ? WHERE id = ?", arguments: [phrases.joined(separator: "\n"), id])
  }
}

/// Texts as comparing wordings needs them: folded, without blanks and without what cutting left of a character.
private struct PlainWords {
  let folder: Folder

  init() throws { folder = try Folder() }

  func bytes(_ text: String) -> [UInt8] {
    folder.fold(String(text.filter { !$0.isWhitespace && $0 != "\u{FFFD}" })).filter { $0 != 0x20 }
  }
}

/// Who and what was erased, as hashes under a key of the store: enough to know them again, nothing to read.
enum ErasedSubjects {
  enum Kind: String { case contact, customer }

  /// The store's key, made at the first erasure.
  static func key(_ database: Database) throws -> [UInt8] {
    if let key = try known(database) { return key }
    var random = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    try database.execute(
      sql: "INSERT INTO voice_value VALUES ('erasure_key', ?)", arguments: [Data(key)])
    return key
  }

  private static func known(_ database: Database) throws -> [UInt8]? {
    try Data.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'erasure_key'").map { Array($0) }
  }

  static func subject(_ kind: Kind, _ hash: Int64, _ key: [UInt8]) -> Data {
    Data(HMACSHA256.code(for: Array("\(kind.rawValue) \(hash)".utf8), key: key).prefix(16))
  }

  static func add(_ kind: Kind, _ hash: Int64, _ key: [UInt8], _ database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO voice_erased VALUES (?)", arguments: [subject(kind, hash, key)])
  }

  /// A test of contacts, or `nil` if nothing was ever erased.
  static func test(_ database: Database) throws -> ((_ contact: Int64, _ customer: Int64) -> Bool)? {
    guard let key = try known(database) else { return nil }
    let subjects = try Set(Data.fetchAll(database, sql: "SELECT subject FROM voice_erased"))
    guard !subjects.isEmpty else { return nil }
    return { contact, customer in
      subjects.contains(subject(.contact, contact, key)) || subjects.contains(subject(.customer, customer, key))
    }
  }
}
