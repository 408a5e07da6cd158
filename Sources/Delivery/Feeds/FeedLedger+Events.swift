public import GRDB
internal import Store
internal import Transcripts

/// The log of events: what was once written stays as it was.
extension FeedLedger {
  /// Something that happened once.
  public struct Event: Sendable, Hashable {
    /// What tells it from others, for good.
    public var key: String
    /// Its type, for example `voc.topic.born`.
    public var type: String
    /// What it happened to.
    public var subject: String
    /// When, in milliseconds since 1970.
    public var at: Int64
    /// What is to be known, a JSON object.
    public var data: [UInt8]

    /// Makes an event.
    public init(key: String, type: String, subject: String, at: Int64, data: [UInt8]) {
      self.key = key
      self.type = type
      self.subject = subject
      self.at = at
      self.data = data
    }
  }

  /// Adds the events that are new, in order; gives how many.
  @discardableResult
  public static func add(_ events: [Event], in database: Database) throws -> Int {
    var count = 0
    for event in events {
      try database.execute(
        sql: "INSERT OR IGNORE INTO feed_event (key, type, subject, at, data) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          event.key, event.type, event.subject, event.at, String(decoding: event.data, as: UTF8.self),
        ])
      count += database.changesCount
    }
    return count
  }

  /// The opening, changes and end of alarms as events; what was told before is not told again.
  public static func add(_ alerts: [AlertRecord], at time: Int64, in database: Database) throws -> Int {
    var count = 0
    for alert in alerts {
      let key = "alert/\(alert.id)"
      func event(_ what: String, _ name: String, _ at: Int64) -> Event {
        Event(key: "\(key)/\(name)", type: "voc.crisis.\(what)", subject: key, at: at, data: alert.data)
      }
      let isNew = try add([event("opened", "opened", alert.startedAt)], in: database) > 0
      count += isNew ? 1 : 0
      let last = try String.fetchOne(
        database, sql: "SELECT data FROM feed_event WHERE subject = ? ORDER BY number DESC LIMIT 1", arguments: [key])
      let hasChanged = last != String(decoding: alert.data, as: UTF8.self)
      if alert.state == .resolved {
        // One end a stretch: an alarm that comes back and ends again ends at another time.
        if isNew || hasChanged {
          count += try add([event("resolved", "resolved/\(alert.lastAt)", alert.lastAt)], in: database)
        }
      } else if !isNew, hasChanged {
        let content = SHA256.hex(alert.data).prefix(16)
        count += try add([event("updated", "updated/\(content)", max(time, alert.lastAt))], in: database)
      }
    }
    return count
  }

  /// The log: CloudEvents 1.0 in the structured JSON format, one a line, in the order they were added.
  public static func log(tag: String, in database: Database) throws -> [UInt8] {
    var out: [UInt8] = []
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM feed_event ORDER BY number")
    while let row = try rows.next() {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("specversion")
      writer.string("1.0")
      writer.key("id")
      writer.string("evt_" + SHA256.hex(Array((tag + (row["key"] as String)).utf8)).prefix(32))
      writer.key("source")
      writer.string(tag)
      writer.key("type")
      writer.string(row["type"] as String)
      writer.key("subject")
      writer.string(row["subject"] as String)
      writer.key("time")
      writer.string(Instant.text(row["at"]))
      writer.key("datacontenttype")
      writer.string("application/json")
      writer.key("data")
      writer.raw(Array((row["data"] as String).utf8))
      writer.endObject()
      writer.newline()
      out += writer.bytes
    }
    return out
  }

  /// Empties the events that hold one of the words, in the caller's transaction; gives how many.
  public static func erase(_ words: [String], in database: Database) throws -> Int {
    var count = 0
    for word in words where !word.isEmpty {
      var writer = JSONWriter()
      writer.string(word)
      let text = String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
      try database.execute(
        sql: "UPDATE feed_event SET data = '{\"erased\":true}' WHERE instr(data, ?) > 0", arguments: [text])
      count += database.changesCount
    }
    return count
  }
}
