/// What an item's rule or question came to.
public enum ItemOutcome: String, Sendable, Hashable {
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
    mode == .deduct ? deductScore(states, reading) : earnedScore(states, reading)
  }

  /// How an item counts under a reading: its outcome and its number of findings.
  private func read(_ item: Item, _ state: ItemState, _ reading: Reading) -> (outcome: ItemOutcome, count: Int) {
    guard state.outcome == .unknown || state.outcome == .open else { return (state.outcome, max(1, state.findings)) }
    switch reading {
    case .asNotApplicable: return (.notApplicable, 0)
    case .best: return (item.add > 0 ? .earned : .pass, Self.anyNumber)
    case .worst: return (item.add > 0 ? .pass : .fail, Self.anyNumber)
    }
  }

  /// As many findings as an unknown rule may turn out to have; maxima, caps and the floor are what bounds them.
  private static let anyNumber = 1_000_000

  private func questionPoints(_ item: Item, _ reading: Reading) -> Hundredths? {
    guard case .question(_, let answers) = item.source else { return nil }
    let points = answers.compactMap(\.points)
    // In deduct mode answers are points lost, otherwise points earned.
    let lowIsBest = mode == .deduct
    switch reading {
    case .asNotApplicable: return nil
    case .best: return lowIsBest ? points.min() : points.max()
    case .worst: return lowIsBest ? points.max() : points.min()
    }
  }

  private func deductScore(_ states: [[ItemState]], _ reading: Reading) -> ScoreResult {
    var ledger: [LedgerLine] = []
    var isFatal = false
    var applies = false
    var loss = 0
    var bonus = 0
    func line(_ kind: LedgerLine.Kind, _ section: Int?, _ item: Int?, _ points: Hundredths, count: Int = 0) {
      guard points != 0 else { return }
      ledger.append(
        LedgerLine(kind: kind, section: section, item: item, points: points, possible: 0, count: count))
    }
    for (s, section) in sections.enumerated() {
      var sectionLoss = 0
      var losesAll = false
      for (i, item) in section.items.enumerated() {
        let (outcome, count) = read(item, states[s][i], reading)
        if outcome == .notApplicable { continue }
        applies = true
        if states[s][i].outcome == .open {
          let points = questionPoints(item, reading) ?? 0
          line(.deduction, s, i, -points)
          sectionLoss += points
          continue
        }
        if outcome == .earned {
          let gross = item.add * (item.isPerFinding ? count : 1)
          let net = min(gross, item.maximum ?? gross)
          line(.bonus, s, i, gross, count: count)
          line(.itemMaximum, s, i, net - gross)
          bonus += net
        }
        guard outcome == .fail else { continue }
        let gross = item.deduct * (item.isPerFinding ? count : 1)
        let net = min(gross, item.maximum ?? gross)
        line(.deduction, s, i, -gross, count: count)
        line(.itemMaximum, s, i, gross - net)
        sectionLoss += net
        if item.fatal == .section { losesAll = true }
        if item.fatal == .evaluation { isFatal = true }
      }
      if let cap = section.cap {
        if losesAll && sectionLoss < cap {
          line(.fatalSection, s, nil, sectionLoss - cap)
          sectionLoss = cap
        }
        if sectionLoss > cap {
          line(.sectionCap, s, nil, sectionLoss - cap)
          sectionLoss = cap
        }
      }
      loss += sectionLoss
    }
    if bonus > bonusCap {
      line(.bonusCap, nil, nil, bonusCap - bonus)
      bonus = bonusCap
    }
    var score = base - loss + bonus
    if score < floor {
      line(.floor, nil, nil, floor - score)
      score = floor
    }
    guard applies else { return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: []) }
    let before = score
    if isFatal {
      line(.fatal, nil, nil, -score)
      score = 0
    }
    return ScoreResult(score: score, beforeFatal: before, isFatal: isFatal, ledger: ledger)
  }

  private func earnedScore(_ states: [[ItemState]], _ reading: Reading) -> ScoreResult {
    var ledger: [LedgerLine] = []
    var isFatal = false
    var bonus = 0
    var sums: [(earned: Int, possible: Int, weight: Int)] = []
    for (s, section) in sections.enumerated() {
      var earned = 0
      var possible = 0
      var losesAll = false
      for (i, item) in section.items.enumerated() {
        let (outcome, count) = read(item, states[s][i], reading)
        if outcome == .notApplicable { continue }
        if item.add > 0 {
          if outcome == .earned {
            let gross = item.add * (item.isPerFinding ? count : 1)
            let net = min(gross, item.maximum ?? gross)
            bonus += net
            ledger.append(LedgerLine(kind: .bonus, section: s, item: i, points: net, possible: 0, count: count))
          }
          continue
        }
        var most = item.points
        var got = outcome == .fail ? 0 : most
        if case .question(_, let answers) = item.source {
          most = answers.compactMap(\.points).max() ?? 0
          got = questionPoints(item, reading) ?? 0
        } else if outcome == .fail, item.isPerFinding, item.deduct > 0 {
          got = max(0, most - min(item.deduct * count, item.maximum ?? Int.max))
        }
        earned += got
        possible += most
        ledger.append(LedgerLine(kind: .earned, section: s, item: i, points: got, possible: most, count: count))
        guard outcome == .fail else { continue }
        if item.fatal == .section { losesAll = true }
        if item.fatal == .evaluation { isFatal = true }
      }
      if losesAll && earned > 0 {
        ledger.append(
          LedgerLine(kind: .fatalSection, section: s, item: nil, points: -earned, possible: 0, count: 0))
        earned = 0
      }
      if possible > 0 { sums.append((earned, possible, section.weight)) }
    }
    guard !sums.isEmpty || isFatal else { return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: ledger) }
    let granted = min(bonus, bonusCap)
    if bonus > bonusCap {
      ledger.append(
        LedgerLine(kind: .bonusCap, section: nil, item: nil, points: bonusCap - bonus, possible: 0, count: 0))
    }
    let share: Int
    if mode == .points {
      share = Self.rounded(10_000 * sums.reduce(0) { $0 + $1.earned }, by: sums.reduce(0) { $0 + $1.possible })
    } else {
      // Σ(w · earned/possible) / Σw over sections with an applicable item, in exact fractions of 1/possible.
      let weights = sums.reduce(0) { $0 + $1.weight }
      let value = sums.reduce(0.0) { $0 + Double($1.weight) * Double($1.earned) / Double($1.possible) }
      // Only sections without weight apply: there is nothing to divide by.
      guard weights > 0 || isFatal else { return ScoreResult(score: nil, beforeFatal: nil, isFatal: false, ledger: ledger) }
      share = weights == 0 ? 0 : Int((value / Double(weights) * 10_000 + 1e-9).rounded())
    }
    let before = max(floor, share + granted)
    if isFatal {
      ledger.append(LedgerLine(kind: .fatal, section: nil, item: nil, points: -before, possible: 0, count: 0))
    }
    return ScoreResult(score: isFatal ? 0 : before, beforeFatal: before, isFatal: isFatal, ledger: ledger)
  }

  /// `a / b` rounded half up, in whole numbers.
  public static func rounded(_ a: Int, by b: Int) -> Int { b == 0 ? 0 : (2 * a + b) / (2 * b) }
}
