internal import GRDB
internal import Transcripts

/// What a store holds, and whether it is whole.
public struct StoreInventory: Sendable, Hashable {
  /// A table.
  public struct Table: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// How many rows it has.
    public var rows: Int
  }

  /// The size of the file in bytes.
  public var bytes = 0
  /// Bytes of the file that hold nothing.
  public var freeBytes = 0
  /// The steps of the shape that were applied, in order.
  public var steps: [String] = []
  /// The tables by name.
  public var tables: [Table] = []
  /// What is wrong, for people; empty if the store is whole.
  public var problems: [String] = []

  /// Looks into a store without changing it; what is wrong with it is a finding, not an error.
  ///
  /// - Parameter check: What the domains know of their own tables.
  /// - Throws: `E-STORE-…` only if there is nothing to look into: it is missing, not a store, or not ours to read.
  public static func take(
    path: String, schema: StoreSchema, check: (Store) throws -> [String]
  ) throws -> StoreInventory {
    var inventory = StoreInventory()
    do {
      let store = try Store(path: path, schema: schema, access: .read)
      inventory.problems = try store.integrityProblems()
      try store.read { database in
        let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        inventory.bytes = page * (try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0)
        inventory.freeBytes = page * (try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0)
        if try database.tableExists("grdb_migrations") {
          inventory.steps = try String.fetchAll(
            database, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
        }
        for name in try Store.tableNames(database) {
          let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(name)\"") ?? 0
          inventory.tables.append(Table(name: name, rows: rows))
        }
      }
      inventory.problems += try check(store)
    } catch let error as ToolError where error.code == "E-STORE-CORRUPT" {
      inventory.problems.append(error.what)
    }
    return inventory
  }
}

extension Store {
  /// The tables of the domains, by name.
  static func tableNames(_ database: Database) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND name != 'grdb_migrations' ORDER BY name
        """
    ).filter { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } }
  }
}
