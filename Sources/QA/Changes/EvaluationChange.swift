public import Transcripts

/// A finding that came or went, with what people need to judge it.
public struct ChangedFinding: Sendable, Hashable {
  /// The rule's id.
  public var rule: String
  /// The finding's stable id.
  public var id: UInt64
  /// The turn, from 1; `nil` for an absence.
  public var turn: Int?
  /// The evidence.
  public var text: String
  /// The finding in words.
  public var message: String
}

/// How an evaluation stands.
public struct Standing: Sendable, Hashable {
  /// The verdict.
  public var verdict: Verdict
  /// The score, in hundredths.
  public var score: Hundredths?
  /// Whether a fatal item failed.
  public var isFatal: Bool

  init(_ evaluation: Evaluation) {
    verdict = evaluation.verdict
    score = evaluation.score
    isFatal = evaluation.isFatal
  }
}

/// One contact, or one leg of it, under two rulebooks.
public struct EvaluationChange: Sendable, Hashable {
  /// The record's id.
  public var conversation: String
  /// The record's channel.
  public var channel: String
  /// The leg, from 1; 0 for the whole contact.
  public var leg: Int
  /// The responsible agent's id.
  public var agent: String
  /// Values of the fields that results are grouped by.
  public var groups: [String]
  /// Under the old book.
  public var before: Standing
  /// Under the new book.
  public var after: Standing
  /// Findings only the new book has, in order of rule and place.
  public var gained: [ChangedFinding]
  /// Findings only the old book has.
  public var lost: [ChangedFinding]

  /// Whether anything moved: findings, score, verdict or fatality.
  public var isChanged: Bool { before != after || !gained.isEmpty || !lost.isEmpty }
}

/// What other contacts of a customer came to under two rulebooks; `nil` where a book does not ask.
public struct Histories: Sendable {
  /// Under the old book, or without the rules on trial.
  public var old: ContactIndex?
  /// Under the new book, or with them.
  public var new: ContactIndex?

  /// Makes a pair of indices.
  public init(old: ContactIndex? = nil, new: ContactIndex? = nil) {
    self.old = old
    self.new = new
  }
}

/// Judges every conversation under two rulebooks; one a worker.
public final class ChangeFinder {
  private let old: Evaluator
  private let new: Evaluator
  private let fields: [String]

  /// Makes a finder with buffers of its own.
  ///
  /// - Parameter fields: Metadata fields to group by; `agent` is the responsible agent and `month` the contact's month.
  ///
  /// - Parameter hidesPersonalData: whether evidence and messages show stars for personal data.
  /// - Parameter histories: what other contacts came to under each book, for rules with `history`.
  public init(
    old: Rulebook, new: Rulebook, fields: [String], hidesPersonalData: Bool = false, histories: Histories = Histories()
  ) throws {
    self.old = try Evaluator(book: old, hidesPersonalData: hidesPersonalData, history: histories.old)
    self.new = try Evaluator(book: new, hidesPersonalData: hidesPersonalData, history: histories.new)
    self.fields = fields
  }

  /// The contact under both books: one entry, or one a leg if results are grouped by agent.
  public func compare(_ conversation: inout Conversation) -> [EvaluationChange] {
    comparison(&conversation).changes
  }

  /// The changes of a contact, and what the new book says of it.
  func comparison(_ conversation: inout Conversation) -> (changes: [EvaluationChange], after: [Evaluation]) {
    let before = old.evaluate(&conversation)
    let after = new.evaluate(&conversation)
    return (changes(before, after, conversation), after)
  }

  /// The evaluator of the new book.
  var trial: Evaluator { new }

  private func changes(
    _ before: [Evaluation], _ after: [Evaluation], _ conversation: Conversation
  ) -> [EvaluationChange] {
    let perLeg = fields.contains("agent")
    // Which contacts are scorable may differ between the books; then only the whole contact can be compared.
    guard perLeg, before.count == after.count, before.count > 1 else {
      return [change(before, after, conversation)]
    }
    return zip(before.dropLast(), after.dropLast()).map { change([$0], [$1], conversation) }
  }

  private func change(
    _ before: [Evaluation], _ after: [Evaluation], _ conversation: Conversation
  ) -> EvaluationChange {
    // The last record gathers the legs and has no findings of its own.
    let (a, b) = (before[before.count - 1], after[after.count - 1])
    let had = notes(before, old.book)
    let has = notes(after, new.book)
    let hadKeys = Set(had.map(\.key))
    let hasKeys = Set(has.map(\.key))
    return EvaluationChange(
      conversation: conversation.id, channel: conversation.channel, leg: b.leg, agent: b.agent,
      groups: fields.map { GroupField.value(of: $0, in: conversation, agent: b.agent) }, before: Standing(a),
      after: Standing(b), gained: has.filter { !hadKeys.contains($0.key) }.map(\.finding),
      lost: had.filter { !hasKeys.contains($0.key) }.map(\.finding))
  }

  private func notes(_ evaluations: [Evaluation], _ book: Rulebook) -> [(key: String, finding: ChangedFinding)] {
    evaluations.flatMap { evaluation in
      evaluation.findings.map { finding in
        let rule = book.rules[finding.rule].id
        return (
          "\(rule)|\(finding.id)",
          ChangedFinding(
            rule: rule, id: finding.id, turn: finding.turn, text: finding.text, message: finding.message)
        )
      }
    }
  }
}

/// Values to group results by: metadata fields, and what the record itself says.
public enum GroupField {
  /// The value of a field; empty if the record does not have it.
  public static func value(of field: String, in conversation: Conversation, agent: String) -> String {
    switch field {
    case "agent": return agent
    case "month": return month(of: conversation)
    default: return ResultRecords.value(of: field, in: conversation)
    }
  }

  /// The contact's month as `2026-01`, on the record's own clock.
  public static func month(of conversation: Conversation) -> String {
    guard let day = CivilDay.ordinal(of: conversation) else { return "" }
    let month = day / 100 % 100
    return "\(day / 10_000)-\(month < 10 ? "0" : "")\(month)"
  }
}
