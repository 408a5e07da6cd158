public import Documents
public import GRDB
public import Store
internal import Transcripts

/// What makes feeds permanent: every item's id, when it was first seen and when it last changed, and the log of events.
public enum FeedLedger {
  /// The tables.
  public static let migrations: [StoreMigration] = [
    StoreMigration(
      "feeds-1",
      sql: """
        CREATE TABLE feed_value (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE feed_item (
          key TEXT PRIMARY KEY, feed TEXT NOT NULL, content TEXT NOT NULL, published INTEGER NOT NULL, updated INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE feed_event (
          number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, subject TEXT NOT NULL,
          at INTEGER NOT NULL, data TEXT NOT NULL
        ) STRICT;
        """)
  ]

  /// The beginning of every id of a store: made once, whatever is asked for later.
  ///
  /// - Parameters:
  ///   - authority: A domain or e-mail address that the owner has, as RFC 4151 asks for.
  public static func tag(authority: String, at time: Int64, in database: Database) throws -> String {
    if let tag = try String.fetchOne(database, sql: "SELECT value FROM feed_value WHERE name = 'tag'") { return tag }
    var random = SystemRandomNumberGenerator()
    let name = String(UInt64.random(in: (1 << 60)...UInt64.max, using: &random), radix: 16)
    let tag = "tag:\(authority),\(Instant.text(time).prefix(4)):\(name)/"
    try database.execute(sql: "INSERT INTO feed_value VALUES ('tag', ?)", arguments: [tag])
    return tag
  }

  /// Gives items their ids and dates: a new item has its own date, a changed one that of the change.
  public static func stamp(
    _ items: [FeedItem], feed: String, tag: String, at time: Int64, in database: Database
  ) throws -> [FeedItem] {
    try items.map { item in
      var item = item
      let key = "\(feed)/\(item.key)"
      item.id = tag + escaped(key)
      let content = SHA256.hex(Array(item.content.utf8))
      let row = try Row.fetchOne(database, sql: "SELECT * FROM feed_item WHERE key = ?", arguments: [key])
      if let row {
        item.publishedAt = row["published"]
        let updated: Int64 = row["updated"]
        // Readers compare whole seconds: a change is at least one later.
        item.updatedAt = row["content"] as String == content ? updated : max(time, updated + 1000)
      } else {
        item.publishedAt = min(item.publishedAt, time)
        item.updatedAt = max(item.publishedAt, min(item.updatedAt, time))
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO feed_item VALUES (?, ?, ?, ?, ?)",
        arguments: [key, feed, content, item.publishedAt, item.updatedAt])
      return item
    }
  }

  /// The keys of the items that a feed ever had.
  public static func keys(of feed: String, in database: Database) throws -> Set<String> {
    let keys = try String.fetchAll(database, sql: "SELECT key FROM feed_item WHERE feed = ?", arguments: [feed])
    return Set(keys.map { String($0.dropFirst(feed.utf8.count + 1)) })
  }

  static func escaped(_ key: String) -> String {
    var out = ""
    for byte in key.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      out += isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.count == 1 ? "0" + hex : hex)
    }
    return out
  }
}
