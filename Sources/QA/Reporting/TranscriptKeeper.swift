internal import Synchronization
internal import Transcripts

/// Keeps the transcripts that the report of a run will show, while the run goes on.
///
/// Workers ask whether a contact may be shown and write it down if so; the writer, who sees the results in order,
/// decides. What workers know of the choice may be old, which only makes them keep too much for a moment.
public final class TranscriptKeeper: Sendable {
  private let bar: Mutex<ShownContactsBar>

  /// Makes a keeper for a rulebook.
  public init(book: Rulebook) {
    bar = Mutex(ShownContactsBar(wantsRule: Array(repeating: true, count: book.rules.count)))
  }

  /// A copy of what a contact must be like to be shown, for a batch of work.
  func currentBar() -> ShownContactsBar { bar.withLock { $0 } }

  fileprivate func raise(_ new: ShownContactsBar) { bar.withLock { $0 = new } }
}

/// The choice of a run's transcripts, made by the writer in the order of the input.
public struct TranscriptChoice {
  private let keeper: TranscriptKeeper
  private var shown: ShownContacts<[UInt8]>
  private var order = 0

  /// Starts a choice.
  public init(book: Rulebook, keeper: TranscriptKeeper) {
    self.keeper = keeper
    shown = ShownContacts(ruleCount: book.rules.count)
  }

  /// Adds a contact that was scored, with its transcript if a worker kept it.
  public mutating func add(_ evaluations: ArraySlice<EvaluationSummary>, transcript: [UInt8]?) {
    defer { order += 1 }
    guard let transcript, let contact = evaluations.last(where: \.isContact) ?? evaluations.last else { return }
    let rules = Set(evaluations.flatMap { $0.findings.map(\.rule) }).sorted()
    shown.add(
      order, .init(verdict: contact.verdict, isFatal: contact.isFatal, score: contact.score, rules: rules), transcript)
  }

  /// Tells the workers what is still wanted; called after every batch.
  public mutating func tellWorkers() { keeper.raise(shown.bar) }

  /// The transcripts as `conversation/1` records, in the order of the input.
  public var transcripts: [[UInt8]] { shown.chosen.sorted { $0.order < $1.order }.map(\.payload) }
}
