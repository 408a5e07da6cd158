internal import Delivery
internal import QA
internal import Store
internal import VOC

/// What `watch --alarms` does beside scoring: findings go into the store with the cursor, and every look ends with a tick.
struct WatchAlarms {
  private let reader: RuleEvents
  private let run: AlarmRun
  private let usesClock: Bool

  init(book: Rulebook, run: AlarmRun, usesClock: Bool) {
    reader = RuleEvents(book)
    self.run = run
    self.usesClock = usesClock
  }

  /// The findings of a batch, as the store keeps them.
  func events(_ findings: [UInt8]) throws -> [RuleEvent] { try reader.read(findings) }

  /// Ends a look with a tick whose messages lie in the outbox.
  func tick(_ store: Store, delivery: DeliveryConfiguration) throws -> AlarmBook.Outcome {
    let clock = usesClock ? AlarmChoice.clock() : nil
    return try run.tick(store, now: clock, clock: clock, delivery: delivery).outcome
  }
}
