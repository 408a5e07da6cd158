internal import CSQLite
public import GRDB
public import Transcripts

/// Memory between runs: one SQLite file, opened with care, written by one process at a time.
///
/// It knows connections, migrations, locks and transactions; tables and queries belong to the domains above.
/// Write-ahead log with `synchronous = FULL`: what a transaction has committed survives a power cut.
public final class Store: Sendable {
  /// The path of the file.
  public let path: String
  /// What was noticed when opening, for people.
  public let notes: [String]

  private let queue: DatabaseQueue
  private let lock: StoreLock?

  /// `QAST`, the mark of our files in SQLite's header.
  static let applicationID: Int32 = 0x5141_5354

  /// How a store is opened.
  public enum Access: Sendable {
    /// Read and write; made if it is missing, unless it must exist; waits this many seconds for another writer.
    case write(patience: Double = 5, mustExist: Bool = false)
    /// Read only; it must exist. A writer may be at work.
    case read
  }

  /// Opens a store, checks it, and brings it to the schema.
  ///
  /// - Throws: `E-STORE-…`: exit 75 if it is locked, damaged, foreign or from a newer version; 66 if it is missing
  ///   and only to be read or must exist; 74 if the disk refuses.
  public init(path: String, schema: StoreSchema, access: Access = .write()) throws(ToolError) {
    self.path = path
    let file = StoreFile(path: path)
    func missing() -> ToolError {
      ToolError(
        "E-STORE-MISSING", file: path, what: "no such store", how: "the path that earlier runs named with --store",
        exitCode: .inputMissing)
    }
    var notes: [String] = []
    var isNew = false
    var isUnclean = false
    switch access {
    case .read:
      lock = nil
      guard try file.inspect() != .missing else { throw missing() }
    case .write(let patience, let mustExist):
      // The folder may have to be made before the lock can lie in it.
      if case .missing = try file.inspect() {
        if mustExist { throw missing() }
        try file.create()
        isNew = true
      }
      lock = try StoreLock(beside: path, patience: patience)
      isUnclean = StoreFile(path: path + "-wal").exists
    }
    if case .database(isOpenToOthers: true) = try file.inspect() {
      notes.append("\(path): others could read the store; its mode is 0600 now")
    }
    file.protect()
    do {
      queue = try Self.connect(path, access)
      let isShaped = try queue.read { try $0.tableExists("grdb_migrations") }
      if !isShaped { try Self.claim(queue, path) }
      try Self.check(queue, path, schema, isUnclean: isUnclean)
      if case .write = access {
        if try Self.needsMigration(queue, schema) {
          if !isNew { try Self.backUp(queue, path) }
          try schema.migrator.migrate(queue)
        }
        file.protect()
      }
    } catch {
      throw ToolError(store: path, error)
    }
    self.notes = notes
  }

  /// Reads in one consistent view.
  public func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw Self.explained(error, path) }
  }

  /// Changes everything or nothing.
  @discardableResult
  public func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.write(body) } catch { throw Self.explained(error, path) }
  }

  /// Failures of the database in our words; a body's own errors pass.
  private static func explained(_ error: any Error, _ path: String) -> any Error {
    error is DatabaseError || error is RowDecodingError ? ToolError(store: path, error) : error
  }

  /// Everything SQLite finds wrong with the file; empty if it is whole.
  public func integrityProblems() throws -> [String] {
    try read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
        + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "a row of \($0[0] as String) has no parent" }
    }
  }

  /// Leaves no trace of what was deleted: empties the log into the file and, with `compacting`, rewrites the file.
  ///
  /// - Throws: `E-STORE-LOCKED` (75) while somebody reads what was deleted.
  public func scrub(compacting: Bool) throws(ToolError) {
    do {
      try queue.writeWithoutTransaction { database in
        if compacting { try database.execute(sql: "VACUUM") }
        let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? true
        guard !isBusy else {
          throw ToolError(
            "E-STORE-LOCKED", file: path, what: "another program reads the store; deleted bytes may still be in it",
            how: "run the same command again when it has ended", exitCode: .store)
        }
      }
    } catch {
      throw ToolError(store: path, error)
    }
  }

  // MARK: Opening

  private static func connect(_ path: String, _ access: Access) throws -> DatabaseQueue {
    var configuration = Configuration()
    if case .read = access { configuration.readonly = true }
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      unsafe csqlite_defend(UnsafeMutableRawPointer(database.sqliteConnection!))
      try database.execute(sql: "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON")
      if !database.configuration.readonly {
        // A defensive connection may not choose the journal by pragma when it is open; it is the first thing it does.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
      }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Marks an empty database as ours.
  private static func claim(_ queue: DatabaseQueue, _ path: String) throws {
    let (tables, mark) = try queue.read { database in
      (
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0,
        try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      )
    }
    guard tables == 0, mark == 0 || mark == applicationID else { throw foreign(path) }
    if queue.configuration.readonly { return }
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
  }

  private static func check(
    _ queue: DatabaseQueue, _ path: String, _ schema: StoreSchema, isUnclean: Bool
  ) throws {
    try queue.read { database in
      guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID else { throw foreign(path) }
      if isUnclean, let problem = try String.fetchOne(database, sql: "PRAGMA quick_check(1)"), problem != "ok" {
        throw ToolError(
          "E-STORE-CORRUPT", file: path, what: "the store is damaged",
          how: "qa-cli store check; a backup lies beside it if it was migrated", exitCode: .store)
      }
      guard try database.tableExists("grdb_migrations") else { return }
      if try schema.migrator.hasBeenSuperseded(database) {
        throw ToolError(
          "E-STORE-NEWER", file: path, what: "a newer version of the tool wrote the store", how: "the newer version",
          exitCode: .store)
      }
    }
  }

  private static func needsMigration(_ queue: DatabaseQueue, _ schema: StoreSchema) throws -> Bool {
    try queue.read { try !schema.migrator.hasCompletedMigrations($0) }
  }

  /// Copies the store before its shape changes: `store.db.backup`, replaced at every migration.
  private static func backUp(_ queue: DatabaseQueue, _ path: String) throws {
    let copy = StoreFile(path: path + ".backup")
    copy.remove()
    try copy.create()
    let target = try DatabaseQueue(path: copy.path)
    try queue.backup(to: target)
    try target.close()
    copy.protect()
  }

  private static func foreign(_ path: String) -> ToolError {
    ToolError(
      "E-STORE-FORMAT", file: path, what: "is not a store of this tool", how: "another --store; nothing was changed",
      exitCode: .store)
  }
}
