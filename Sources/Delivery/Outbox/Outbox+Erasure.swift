internal import Foundation
public import GRDB
internal import Store

/// Taking a customer out of the messages.
extension Outbox {
  /// What was erased.
  public struct Erasure: Sendable, Hashable {
    /// Messages about erased conversations: they are given up, their text is gone, their ids stay.
    public var messages = 0
    /// Quotes that were taken out of other messages.
    public var quotes = 0

    /// Makes the result of nothing.
    public init() {}
  }

  /// Erases what messages hold of conversations, in the caller's transaction.
  ///
  /// - Parameters:
  ///   - conversations: Ids of conversations.
  ///   - texts: What was said in them, plain and redacted: quotes that do not name their conversation are compared with it.
  ///   - labels: Labels and phrases that were taken from topics: titles and facts lose them too.
  public static func erase(
    conversations: Set<String>, texts: [String], labels: [String] = [], in database: Database, at time: Int64
  ) throws -> Erasure {
    var erasure = Erasure()
    let words = texts.map(plain).filter { $0.count >= 4 }
    let labels = labels.filter { !$0.isEmpty }
    for entry in try entries(Set(State.allCases), in: database) {
      let content = entry.content
      if isAbout(entry, content, conversations) {
        let state = entry.state == .sent ? State.sent : .dropped
        try database.execute(
          sql: """
            UPDATE outbox SET state = ?, message = x'', group_key = 'erased', finished = coalesce(finished, ?)
            WHERE id = ?
            """, arguments: [state.rawValue, time, entry.id])
        erasure.messages += 1
        continue
      }
      guard var message = content else { continue }
      let before = message
      message.quotes.removeAll { isErased($0, conversations, words) }
      message.facts.removeAll { fact in labels.contains { fact.value.contains($0) || fact.name.contains($0) } }
      if labels.contains(where: { before.title.contains($0) }) { message.title = message.groupKey }
      guard message != before else { continue }
      erasure.quotes += before.quotes.count - message.quotes.count
      try database.execute(
        sql: "UPDATE outbox SET message = ? WHERE id = ?", arguments: [Data(MessageRecord.json(message)), entry.id])
    }
    return erasure
  }

  private static func isAbout(_ entry: Entry, _ message: Message?, _ conversations: Set<String>) -> Bool {
    if message?.facts.contains(where: { $0.name == "conversation" && conversations.contains($0.value) }) == true {
      return true
    }
    guard entry.groupKey.hasPrefix("finding/") else { return false }
    return conversations.contains { entry.groupKey.hasPrefix("finding/\($0)/") }
  }

  private static func isErased(_ quote: Message.Quote, _ conversations: Set<String>, _ words: [String]) -> Bool {
    if let conversation = quote.conversation { return conversations.contains(conversation) }
    return [quote.redacted, quote.full ?? ""].map(plain).contains { said in
      said.count >= 4 && words.contains { $0.contains(said) || said.contains($0) }
    }
  }

  private static func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

  /// Deletes messages that were finished before a time, dead ones too, in the caller's transaction; gives how many.
  public static func prune(finishedBefore time: Int64, in database: Database) throws -> Int {
    try database.execute(sql: "DELETE FROM outbox WHERE state != 'pending' AND finished < ?", arguments: [time])
    return database.changesCount
  }

  /// What in the tables cannot be read; empty if all is well.
  public static func problems(in database: Database) throws -> [String] {
    let unreadable = try entries([.pending, .dead], in: database).count { $0.content == nil }
    return unreadable == 0 ? [] : ["\(unreadable) messages of the outbox cannot be read"]
  }
}
