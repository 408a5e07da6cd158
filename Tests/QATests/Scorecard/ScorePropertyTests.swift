import TestSupport
import Testing

@testable import QA

/// Random scorecards and states: what must hold whatever they are.
@Suite struct ScorePropertyTests {
  private func pick<T>(_ values: [T], _ generator: inout SeededGenerator) -> T {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  private func item(_ id: String, _ mode: Scorecard.Mode, _ generator: inout SeededGenerator) -> Item {
    if Int.random(in: 0..<6, using: &generator) == 0 {
      var answers: [(label: String, points: Hundredths?)] = [("a", Int.random(in: 1...900, using: &generator))]
      answers.append(("b", Int.random(in: 0...900, using: &generator)))
      if Bool.random(using: &generator) { answers.append(("c", nil)) }
      var question = Cards.question(answers)
      question.id = id
      return question
    }
    let isMerit = Int.random(in: 0..<5, using: &generator) == 0
    return Cards.item(
      id, deduct: isMerit ? 0 : Int.random(in: 0...1_000, using: &generator),
      points: Int.random(in: 1...1_000, using: &generator),
      add: isMerit ? Int.random(in: 1...500, using: &generator) : 0,
      perFinding: Bool.random(using: &generator),
      maximum: Bool.random(using: &generator) ? Int.random(in: 0...1_500, using: &generator) : nil,
      fatal: isMerit ? nil : pick([nil, nil, nil, nil, .item, .section, .evaluation], &generator))
  }

  private func card(_ mode: Scorecard.Mode, _ generator: inout SeededGenerator) -> Scorecard {
    var sections: [Section] = []
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      var items: [Item] = []
      for index in 0..<Int.random(in: 1...4, using: &generator) { items.append(item("i\(index)", mode, &generator)) }
      let cap = Bool.random(using: &generator) ? Int.random(in: 0...2_000, using: &generator) : nil
      sections.append(Cards.section(items, cap: cap, weight: Int.random(in: 1...900, using: &generator)))
    }
    return Cards.card(
      sections, mode: mode, base: pick([10_000, 10_000, 5_000, 0], &generator), floor: pick([0, 0, 300], &generator),
      bonusCap: pick([0, 300, 1_000], &generator))
  }

  private func states(_ card: Scorecard, _ generator: inout SeededGenerator) -> [[ItemState]] {
    var rows: [[ItemState]] = []
    for section in card.sections {
      var row: [ItemState] = []
      for item in section.items {
        let outcome: ItemOutcome
        if case .question = item.source {
          outcome = .open
        } else if item.add > 0 {
          outcome = pick([.earned, .notApplicable, .unknown], &generator)
        } else {
          outcome = pick([.pass, .fail, .fail, .notApplicable, .unknown], &generator)
        }
        row.append(
          Cards.state(outcome, outcome == .fail || outcome == .earned ? Int.random(in: 1...5, using: &generator) : 0))
      }
      rows.append(row)
    }
    return rows
  }

  /// What every mode promises about bounds and fatal items.
  private func checkBounds(_ card: Scorecard, _ states: [[ItemState]], _ result: ScoreResult) {
    let bounds = card.bounds(states, around: result)
    if let score = result.score {
      #expect((bounds.lowest.score ?? .max) <= score && score <= (bounds.highest.score ?? .min))
      #expect(result.isFatal ? score == 0 : score == result.beforeFatal)
      #expect(result.isFatal || score >= card.floor)
    }
    #expect(!result.isFatal || bounds.highest.isFatal && bounds.lowest.isFatal)
    let isOpen = states.joined().contains { $0.outcome == .open || $0.outcome == .unknown }
    #expect(isOpen || bounds.lowest == result && bounds.highest == result)
  }

  @Test func ledgersAddUp() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let card = card(.deduct, &generator)
      let states = states(card, &generator)
      let result = card.score(states)
      checkBounds(card, states, result)
      let sum = result.ledger.reduce(0) { $0 + $1.points }
      if let score = result.score { #expect(card.base + sum == score) } else { #expect(result.ledger.isEmpty) }
      for reading in [Scorecard.Reading.worst, .best] {
        let other = card.score(states, reading: reading)
        if let score = other.score { #expect(card.base + other.ledger.reduce(0) { $0 + $1.points } == score) }
      }
      for (index, section) in card.sections.enumerated() {
        let kinds: Set<LedgerLine.Kind> = [.deduction, .itemMaximum, .fatalSection, .sectionCap]
        let merits = Set(section.items.indices.filter { section.items[$0].add > 0 })
        let lost = result.ledger.filter {
          $0.section == index && kinds.contains($0.kind) && !merits.contains($0.item ?? -1)
        }
        if let cap = section.cap { #expect(-lost.reduce(0) { $0 + $1.points } <= cap) }
      }
    }
  }

  @Test(arguments: [Scorecard.Mode.points, .weighted]) func earnedPointsAgree(_ mode: Scorecard.Mode) {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      let card = card(mode, &generator)
      let states = states(card, &generator)
      let result = card.score(states)
      checkBounds(card, states, result)
      for line in result.ledger where line.kind == .earned { #expect((0...line.possible).contains(line.points)) }
      guard let before = result.beforeFatal else { continue }
      let bonus = result.ledger.filter { $0.kind == .bonus || $0.kind == .bonusCap }.reduce(0) { $0 + $1.points }
      #expect(bonus <= card.bonusCap)
      #expect(before == max(card.floor, share(card, result.ledger) + bonus))
    }
  }

  /// The exact share of a ledger in hundredths, rounded half up, as a fraction of whole numbers.
  private func share(_ card: Scorecard, _ ledger: [LedgerLine]) -> Int {
    let sums = card.sections.indices.map { index -> (earned: Int, possible: Int, weight: Int) in
      let lines = ledger.filter { $0.section == index && ($0.kind == .earned || $0.kind == .fatalSection) }
      return (lines.reduce(0) { $0 + $1.points }, lines.reduce(0) { $0 + $1.possible }, card.sections[index].weight)
    }.filter { $0.possible > 0 }
    if card.mode == .points {
      return (20_000 * sums.reduce(0) { $0 + $1.earned } / sums.reduce(0) { $0 + $1.possible } + 1) / 2
    }
    let product = sums.reduce(1) { $0 * $1.possible }
    let top = sums.reduce(0) { $0 + $1.weight * $1.earned * (product / $1.possible) }
    let (whole, rest) = (10_000 * top).quotientAndRemainder(dividingBy: product * sums.reduce(0) { $0 + $1.weight })
    return whole + (2 * rest >= product * sums.reduce(0) { $0 + $1.weight } ? 1 : 0)
  }
}
