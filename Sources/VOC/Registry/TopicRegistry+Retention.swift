internal import Foundation
public import GRDB
internal import Store

/// Letting go of what is too old.
extension TopicRegistry {
  /// What was let go.
  public struct Pruning: Sendable, Hashable {
    /// Mentions whose words are gone; they still count.
    public var mentions = 0
    /// Different texts whose words are gone.
    public var units = 0
    /// Contacts that are gone with everything they said.
    public var contacts = 0
    /// Contacts without a time, which are kept.
    public var undated = 0

    /// Makes the result of nothing.
    public init() {}
  }

  /// Forgets words and contacts in the caller's transaction; times are milliseconds since 1970.
  ///
  /// A text that is still said after `textsBefore` keeps its words. Topics keep their texts' counts: a text
  /// without words stays with its topic and is never looked at again.
  public static func prune(
    textsBefore: Int64?, contactsBefore: Int64?, in database: Database
  ) throws -> Pruning {
    var pruning = Pruning()
    func change(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
      try database.execute(sql: sql, arguments: arguments)
      return database.changesCount
    }
    if let contactsBefore {
      pruning.contacts = try change("DELETE FROM voice_contact WHERE started < ?", [contactsBefore])
      _ = try change(
        "DELETE FROM voice_unit WHERE NOT EXISTS (SELECT 1 FROM voice_mention m WHERE m.unit = voice_unit.id)")
      _ = try change("UPDATE topic SET medoid = NULL WHERE medoid NOT IN (SELECT key FROM voice_unit)")
    }
    if let textsBefore {
      pruning.mentions = try change(
        """
        UPDATE voice_mention SET text = x'' WHERE length(text) > 0
        AND contact IN (SELECT id FROM voice_contact WHERE started < ?)
        """, [textsBefore])
      if try database.tableExists("alarm_event") {
        _ = try change(
          """
          UPDATE alarm_event SET text = x'' WHERE length(text) > 0
          AND contact IN (SELECT id FROM voice_contact WHERE started < ?)
          """, [textsBefore])
      }
      pruning.units = try change(
        """
        UPDATE voice_unit SET text = x'' WHERE length(text) > 0
        AND NOT EXISTS (SELECT 1 FROM voice_mention m WHERE m.unit = voice_unit.id AND length(m.text) > 0)
        """)
      _ = try change(
        """
        UPDATE voice_unit SET text = (SELECT m.text FROM voice_mention m WHERE m.unit = voice_unit.id
          AND length(m.text) > 0 ORDER BY m.contact, m.turn, m.first LIMIT 1)
        WHERE length(text) > 0 AND NOT EXISTS
          (SELECT 1 FROM voice_mention m WHERE m.unit = voice_unit.id AND m.text = voice_unit.text)
        """)
    }
    pruning.undated =
      try Int.fetchOne(database, sql: "SELECT count(*) FROM voice_contact WHERE started IS NULL") ?? 0
    return pruning
  }

  /// What the tables say against each other; empty if all is well.
  public static func problems(in database: Database) throws -> [String] {
    func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
    var problems: [String] = []
    let checks = [
      (
        "texts that nobody says",
        "SELECT count(*) FROM voice_unit u WHERE NOT EXISTS (SELECT 1 FROM voice_mention m WHERE m.unit = u.id)"
      ),
      (
        "texts of topics that were merged",
        "SELECT count(*) FROM voice_unit u JOIN topic t ON t.id = u.topic WHERE t.state = 'merged'"
      ),
      (
        "merged topics without a successor", "SELECT count(*) FROM topic WHERE state = 'merged' AND merged_into IS NULL"
      ),
    ]
    for (words, sql) in checks {
      let found = try count(sql)
      if found > 0 { problems.append("\(found) \(words)") }
    }
    let model = try Data.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'model'")
    if let model, (try? TopicModel(encoded: Array(model))) == nil {
      problems.append("the topic model cannot be read")
    }
    return problems
  }
}
