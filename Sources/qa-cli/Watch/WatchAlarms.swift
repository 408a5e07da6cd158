internal import Delivery
internal import QA
internal import Store
internal import VOC

/// What `watch --alarms` does beside scoring: findings are counted with the contacts, and every look ends with a tick.
struct WatchAlarms {
  private let rules: RuleEvents
  private let run: AlarmRun
  private let usesClock: Bool

  init(book: Rulebook, run: AlarmRun, usesClock: Bool) {
    rules = RuleEvents(book)
    self.run = run
    self.usesClock = usesClock
  }

  /// The findings of a batch, for the transaction that moves the cursor.
  func events(_ findings: [UInt8]) throws -> [RuleEvent] { try rules.read(findings) }

  /// Ends a look: a tick whose messages lie in the outbox.
  func tick(_ store: Store, delivery: DeliveryConfiguration) throws -> AlarmBook.Outcome {
    let clock = usesClock ? AlarmChoice.clock() : nil
    return try run.tick(store, now: clock, clock: clock, delivery: delivery).outcome
  }
}
