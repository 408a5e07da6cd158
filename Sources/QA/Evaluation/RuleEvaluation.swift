internal import Transcripts

/// A finding before it is put into words: where it stands and what every condition said.
struct FindingDraft {
  var hit: Hit?
  var outcomes: [Outcome]
  /// The leg (from 1) that is charged.
  var leg = 0
}

/// What a rule came to on a leg.
struct RuleEvaluation {
  var judgement: Judgement
  var drafts: [FindingDraft] = []
  /// Everything that was looked at, hit or not; only while a rule is explained.
  var considered: [FindingDraft] = []
}

extension Rule {
  /// Judges the rule on a leg.
  func evaluate(_ leg: Leg, of view: ConversationView, ignoringApplicability: Bool = false) -> RuleEvaluation {
    if !ignoringApplicability, !applicability.isUniversal, let reason = applicability.refusal(of: view) {
      return RuleEvaluation(judgement: reason)
    }
    if conditions.count == 1 {
      let outcome = conditions[0].outcome(in: leg, of: view, anchoredOn: nil)
      return conclude([outcome], view)
    }
    var unshared = [Outcome?](repeating: nil, count: conditions.count)
    guard replays, let primary else {
      return conclude(outcomes(in: leg, of: view, root: nil, shared: &unshared), view)
    }
    let root = conditions[primary].outcome(in: leg, of: view, anchoredOn: nil)
    guard root.judgement.truth == .hit else {
      return conclude(outcomes(in: leg, of: view, root: (root, nil), shared: &unshared), view)
    }
    var drafts: [FindingDraft] = []
    var judgements: [Judgement] = []
    var considered: [FindingDraft] = []
    // What does not depend on the hit in turn is asked once, and a draft keeps only the hits it is told by: else a
    // conversation of n messages that all hit would take n² hits, and n³ work.
    var shared = [Outcome?](repeating: nil, count: conditions.count)
    for hit in replayedHits(root.hits, primary) {
      var outcomes = outcomes(in: leg, of: view, root: (root, hit), shared: &shared)
      for index in outcomes.indices where outcomes[index].hits.count > 1 {
        let own = outcomes[index].hits.contains(hit) ? [hit] : []
        outcomes[index].hits = outcomes[index].hits.prefix(1) + own
      }
      let judgement = expression.evaluate { outcomes[$0].judgement }
      judgements.append(judgement)
      if judgement.truth == .hit { drafts.append(FindingDraft(hit: hit, outcomes: outcomes)) }
      if view.isExplaining { considered.append(FindingDraft(hit: hit, outcomes: outcomes)) }
    }
    return RuleEvaluation(judgement: Judgement.any(judgements), drafts: drafts, considered: considered)
  }

  /// What the rule comes to when none of its free conditions finds anything; it depends on the roles of the leg only.
  func judgementOfSilence(_ leg: Leg) -> Judgement {
    expression.evaluate { index in
      var place = index
      while let anchor = conditions[place].scope.anchor { place = anchor.condition }
      let root = conditions[place].missing(leg)
      if place == index || root.truth == .unknown { return root }
      return Judgement(.notApplicable, .anchorAbsent)
    }
  }

  /// The value of the conditions themselves, for precision and recall on labelled texts: for `require` whether the
  /// phrase is present, and so for the first condition of `find` where `when` only asks for its absence.
  func conditionHolds(_ leg: Leg, of view: ConversationView) -> Bool {
    let mentions = expression.mentions.filter { $0.condition == 0 }
    let asksForAbsence =
      conditions[0].scope.anchor == nil && !mentions.isEmpty && mentions.allSatisfy { !$0.isPositive }
    if isRequirement || asksForAbsence {
      return conditions[0].outcome(in: leg, of: view, anchoredOn: nil).judgement.truth == .hit
    }
    return evaluate(leg, of: view, ignoringApplicability: true).judgement.truth == .hit
  }

  private func conclude(_ outcomes: [Outcome], _ view: ConversationView) -> RuleEvaluation {
    var result = conclude(outcomes)
    if view.isExplaining { result.considered = [FindingDraft(hit: nil, outcomes: outcomes)] }
    return result
  }

  private func conclude(_ outcomes: [Outcome]) -> RuleEvaluation {
    let judgement = expression.evaluate { outcomes[$0].judgement }
    guard judgement.truth == .hit else { return RuleEvaluation(judgement: judgement) }
    let places = findingPlaces(outcomes)
    guard !places.isEmpty else {
      return RuleEvaluation(judgement: judgement, drafts: [FindingDraft(hit: nil, outcomes: outcomes)])
    }
    var hits = outcomes[places[0]].hits
    if places.count > 1 { hits = ScopedView.withoutOverlaps(places.flatMap { outcomes[$0].hits }) }
    return RuleEvaluation(judgement: judgement, drafts: hits.map { FindingDraft(hit: $0, outcomes: outcomes) })
  }

  /// The conditions whose hits are the findings: the first positive one that hit, or, where the logic is a plain "or",
  /// the first of every branch that holds.
  private func findingPlaces(_ outcomes: [Outcome]) -> [Int] {
    func first(_ part: WhenExpression) -> Int? {
      part.mentions.first { $0.isPositive && outcomes[$0.condition].judgement.truth == .hit }?.condition
    }
    if case .any(let branches) = expression {
      let standing = branches.filter { $0.evaluate { outcomes[$0].judgement }.truth == .hit }
      return standing.compactMap(first)
    }
    return first(expression).map { [$0] } ?? []
  }

  /// The anchor hits `when` is replayed for: all, unless every dependent condition picks a certain one.
  private func replayedHits(_ hits: [Hit], _ root: Int) -> [Hit] {
    var chosen: Set<Int> = []
    for condition in conditions {
      guard let anchor = condition.scope.anchor, anchor.condition == root else { continue }
      switch anchor.selection {
      case .any, .every: return hits
      case .first: chosen.insert(0)
      case .last: chosen.insert(hits.count - 1)
      case .number(let n): if n <= hits.count { chosen.insert(n - 1) }
      }
    }
    return chosen.isEmpty ? Array(hits.prefix(1)) : chosen.sorted().map { hits[$0] }
  }

  /// The outcomes of all conditions, with the root fixed to one of its hits while `when` is replayed.
  ///
  /// - Parameter shared: outcomes that are the same for every hit of the root, kept from replay to replay.
  private func outcomes(
    in leg: Leg, of view: ConversationView, root: (outcome: Outcome, hit: Hit?)?, shared: inout [Outcome?]
  ) -> [Outcome] {
    var memo = [Outcome?](repeating: nil, count: conditions.count)
    func outcome(_ index: Int) -> Outcome {
      if let known = memo[index] ?? shared[index] { return known }
      var result: Outcome
      if index == primary, let root {
        result = root.outcome
        if let hit = root.hit { result.hits = [hit] }
      } else if let anchor = conditions[index].scope.anchor {
        let base = outcome(anchor.condition)
        let isReplayed = anchor.condition == primary && root?.hit != nil
        let hits = isReplayed ? root?.outcome.hits ?? [] : base.hits
        switch base.judgement.truth {
        case .hit:
          result = dependent(
            index, anchor, hits, current: isReplayed ? root?.hit : nil, in: leg, of: view)
        case .unknown: result = .unknown(base.judgement.reason)
        case .miss, .notApplicable: result = .notApplicable(.anchorAbsent)
        }
      } else {
        result = conditions[index].outcome(in: leg, of: view, anchoredOn: nil)
      }
      if dependsOnPrimary(index) { memo[index] = result } else { shared[index] = result }
      return result
    }
    return conditions.indices.map(outcome)
  }

  private func dependent(
    _ index: Int, _ anchor: Anchor, _ hits: [Hit], current: Hit?, in leg: Leg, of view: ConversationView
  ) -> Outcome {
    func on(_ hit: Hit) -> Outcome {
      conditions[index].outcome(in: leg, of: view, anchoredOn: hit, isFirstEnough: isFirstEnough[index])
    }
    switch anchor.selection {
    case .first: return hits.first.map(on) ?? .notApplicable(.anchorAbsent)
    case .last: return hits.last.map(on) ?? .notApplicable(.anchorAbsent)
    case .number(let n): return n <= hits.count ? on(hits[n - 1]) : .notApplicable(.anchorAbsent)
    case .every where current != nil: return on(current!)
    case .every, .any:
      // The windows of neighbouring hits find nearly the same: a hit is kept once.
      var found: [Hit] = []
      var seen: Set<Hit> = []
      var all: [Outcome] = []
      for hit in hits {
        var outcome = on(hit)
        for hit in outcome.hits where seen.insert(hit).inserted { found.append(hit) }
        outcome.hits = []
        all.append(outcome)
      }
      let judgement =
        anchor.selection == .every ? Judgement.all(all.map(\.judgement)) : Judgement.any(all.map(\.judgement))
      var merged = all.first { $0.judgement == judgement } ?? .miss
      merged.judgement = judgement
      merged.hits = ScopedView.withoutOverlaps(found)
      return merged
    }
  }
}

extension Condition {
  /// What the condition finds in a leg, seen from one anchor hit if it depends on another condition.
  ///
  /// - Parameter isFirstEnough: whether only the first hit is asked for, so that the search may end there.
  func outcome(
    in leg: Leg, of view: ConversationView, anchoredOn hit: Hit?, isFirstEnough: Bool = false
  ) -> Outcome {
    if isSilent(view) { return Outcome(judgement: missing(leg)) }
    let window: Window
    switch scope.window(in: leg, of: view, anchoredOn: hit) {
    case .failure(let failure): return Outcome(judgement: failure.judgement)
    case .success(let found): window = found
    }
    var scoped = ScopedView(view: view, leg: leg, scope: scope, window: window, boundary: operation.boundary)
    scoped.isFirstEnough = isFirstEnough && !view.isExplaining
    var outcome = operation.evaluate(scoped)
    outcome.window = window
    if outcome.judgement.truth == .miss {
      outcome.judgement = missing(leg)
    } else if outcome.judgement.truth == .hit, scope.requiresAll, isUnmapped(leg) {
      outcome = .unknown(.roleUnmapped)
    }
    return outcome
  }

  /// Whether the scan shows that the condition cannot hit.
  ///
  /// A block joins messages, so words may come together there that no single turn holds.
  func isSilent(_ view: ConversationView) -> Bool {
    !scope.requiresAll && scope.unit != .block && !operation.mayHit(view)
  }

  /// A miss, unless nobody of the asked role speaks or a speaker's role is not known.
  ///
  /// A condition that depends on a hit has a question to answer whoever is silent: when a customer asks for a person
  /// and no person ever speaks, the person's answer is missing, not "not applicable".
  func missing(_ leg: Leg) -> Judgement {
    if scope.roles == .any { return .miss }
    if isUnmapped(leg) { return Judgement(.unknown, .roleUnmapped) }
    if scope.anchor != nil { return .miss }
    return leg.roles.isDisjoint(with: scope.roles) ? Judgement(.notApplicable, .roleAbsent) : .miss
  }

  /// Whether an unnamed speaker of the leg may be of the asked role.
  private func isUnmapped(_ leg: Leg) -> Bool {
    leg.roles.contains(.unknown) && !scope.roles.contains(.unknown)
  }
}

extension Applicability {
  /// Why the rule does not apply to a contact, or `nil` if it does.
  func refusal(of view: ConversationView) -> Judgement? {
    let conversation = view.conversation
    if !channels.isEmpty && !channels.contains(conversation.channel) {
      return Judgement(.notApplicable, conversation.channel.isEmpty ? .metadataMissing : .doesNotApply)
    }
    if !languages.isEmpty {
      if conversation.language.isEmpty { return Judgement(.notApplicable, .metadataMissing) }
      let matches = languages.contains { conversation.language == $0 || conversation.language.hasPrefix($0 + "-") }
      if !matches { return Judgement(.notApplicable, .doesNotApply) }
    }
    for (field, values) in metadata {
      guard let value = MetadataOperator.value(of: field, in: conversation) else {
        return Judgement(.notApplicable, .metadataMissing)
      }
      if !MetadataOperator.matches(value, values) { return Judgement(.notApplicable, .doesNotApply) }
    }
    guard !validFrom.isEmpty || !validTo.isEmpty else { return nil }
    guard let start = conversation.startReading else { return Judgement(.unknown, .noTimes) }
    let day = CivilDay.text(milliseconds: start)
    if (!validFrom.isEmpty && day < validFrom) || (!validTo.isEmpty && day > validTo) {
      return Judgement(.notApplicable, .outsideValidity)
    }
    return nil
  }
}

/// Days of the proleptic Gregorian calendar.
enum CivilDay {
  /// The day on which a contact began by its own clock as one number, 20260131, or `nil` where nothing tells.
  static func ordinal(of conversation: Conversation) -> Int? {
    conversation.startReading.flatMap { Int(text(milliseconds: $0).filter { $0 != "-" }) }
  }

  /// The day of a reading, or the UTC day of an instant, as `YYYY-MM-DD` (algorithm: Howard Hinnant, "chrono-compatible low-level date
  /// algorithms", civil_from_days).
  static func text(milliseconds: Int64) -> String {
    let days = Int(milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000)
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let day = doy - (153 * mp + 2) / 5 + 1
    let month = mp < 10 ? mp + 3 : mp - 9
    let year = yoe + era * 400 + (month <= 2 ? 1 : 0)
    func pad(_ n: Int, _ width: Int) -> String {
      let text = String(n)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }
}
