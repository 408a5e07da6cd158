/// The verdict on a conversation or a leg.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The score passes whatever is still open.
  case pass
  /// The score fails whatever is still open, or a fatal item failed.
  case fail
  /// Open questions or unknown rules decide (待复核).
  case review
  /// No item applies.
  case notApplicable = "na"
  /// The contact must not be scored.
  case notScorable = "not_scorable"
}

/// What an evaluation covers.
public enum EvaluationUnit: String, Sendable, Hashable {
  /// One leg of a contact.
  case leg
  /// The whole contact.
  case conversation
}

/// A step of the reasoning behind a finding: one condition.
public struct TraceStep: Sendable, Hashable {
  /// The condition's name; `it` for `forbid` and `require`.
  public var condition: String
  /// Its operator.
  public var operatorName: String
  /// Its value.
  public var judgement: Judgement
  /// The turn of its first hit, from 1.
  public var turn: Int?
  /// The words of its first hit.
  public var text: String?
  /// What was measured, for example seconds.
  public var measure: Double?
  /// What should have been measured, where a table says so.
  public var expected: Double?
  /// First and last turn that was searched, from 1.
  public var searched: ClosedRange<Int>?
  /// The nearest miss: turn, words, what refused it, similarity.
  public var nearest: Nearest?

  /// Something that almost held.
  public struct Nearest: Sendable, Hashable {
    /// The turn, from 1.
    public var turn: Int
    /// The words.
    public var text: String
    /// The guard or limit that refused it.
    public var refusedBy: String
    /// Similarity 0…1, where one was measured.
    public var similarity: Double?
  }
}

/// A rule's hit with place, words and reasons (命中/差错点).
public struct Finding: Sendable, Hashable {
  /// A stable id: the same words in the same record under the same rule keep it.
  public var id: UInt64
  /// Index of the rule in its book.
  public var rule: Int
  /// The leg charged, from 1; 0 if no person is responsible.
  public var leg: Int
  /// The turn, from 1 among public turns; `nil` for an absence.
  public var turn: Int?
  /// The source's position of the turn, from 0.
  public var sequence: Int?
  /// Bytes of the evidence in the turn's UTF-8 text.
  public var bytes: Range<Int>?
  /// Code points of the evidence in the turn's text.
  public var characters: Range<Int>?
  /// The evidence.
  public var text: String
  /// The finding in words.
  public var message: String
  /// What was measured, for example seconds.
  public var measure: Double?
  /// What should have been measured, where a table says so.
  public var expected: Double?
  /// The reasoning, condition by condition.
  public var trace: [TraceStep]
}

/// An item's answer.
public struct ItemResult: Sendable, Hashable {
  /// Index of the section.
  public var section: Int
  /// Index of the item in its section.
  public var item: Int
  /// The answer.
  public var outcome: ItemOutcome
  /// Why it is n/a or unknown.
  public var reason: Reason
  /// How many findings it rests on.
  public var findings: Int
}

/// A scorecard applied to a leg or to a whole contact.
public struct Evaluation: Sendable {
  /// What it covers.
  public var unit: EvaluationUnit
  /// The leg, from 1; 0 for the whole contact.
  public var leg: Int
  /// How many human legs the contact has.
  public var legs: Int
  /// The responsible agent's id; empty if nobody is.
  public var agent: String
  /// The verdict.
  public var verdict: Verdict
  /// Why the contact is not scorable.
  public var notScorable: String?
  /// The score, in hundredths.
  public var score: Hundredths?
  /// The lowest score that open questions and unknown rules can lead to.
  public var scoreMinimum: Hundredths?
  /// The highest such score.
  public var scoreMaximum: Hundredths?
  /// The score before a fatal item zeroed it.
  public var scoreBeforeFatal: Hundredths?
  /// Whether a fatal item failed.
  public var isFatal: Bool
  /// The score's band.
  public var band: String?
  /// Public turns covered.
  public var turns: Int
  /// How the customer's feeling runs; `nil` where the contact is not scored.
  public var sentiment: CustomerSentiment?
  /// Answers, in scorecard order.
  public var items: [ItemResult]
  /// The ledger.
  public var ledger: [LedgerLine]
  /// Findings charged here.
  public var findings: [Finding]
  /// Rules that could not be judged: rule index and reason.
  public var unknownRules: [(rule: Int, reason: Reason)]
}
