public import GRDB

/// The record of erasures: that and when something was erased, and how much; never whose it was.
public enum StoreErasures {
  /// The table.
  public static let migrations: [StoreMigration] = [
    StoreMigration(
      "store-erasure-1",
      sql: """
        CREATE TABLE store_erasure (
          number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, contacts INTEGER NOT NULL, texts INTEGER NOT NULL,
          messages INTEGER NOT NULL
        ) STRICT;
        """)
  ]

  /// Writes down an erasure in the caller's transaction; time in milliseconds since 1970.
  public static func record(
    at time: Int64, contacts: Int, texts: Int, messages: Int, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO store_erasure (at, contacts, texts, messages) VALUES (?, ?, ?, ?)",
      arguments: [time, contacts, texts, messages])
  }
}

extension Store {
  /// Removes the copy that the last migration left beside the store; gives whether there was one.
  public func removeBackup() -> Bool {
    let copy = StoreFile(path: path + ".backup")
    guard copy.exists else { return false }
    for suffix in ["", "-wal", "-shm", "-journal"] { StoreFile(path: copy.path + suffix).remove() }
    return true
  }
}
