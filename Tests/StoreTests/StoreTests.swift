import Foundation
import GRDB
import Statistics
import Store
import Testing
import Transcripts

/// The store on real files: what it keeps, and what it refuses.
@Suite struct StoreTests {
  static let schema = StoreSchema([
    StoreMigration("test-1", sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
  ])
  static let grown = StoreSchema(
    schema.migrations + [StoreMigration("test-2", sql: "ALTER TABLE note ADD COLUMN weight INTEGER NOT NULL DEFAULT 1")]
  )

  /// A folder of its own for every test.
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
  var path: String { folder + "/voice.db" }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? ToolError)?.code ?? "other: \(error)"
    }
  }

  @Test func keepsWhatWasWrittenAndIsPrivate() throws {
    do {
      let store = try Store(path: path, schema: Self.schema)
      try store.write { try $0.execute(sql: "INSERT INTO note(text) VALUES ('退款'), ('发货')") }
    }
    let store = try Store(path: path, schema: Self.schema, access: .read)
    #expect(try store.read { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY id") } == ["退款", "发货"])
    #expect(try store.integrityProblems() == [])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func setsWhatDurabilityAndDefenceNeed() throws {
    let store = try Store(path: path, schema: Self.schema)
    let values = try store.read { database in
      try ["journal_mode", "synchronous", "secure_delete", "trusted_schema", "cell_size_check", "foreign_keys"].map {
        try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
      }
    }
    #expect(values == ["wal", "2", "1", "0", "1", "1"])
  }

  @Test func aFailedTransactionLeavesNothing() throws {
    let store = try Store(path: path, schema: Self.schema)
    #expect(throws: ToolError.self) {
      try store.write {
        try $0.execute(sql: "INSERT INTO note(text) VALUES ('a')")
        try $0.execute(sql: "INSERT INTO note(text) VALUES (NULL)")
      }
    }
    #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 0)
  }

  @Test func growsWithABackupAndRefusesANewerShape() throws {
    do {
      let store = try Store(path: path, schema: Self.schema)
      try store.write { try $0.execute(sql: "INSERT INTO note(text) VALUES ('a')") }
    }
    do {
      let store = try Store(path: path, schema: Self.grown)
      #expect(try store.read { try Int.fetchOne($0, sql: "SELECT weight FROM note") } == 1)
    }
    #expect(FileManager.default.fileExists(atPath: path + ".backup"))
    #expect(code { _ = try Store(path: path, schema: Self.schema) } == "E-STORE-NEWER")
  }

  @Test func refusesWhatIsNoStoreAndLeavesItAlone() throws {
    try Data("not a database, but long enough to be one".utf8).write(to: URL(fileURLWithPath: path))
    #expect(code { _ = try Store(path: path, schema: Self.schema) } == "E-STORE-FORMAT")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("not a database, but long enough to be one".utf8))
    let foreign = folder + "/foreign.db"
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
    #expect(code { _ = try Store(path: foreign, schema: Self.schema) } == "E-STORE-FORMAT")
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.db", withDestinationPath: foreign)
    #expect(code { _ = try Store(path: folder + "/link.db", schema: Self.schema) } == "E-STORE-KIND")
    #expect(code { _ = try Store(path: folder + "/none.db", schema: Self.schema, access: .read) } == "E-STORE-MISSING")
    #expect(code { _ = try Store(path: folder, schema: Self.schema) } == "E-STORE-KIND")
  }

  @Test func aSecondWriterIsRefusedAndAReaderIsNot() throws {
    let first = try Store(path: path, schema: Self.schema)
    #expect(code { _ = try Store(path: path, schema: Self.schema, access: .write(patience: 0.1)) } == "E-STORE-LOCKED")
    try first.write { try $0.execute(sql: "INSERT INTO note(text) VALUES ('a')") }
    let reader = try Store(path: path, schema: Self.schema, access: .read)
    #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 1)
  }

  @Test func erasedTextIsGoneFromEveryFile() throws {
    let store = try Store(path: path, schema: Self.schema)
    let canary = "canary-5b1f90"
    try store.write { database in
      for _ in 0..<200 { try database.execute(sql: "INSERT INTO note(text) VALUES (?)", arguments: [canary]) }
    }
    try store.write { try $0.execute(sql: "DELETE FROM note") }
    try store.scrub(compacting: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(name)")
    }
  }

  /// Copies with flipped bits either work or are refused with a documented code; the process never ends.
  @Test func flippedBitsAreRefusedOrHarmless() throws {
    do {
      let store = try Store(path: path, schema: Self.schema)
      try store.write { database in
        for number in 0..<500 {
          try database.execute(sql: "INSERT INTO note(text) VALUES (?)", arguments: ["row \(number)"])
        }
      }
      try store.scrub(compacting: false)
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var numbers = SeededGenerator(seed: 7)
    var refused = 0
    for round in 0..<200 {
      var bytes = whole
      for _ in 0..<(1 + numbers.next(below: 8)) {
        bytes[numbers.next(below: bytes.count)] ^= UInt8(1 << numbers.next(below: 8))
      }
      let copy = folder + "/copy-\(round).db"
      try bytes.write(to: URL(fileURLWithPath: copy))
      let result = code {
        let store = try Store(path: copy, schema: Self.schema)
        _ = try store.integrityProblems()
        _ = try store.read { try String.fetchAll($0, sql: "SELECT text FROM note") }
      }
      if let result {
        refused += 1
        #expect(result.hasPrefix("E-STORE"), "round \(round): \(result)")
      }
    }
    #expect(refused > 0)
  }
}
