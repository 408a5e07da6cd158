/// Counts what became of every record read, so that a run can prove that nothing was lost.
public struct ConservationLedger: Sendable, Hashable {
  /// Records read, good and bad; blank lines are none.
  public var read = 0
  /// Records scored (or mined, or converted).
  public var scored = 0
  /// Records the user's filter left out.
  public var filtered = 0
  /// Records set aside as unusable.
  public var quarantined = 0
  /// Records read but not finished when the run stopped.
  public var pending = 0
  /// Records dropped because the same record was there before.
  public var duplicates = 0

  /// Makes a ledger of zeros.
  public init() {}

  /// Whether every record read is accounted for.
  public var balanced: Bool { read == scored + filtered + quarantined + pending + duplicates }

  /// Adds another ledger's counts.
  public mutating func add(_ other: ConservationLedger) {
    read += other.read
    scored += other.scored
    filtered += other.filtered
    quarantined += other.quarantined
    pending += other.pending
    duplicates += other.duplicates
  }
}
