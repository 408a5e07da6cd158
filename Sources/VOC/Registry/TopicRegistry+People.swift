internal import Foundation
internal import GRDB
internal import Store
public import TextAnalysis
internal import Transcripts

/// What people decide; it survives every refresh.
extension TopicRegistry {
  /// Gives a topic a name and locks it; an empty name takes the name away.
  public func name(_ id: Int64, _ name: String) throws {
    try change(id, .named, "UPDATE topic SET name = nullif(?2, ''), locked = (?2 != '') WHERE id = ?1", [id, name])
  }

  /// Locks a topic: it is neither split nor merged by itself.
  public func lock(_ id: Int64, _ isLocked: Bool) throws {
    try change(id, isLocked ? .locked : .unlocked, "UPDATE topic SET locked = ?2 WHERE id = ?1", [id, isLocked])
  }

  /// Hides a topic from lists and digests, or shows it again; its texts stay with it.
  public func forbid(_ id: Int64, _ isForbidden: Bool) throws {
    try change(
      id, isForbidden ? .forbidden : .allowed, "UPDATE topic SET state = ?2 WHERE id = ?1",
      [id, isForbidden ? "forbidden" : "active"])
  }

  /// Maps a topic to a product and an owner; what is not given stays, an empty word takes it away.
  public func map(_ id: Int64, product: String?, owner: String?) throws {
    try change(
      id, .mapped,
      """
      UPDATE topic SET product = CASE WHEN ?2 IS NULL THEN product ELSE nullif(?2, '') END,
      owner = CASE WHEN ?3 IS NULL THEN owner ELSE nullif(?3, '') END WHERE id = ?1
      """, [id, product, owner])
  }

  private func change(
    _ id: Int64, _ kind: TopicEvent.Kind, _ sql: String, _ arguments: [(any DatabaseValueConvertible)?]
  ) throws {
    try store.write { database in
      try Self.check(database, id)
      let run = try Self.beginRun(database, kind.rawValue)
      try database.execute(sql: sql, arguments: StatementArguments(arguments))
      try Self.record(database, run: run, kind, id, byPerson: true)
    }
  }

  private static func check(_ database: Database, _ id: Int64) throws {
    guard let topic = try topics(database).first(where: { $0.id == id }) else { throw missing(id) }
    if let into = topic.mergedInto {
      throw ToolError("E-TOPIC", what: "T\(id) was merged into T\(into)", how: "use T\(into)", exitCode: .inputRefused)
    }
  }

  /// Moves the texts of topics into another; they stay there.
  public func merge(_ others: [Int64], into id: Int64) throws {
    try store.write { database in
      let run = try Self.beginRun(database, "merge")
      try Self.check(database, id)
      for other in others where other != id {
        try Self.check(database, other)
        let units =
          try Int.fetchOne(database, sql: "SELECT count(*) FROM voice_unit WHERE topic = ?", arguments: [other]) ?? 0
        try database.execute(
          sql: "UPDATE voice_unit SET topic = ?, pinned = 1 WHERE topic = ?", arguments: [id, other])
        try database.execute(
          sql: "UPDATE topic SET state = 'merged', merged_into = ?1 WHERE id = ?2 OR merged_into = ?2",
          arguments: [id, other])
        try Self.record(database, run: run, .merged, other, other: id, units: units, byPerson: true)
      }
    }
  }

  /// Moves the texts of a topic that hold one of the words into a new topic; they stay there.
  ///
  /// - Returns: The new topic's id.
  /// - Throws: `E-TOPIC` (65) if no text or every text holds a word.
  public func split(
    _ id: Int64, words: [String], name: String?, fitting: TopicFitting, dictionary: WordDictionary = .bundled
  ) throws -> Int64 {
    let folder = try Folder()
    let needles = words.map { folder.fold($0) }.filter { !$0.isEmpty }
    return try store.write { database in
      try Self.check(database, id)
      let run = try Self.beginRun(database, "split")
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, text FROM voice_unit WHERE topic = ? ORDER BY id", arguments: [id])
      let chosen = rows.filter { row in
        let text = folder.fold(bytes: Array(row["text"] as Data))
        return needles.contains { PhraseCounter.range(of: $0, in: text) != nil }
      }
      guard !chosen.isEmpty, chosen.count < rows.count else {
        throw ToolError(
          "E-TOPIC", what: "\(chosen.count) of \(rows.count) texts of T\(id) hold the words: nothing to split",
          how: "words from 'topics show T\(id)'", exitCode: .inputRefused)
      }
      try database.execute(
        sql: "INSERT INTO topic(name, locked, owner, product) SELECT ?, 1, owner, product FROM topic WHERE id = ?",
        arguments: [name, id])
      let new = database.lastInsertedRowID
      for row in chosen {
        try database.execute(
          sql: "UPDATE voice_unit SET topic = ?, pinned = 1 WHERE id = ?", arguments: [new, row["id"] as Int64])
      }
      // What stays was looked at too.
      try database.execute(sql: "UPDATE topic SET locked = 1 WHERE id = ?", arguments: [id])
      try database.execute(sql: "UPDATE voice_unit SET pinned = 1 WHERE topic = ?", arguments: [id])
      try Self.record(database, run: run, .split, new, other: id, units: chosen.count, byPerson: true)
      _ = try refresh(fitting, false, dictionary, run, database)
      return new
    }
  }
}
