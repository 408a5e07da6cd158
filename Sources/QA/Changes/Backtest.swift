internal import TextAnalysis
public import Transcripts

/// A finding of a rule on trial.
public struct TrialFinding: Sendable, Hashable {
  /// Index of the rule in the trial book.
  public var rule: Int
  /// The record's id.
  public var conversation: String
  /// The finding's stable id.
  public var id: UInt64
  /// The turn, from 1; `nil` for an absence.
  public var turn: Int?
  /// The responsible agent.
  public var agent: String
  /// The evidence.
  public var text: String
  /// The sentence around the evidence; the message for an absence.
  public var sentence: String
}

/// What a trial says of one contact.
public struct TrialResult: Sendable {
  /// The record's id.
  public var conversation: String
  /// The contact's month.
  public var month: String
  /// Values of the fields that results are grouped by.
  public var groups: [String]
  /// Findings of the rules on trial.
  public var findings: [TrialFinding]
  /// Occurrences of their words, if asked for.
  public var occurrences: [Occurrence]
  /// What they change in scores.
  public var changes: [EvaluationChange]
}

/// Runs rules on trial over conversations; one a worker.
public final class Backtester {
  private let finder: ChangeFinder
  private let book: Rulebook
  private let rules: [Int]
  private let fields: [String]
  private let wantsOccurrences: Bool
  private let cover: Redactor?

  /// Makes a backtester.
  ///
  /// - Parameters:
  ///   - base: The book without the rules on trial: what scores are compared to.
  ///   - trial: The book with them.
  ///   - rules: Indices of the rules on trial in `trial`.
  ///   - hidesPersonalData: Whether words show stars for personal data.
  ///   - histories: What other contacts came to without and with the rules on trial.
  public init(
    base: Rulebook, trial: Rulebook, rules: [Int], fields: [String], wantsOccurrences: Bool,
    hidesPersonalData: Bool = false, histories: Histories = Histories()
  ) throws {
    finder = try ChangeFinder(
      old: base, new: trial, fields: fields, hidesPersonalData: hidesPersonalData, histories: histories)
    cover = hidesPersonalData ? try Redactor(.mask) : nil
    book = trial
    self.rules = rules
    self.fields = fields
    self.wantsOccurrences = wantsOccurrences
  }

  /// Tries the rules on a contact.
  public func judge(_ conversation: inout Conversation) -> TrialResult {
    var (changes, after) = finder.comparison(&conversation)
    // A book of nothing but drafts has no score without them; nothing deducted is its base.
    if let card = book.scorecard, card.mode == .deduct {
      for index in changes.indices
      where changes[index].before.verdict == .notApplicable && changes[index].after.score != nil {
        changes[index].before.score = card.base
        changes[index].before.verdict = card.base >= card.pass ? .pass : .fail
      }
    }
    let wanted = Set(rules)
    var shown = conversation
    if let cover, after.contains(where: { !$0.findings.isEmpty }) { cover.cover(&shown) }
    var findings: [TrialFinding] = []
    for evaluation in after {
      for finding in evaluation.findings where wanted.contains(finding.rule) {
        findings.append(
          TrialFinding(
            rule: finding.rule, conversation: conversation.id, id: finding.id, turn: finding.turn,
            agent: evaluation.agent, text: finding.text,
            sentence: finding.turn.map { sentence(turn: $0, finding.bytes, shown) } ?? finding.message))
      }
    }
    // Contacts that are not scored have no findings, so what their words would count is not told either.
    let isScored = after[after.count - 1].verdict != .notScorable
    let occurrences = wantsOccurrences && isScored ? finder.trial.occurrences(of: rules, in: &conversation) : []
    return TrialResult(
      conversation: conversation.id, month: GroupField.month(of: conversation),
      groups: fields.map { GroupField.value(of: $0, in: conversation, agent: after[after.count - 1].agent) },
      findings: findings, occurrences: occurrences, changes: changes)
  }

  /// The turn's text, cut to what stands around the evidence.
  private func sentence(turn number: Int, _ bytes: Range<Int>?, _ conversation: Conversation) -> String {
    var count = 0
    guard
      let turn = conversation.turns.first(where: {
        if $0.counts { count += 1 }
        return $0.counts && count == number
      })
    else { return "" }
    let text = Array(conversation.string(of: turn).unicodeScalars)
    guard text.count > 60, let bytes else { return String(String.UnicodeScalarView(text)) }
    let before = String(decoding: conversation.text[turn.range].prefix(bytes.lowerBound), as: UTF8.self)
      .unicodeScalars.count
    let low = max(0, before - 20)
    let high = min(text.count, before + 40)
    return (low > 0 ? "…" : "") + String(String.UnicodeScalarView(text[low..<high])) + (high < text.count ? "…" : "")
  }
}
