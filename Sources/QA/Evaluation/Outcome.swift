/// A place where a condition holds, in the folded text.
struct Hit: Sendable, Hashable {
  /// Utterance index.
  var utterance: Int
  /// Folded bytes; an empty range at the start of the turn for hits that are a whole turn.
  var range: Range<Int>
  /// Whether the hit has words; otherwise it is a turn as such.
  var hasText: Bool
  /// What was measured, in milliseconds or in the operator's own unit; `nil` if nothing was.
  var measure: Double?
  /// What should have been measured, in the same unit; `nil` if nothing is known.
  var expected: Double?
}

/// Something that almost held, and why it did not.
struct NearMiss: Sendable, Hashable {
  var hit: Hit
  /// The guard or limit that refused it: `exclude`, `boundary`, `negation`, `quotation`, `echo`, `mood`,
  /// `threshold`, `role`, `scope`.
  var refusedBy: StaticName
  /// Similarity 0…1 where one was measured.
  var similarity: Double?
}

/// A name that lives in the program.
struct StaticName: Sendable, Hashable, ExpressibleByStringLiteral {
  let text: String
  init(stringLiteral value: String) { text = value }
  init(_ text: String) { self.text = text }
}

/// The part of the folded text a condition searched.
struct Window: Sendable, Hashable {
  /// Folded bytes.
  var range: Range<Int>
  /// Utterances it touches.
  var utterances: Range<Int>
}

/// What one condition found.
struct Outcome: Sendable {
  var judgement: Judgement
  var hits: [Hit] = []
  var nearest: NearMiss?
  var window: Window?

  static func found(_ hits: [Hit], nearest: NearMiss? = nil) -> Outcome {
    Outcome(judgement: hits.isEmpty ? .miss : .hit, hits: hits, nearest: nearest)
  }

  static let miss = Outcome(judgement: .miss)

  static func unknown(_ reason: Reason) -> Outcome { Outcome(judgement: Judgement(.unknown, reason)) }
  static func notApplicable(_ reason: Reason) -> Outcome { Outcome(judgement: Judgement(.notApplicable, reason)) }
}
