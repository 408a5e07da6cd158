/// What an item's rule or question came to.
public enum ItemOutcome: String, Sendable, Hashable, CaseIterable {
  /// Nothing wrong.
  case pass
  /// A violation was found.
  case fail
  /// A merit was found.
  case earned
  /// The question does not arise.
  case notApplicable = "na"
  /// It cannot be known.
  case unknown
  /// A person has to answer.
  case open

  /// The place among all cases.
  var index: Int {
    switch self {
    case .pass: 0
    case .fail: 1
    case .earned: 2
    case .notApplicable: 3
    case .unknown: 4
    case .open: 5
    }
  }
}

/// One line of a score's ledger (扣分明细).
public struct LedgerLine: Sendable, Hashable {
  /// What the line is about.
  public enum Kind: String, Sendable, Hashable {
    /// Points lost by an item.
    case deduction
    /// Given back because an item has a maximum.
    case itemMaximum = "item_max"
    /// Lost because a fatal item takes the whole section.
    case fatalSection = "fatal_section"
    /// Given back because a section has a cap.
    case sectionCap = "section_cap"
    /// Points of a merit.
    case bonus
    /// Taken back because merits have a cap.
    case bonusCap = "bonus_cap"
    /// Given back because the score has a floor.
    case floor
    /// Everything lost to a fatal item.
    case fatal
    /// Points earned (points and weighted mode).
    case earned
  }

  /// What the line is about.
  public var kind: Kind
  /// Index of the section, or `nil` for lines about the whole.
  public var section: Int?
  /// Index of the item in its section, or `nil`.
  public var item: Int?
  /// Signed points; in deduct mode base plus all lines is the score.
  public var points: Hundredths
  /// Points that could be earned (points and weighted mode).
  public var possible: Hundredths
  /// How many findings the line counts.
  public var count: Int
}

/// A score with its ledger.
public struct ScoreResult: Sendable, Hashable {
  /// The score, or `nil` if every item is n/a.
  public var score: Hundredths?
  /// The score before a fatal item zeroed it.
  public var beforeFatal: Hundredths?
  /// Whether a fatal item failed.
  public var isFatal: Bool
  /// The lines.
  public var ledger: [LedgerLine]
}

/// What scoring needs to know of an item.
struct ItemState: Sendable {
  var outcome: ItemOutcome
  var findings: Int
}

extension Scorecard {
  /// How open questions and unknown rules are read.
  enum Reading { case asNotApplicable, worst, best }

  /// Scores the states of all items, in the order of sections and items.
  func score(_ states: [[ItemState]], reading: Reading = .asNotApplicable) -> ScoreResult {
    score(states.flatMap { $0 }, by: ScoringPlan(self), reading: reading)
  }

  /// The same over one flat list of states and a plan that was made before.
  func score(_ states: [ItemState], by plan: ScoringPlan, reading: Reading = .asNotApplicable) -> ScoreResult {
    mode == .deduct ? deductScore(states, plan, reading) : earnedScore(states, plan, reading)
  }

  /// How an item counts under a reading: its outcome and its number of findings.
  private func read(
    _ entry: ScoringPlan.Entry, _ state: ItemState, _ reading: Reading
  ) -> (outcome: ItemOutcome, count: Int) {
    guard state.outcome == .unknown || state.outcome == .open else { return (state.outcome, max(1, state.findings)) }
    switch reading {
    case .asNotApplicable: return (.notApplicable, 0)
    case .best: return (entry.add > 0 ? .earned : .pass, Self.anyNumber)
    case .worst: return (entry.add > 0 ? .pass : .fail, Self.anyNumber)
    }
  }

  /// As many findings as an unknown rule may turn out to have; maxima, caps and the floor are what bounds them.
  private static let anyNumber = 1_000_000

  /// The points of an open question: in deduct mode answers are points lost, otherwise points earned.
  private func questionPoints(_ entry: ScoringPlan.Entry, _ reading: Reading) -> Hundredths {
    (reading == .best) == (mode == .deduct) ? entry.leastAnswer : entry.mostAnswer
  }

  private func deductScore(_ states: [ItemState], _ plan: ScoringPlan, _ reading: Reading) -> ScoreResult {
    var ledger = Ledger()
    var isFatal = false
    var applies = false
    var loss = 0
    var bonus = 0
    for (s, section) in plan.sections.enumerated() {
      var sectionLoss = 0
      var losesAll = false
      for position in section.entries {
        let state = states[position]
        if state.outcome == .pass {
          applies = true
          continue
        }
        let entry = plan.entries[position]
        let (outcome, count) = read(entry, state, reading)
        if outcome == .notApplicable { continue }
        applies = true
        let i = Int(entry.item)
        if state.outcome == .open {
          let points = questionPoints(entry, reading)
          ledger.add(.deduction, s, i, -points)
          sectionLoss += points
          continue
        }
        if outcome == .earned {
          let (gross, net) = entry.amount(entry.add, count)
          ledger.add(.bonus, s, i, gross, count: count)
          ledger.add(.itemMaximum, s, i, net - gross)
          bonus += net
        }
        guard outcome == .fail else { continue }
        let (gross, net) = entry.amount(entry.deduct, count)
        ledger.add(.deduction, s, i, -gross, count: count)
        ledger.add(.itemMaximum, s, i, gross - net)
        sectionLoss += net
        if entry.fatal == .section { losesAll = true }
        if entry.fatal == .evaluation { isFatal = true }
      }
      if losesAll && section.cap != Int.max && sectionLoss < section.cap {
        ledger.add(.fatalSection, s, nil, sectionLoss - section.cap)
        sectionLoss = section.cap
      }
      if sectionLoss > section.cap {
        ledger.add(.sectionCap, s, nil, sectionLoss - section.cap)
        sectionLoss = section.cap
      }
      loss += sectionLoss
    }
    if bonus > bonusCap {
      ledger.add(.bonusCap, nil, nil, bonusCap - bonus)
      bonus = bonusCap
    }
    var score = base - loss + bonus
    if score < floor {
      ledger.add(.floor, nil, nil, floor - score)
      score = floor
    }
    guard applies else { return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: []) }
    let before = score
    if isFatal {
      ledger.add(.fatal, nil, nil, -score)
      score = 0
    }
    return ScoreResult(score: score, beforeFatal: before, isFatal: isFatal, ledger: ledger.lines)
  }

  private func earnedScore(_ states: [ItemState], _ plan: ScoringPlan, _ reading: Reading) -> ScoreResult {
    var ledger = Ledger()
    var isFatal = false
    var bonus = 0
    var sums: [(earned: Int, possible: Int, weight: Int)] = []
    for (s, section) in plan.sections.enumerated() {
      var earned = 0
      var possible = 0
      var losesAll = false
      for position in section.entries {
        let entry = plan.entries[position]
        let (outcome, count) = read(entry, states[position], reading)
        if outcome == .notApplicable { continue }
        let i = Int(entry.item)
        if entry.add > 0 {
          if outcome == .earned {
            let net = entry.amount(entry.add, count).net
            bonus += net
            ledger.add(.bonus, s, i, net, count: count)
          }
          continue
        }
        var most = entry.points
        var got = outcome == .fail ? 0 : most
        if entry.rule < 0 {
          most = entry.mostAnswer
          got = questionPoints(entry, reading)
        } else if outcome == .fail, entry.isPerFinding, entry.deduct > 0 {
          got = max(0, most - entry.amount(entry.deduct, count).net)
        }
        earned += got
        possible += most
        ledger.add(.earned, s, i, got, possible: most, count: count)
        guard outcome == .fail else { continue }
        if entry.fatal == .section { losesAll = true }
        if entry.fatal == .evaluation { isFatal = true }
      }
      if losesAll && earned > 0 {
        ledger.add(.fatalSection, s, nil, -earned)
        earned = 0
      }
      if possible > 0 { sums.append((earned, possible, section.weight)) }
    }
    guard !sums.isEmpty || isFatal else {
      return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: ledger.lines)
    }
    let granted = min(bonus, bonusCap)
    if bonus > bonusCap { ledger.add(.bonusCap, nil, nil, bonusCap - bonus) }
    let share: Int
    if mode == .points {
      share = Self.rounded(10_000 * sums.reduce(0) { $0 + $1.earned }, by: sums.reduce(0) { $0 + $1.possible })
    } else {
      // Σ(w · earned/possible) / Σw over sections with an applicable item.
      let weights = sums.reduce(0) { $0 + $1.weight }
      let value = sums.reduce(0.0) { $0 + Double($1.weight) * Double($1.earned) / Double($1.possible) }
      // Only sections without weight apply: there is nothing to divide by.
      guard weights > 0 || isFatal else {
        return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: ledger.lines)
      }
      share = weights == 0 ? 0 : Int((value / Double(weights) * 10_000 + 1e-9).rounded())
    }
    let before = max(floor, share + granted)
    if before > share + granted { ledger.add(.floor, nil, nil, before - share - granted) }
    if isFatal { ledger.add(.fatal, nil, nil, -before) }
    return ScoreResult(score: isFatal ? 0 : before, beforeFatal: before, isFatal: isFatal, ledger: ledger.lines)
  }

  /// `a / b` rounded half up, in whole numbers.
  public static func rounded(_ a: Int, by b: Int) -> Int { b == 0 ? 0 : (2 * a + b) / (2 * b) }
}

/// Collects ledger lines; a line without points is none, unless it says what could be earned.
private struct Ledger {
  var lines: [LedgerLine] = []

  mutating func add(
    _ kind: LedgerLine.Kind, _ section: Int?, _ item: Int?, _ points: Hundredths, possible: Hundredths = 0,
    count: Int = 0
  ) {
    guard points != 0 || possible != 0 else { return }
    lines.append(
      LedgerLine(kind: kind, section: section, item: item, points: points, possible: possible, count: count))
  }
}
