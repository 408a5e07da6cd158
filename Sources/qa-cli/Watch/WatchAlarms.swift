internal import Delivery
internal import QA
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// What `watch --alarms` does beside scoring: contacts and findings go into the store, and every look ends with a tick.
///
/// Contacts and findings are taken in before the cursor moves, and twice counts once: a run that is killed in between
/// takes them in again and loses nothing.
final class WatchAlarms {
  private let reader: ContactReader
  private let events: RuleEvents
  private let decoder: ConversationDecoder
  private let run: AlarmRun
  private let usesClock: Bool
  private var conversation = Conversation()
  private var isChanged = false

  init(book: Rulebook, decoding: DecodingOptions, run: AlarmRun, usesClock: Bool) throws {
    reader = try ContactReader()
    events = RuleEvents(book)
    decoder = ConversationDecoder(options: decoding)
    self.run = run
    self.usesClock = usesClock
  }

  /// Takes a batch in that was scored.
  func take(_ batch: InputBatch, findings: [UInt8], into store: Store) throws {
    var contacts: [Contact] = []
    switch batch.payload {
    case .lines(let chunk):
      for line in chunk.lines {
        // What cannot be read is told by scoring.
        guard (try? decoder.decode(line, of: chunk, into: &conversation)) != nil else { continue }
        contacts.append(reader.read(conversation))
      }
    case .conversations(let conversations, _): contacts = conversations.map { reader.read($0) }
    }
    guard !contacts.isEmpty else { return }
    try TopicRegistry(store).take(contacts)
    let found = try events.read(findings)
    try store.write { _ = try AlarmBook.take(found, in: $0) }
    isChanged = true
  }

  /// Ends a look: topics of what is new, and a tick whose messages lie in the outbox.
  func tick(_ store: Store, delivery: DeliveryConfiguration) throws -> AlarmBook.Outcome {
    let registry = TopicRegistry(store)
    if isChanged, try registry.isFitted() { _ = try registry.assign(jobs: 1) }
    isChanged = false
    let clock = usesClock ? AlarmChoice.clock() : nil
    return try run.tick(store, now: clock, clock: clock, delivery: delivery).outcome
  }
}
