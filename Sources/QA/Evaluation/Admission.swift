internal import TextAnalysis
internal import Transcripts

/// A condition's scope on one leg, with the guards: what operators ask while they evaluate.
struct ScopedView {
  let view: ConversationView
  let leg: Leg
  let scope: Scope
  let window: Window
  /// Set by the term operators; other operators need no word boundary.
  let boundary: BoundaryMode
  /// The view's folded text, taken once: reading it from the view for every hit would copy it every time.
  let folded: FoldedText
  /// Whether only the first hit is asked for; an operator may then leave out what comes later.
  var isFirstEnough = false

  init(view: ConversationView, leg: Leg, scope: Scope, window: Window, boundary: BoundaryMode = .none) {
    self.view = view
    self.leg = leg
    self.scope = scope
    self.window = window
    self.boundary = boundary
    folded = view.folded
  }

  /// Whether a hit lies in the scope: role, leg and window.
  func contains(_ hit: Hit) -> Bool {
    window.utterances.contains(hit.utterance) && scope.roles.contains(view.role(hit.utterance))
      && hit.range.lowerBound >= window.range.lowerBound && hit.range.upperBound <= window.range.upperBound
  }

  /// The guard that refuses a hit, or `nil` if it stands.
  ///
  /// The order is fixed: exclude, boundary, negation, quotation, echo, mood.
  func refusal(of hit: Hit) -> StaticName? {
    if scope.acceptsEverything && boundary == .none { return nil }
    let turn = view.utterances[hit.utterance].range
    if isExcluded(hit, turn) { return "exclude" }
    switch boundary {
    case .none: break
    case .auto: if !WordBoundary.alphabeticEndsAreFree(hit: hit.range, in: turn, of: folded) { return "boundary" }
    case .word: if !view.boundaries.bothEndsOnBoundary(hit: hit.range, in: turn, of: folded) { return "boundary" }
    }
    if refuses(scope.negation, { Negation.isNegated(hit: hit.range, in: turn, of: folded) }) { return "negation" }
    if refuses(
      scope.quotation,
      { Quotation.isQuoted(hit: hit.range, in: turn, of: folded, speakerRole: view.role(hit.utterance)) })
    {
      return "quotation"
    }
    if refuses(
      scope.echo,
      {
        Echo.isEcho(
          hit: hit.range, turn: view.utterances[hit.utterance].turn, conversation: view.conversation, folded: folded)
      })
    {
      return "echo"
    }
    if scope.mood != .any {
      let isQuestion = Mood.mood(ofSentenceAround: hit.range, in: turn, of: folded) == .question
      if isQuestion != (scope.mood == .question) { return "mood" }
    }
    return nil
  }

  private func refuses(_ mode: GuardMode, _ recognises: () -> Bool) -> Bool {
    switch mode {
    case .keep: false
    case .drop: recognises()
    case .only: !recognises()
    }
  }

  private func isExcluded(_ hit: Hit, _ turn: Range<Int>) -> Bool {
    for phrase in scope.excludedPhrases {
      var from = max(turn.lowerBound, hit.range.lowerBound - phrase.count + 1)
      let last = min(turn.upperBound - phrase.count, hit.range.upperBound - 1)
      while from <= last {
        if folded.bytes[from] == phrase[0], folded.bytes[from..<from + phrase.count].elementsEqual(phrase) {
          return true
        }
        from += 1
      }
    }
    for pattern in scope.excludedPatterns {
      let place = view.utterances[hit.utterance].turn
      guard view.scan.isCandidate(pattern: pattern, turn: place) else { continue }
      _ = view.scan.foldedMatches(pattern: pattern, turn: place, folded: folded, into: &view.scratch)
      if view.scratch.contains(where: { $0.overlaps(hit.range) }) { return true }
    }
    return false
  }

  /// Keeps the longest of overlapping hits, leftmost first.
  static func withoutOverlaps(_ hits: [Hit]) -> [Hit] {
    guard hits.count > 1 else { return hits }
    let ordered = hits.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    var kept: [Hit] = []
    for hit in ordered {
      if let last = kept.last, hit.range.lowerBound < last.range.upperBound, last.utterance == hit.utterance {
        if hit.range.count > last.range.count { kept[kept.count - 1] = hit }
      } else {
        kept.append(hit)
      }
    }
    return kept
  }

  /// The units of the scope.
  var units: [UnitRange] { scope.units(in: window, of: view) }

  /// The utterances of the scope's roles in the window.
  var utterances: [Int] { window.utterances.filter { scope.roles.contains(view.role($0)) } }

  /// Folds per-unit results: with `all`, every unit must be satisfied; otherwise one is enough.
  func fold(_ results: [(isSatisfied: Bool, hits: [Hit])], nearest: NearMiss?) -> Outcome {
    if scope.requiresAll {
      guard !results.isEmpty else { return .notApplicable(.emptyScope) }
      guard results.allSatisfy(\.isSatisfied) else { return Outcome(judgement: .miss, nearest: nearest) }
    }
    return .found(Self.withoutOverlaps(results.flatMap { $0.isSatisfied ? $0.hits : [] }), nearest: nearest)
  }
}
