import Testing

@testable import QA

@Suite struct DeductTests {
  /// Scores one section and gives score, ledger kinds and points.
  private func score(_ card: Scorecard, _ states: [[ItemState]]) -> (score: Hundredths?, ledger: [String]) {
    let result = card.score(states)
    return (result.score, result.ledger.map { "\($0.kind.rawValue) \($0.points)" })
  }

  @Test func takesPointsAway() {
    let card = Cards.card([Cards.section([Cards.item(deduct: 500), Cards.item("j", deduct: 250)])])
    #expect(score(card, [[Cards.state(.fail), Cards.state(.pass)]]) == (9_500, ["deduction -500"]))
    #expect(score(card, [[Cards.state(.pass), Cards.state(.pass)]]) == (10_000, []))
    #expect(score(card, [[Cards.state(.notApplicable), Cards.state(.fail)]]) == (9_750, ["deduction -250"]))
    #expect(score(card, [[Cards.state(.notApplicable), Cards.state(.notApplicable)]]) == (nil, []))
  }

  @Test func countsFindings() {
    let card = Cards.card([Cards.section([Cards.item(deduct: 200, perFinding: true, maximum: 500)])])
    #expect(score(card, [[Cards.state(.fail, 2)]]) == (9_600, ["deduction -400"]))
    #expect(score(card, [[Cards.state(.fail, 4)]]) == (9_500, ["deduction -800", "item_max 300"]))
    let once = Cards.card([Cards.section([Cards.item(deduct: 200)])])
    #expect(score(once, [[Cards.state(.fail, 4)]]) == (9_800, ["deduction -200"]))
  }

  @Test func capsSections() {
    let items = [Cards.item(deduct: 800), Cards.item("j", deduct: 500)]
    let card = Cards.card([Cards.section(items, cap: 1_000)])
    let expected = ["deduction -800", "deduction -500", "section_cap 300"]
    #expect(score(card, [[Cards.state(.fail), Cards.state(.fail)]]) == (9_000, expected))
  }

  @Test func addsMerits() {
    let card = Cards.card([Cards.section([Cards.item(add: 300, perFinding: true, maximum: 700)])], bonusCap: 500)
    #expect(score(card, [[Cards.state(.earned)]]) == (10_300, ["bonus 300"]))
    #expect(score(card, [[Cards.state(.earned, 3)]]) == (10_500, ["bonus 900", "item_max -200", "bonus_cap -200"]))
    #expect(score(card, [[Cards.state(.pass)]]) == (10_000, []))
  }

  @Test func stopsAtTheFloor() {
    let card = Cards.card([Cards.section([Cards.item(deduct: 9_000), Cards.item("j", deduct: 3_000)])], floor: 500)
    let expected = ["deduction -9000", "deduction -3000", "floor 2500"]
    #expect(score(card, [[Cards.state(.fail), Cards.state(.fail)]]) == (500, expected))
  }

  @Test func knowsThreeKindsOfFatal() {
    let item = Cards.card([Cards.section([Cards.item(deduct: 500, fatal: .item)], cap: 2_000)])
    #expect(score(item, [[Cards.state(.fail)]]) == (9_500, ["deduction -500"]))
    let section = Cards.card([Cards.section([Cards.item(deduct: 500, fatal: .section)], cap: 2_000)])
    #expect(score(section, [[Cards.state(.fail)]]) == (8_000, ["deduction -500", "fatal_section -1500"]))
    let whole = Cards.card([Cards.section([Cards.item(deduct: 500, fatal: .evaluation)])], floor: 300)
    let result = whole.score([[Cards.state(.fail)]])
    #expect(result.score == 0 && result.beforeFatal == 9_500 && result.isFatal)
    #expect(result.ledger.map(\.points) == [-500, -9_500])
    #expect(!whole.score([[Cards.state(.pass)]]).isFatal)
    #expect(!item.score([[Cards.state(.fail)]]).isFatal && !section.score([[Cards.state(.fail)]]).isFatal)
  }

  @Test func boundsWhatIsOpen() {
    let answers: [(label: String, points: Hundredths?)] = [("是", 0), ("部分", 300), ("否", 600), ("不适用", nil)]
    let card = Cards.card([Cards.section([Cards.question(answers), Cards.item(deduct: 500)])])
    let states = [[Cards.state(.open, 0), Cards.state(.fail)]]
    #expect(card.score(states).score == 9_500)
    #expect(card.score(states, reading: .worst).score == 8_900)
    #expect(card.score(states, reading: .best).score == 9_500)
  }

  /// An unknown rule may have any number of findings: at worst it costs its maximum.
  @Test func boundsUnknownRulesByTheirMaximum() {
    let card = Cards.card([Cards.section([Cards.item(deduct: 200, perFinding: true, maximum: 600)])])
    #expect(card.score([[Cards.state(.unknown, 0)]], reading: .worst).score == 9_400)
    let open = Cards.card([Cards.section([Cards.item(deduct: 200, perFinding: true)], cap: 1_500)])
    #expect(open.score([[Cards.state(.unknown, 0)]], reading: .worst).score == 8_500)
    let merit = Cards.card([Cards.section([Cards.item(add: 200, perFinding: true, maximum: 600)])], bonusCap: 1_000)
    #expect(merit.score([[Cards.state(.unknown, 0)]], reading: .best).score == 10_600)
    #expect(merit.score([[Cards.state(.unknown, 0)]], reading: .worst).score == 10_000)
  }

  /// A question whose best answer costs points lies between its answers once answered; before, the score is free of it.
  @Test func boundsHoldTheScore() {
    let card = Cards.card([Cards.section([Cards.question([("好", 200), ("差", 600)]), Cards.item(deduct: 100)])])
    let states = [[Cards.state(.open, 0), Cards.state(.pass)]]
    let result = card.score(states)
    let bounds = card.bounds(states, around: result)
    #expect(result.score == 10_000 && bounds.lowest.score == 9_400 && bounds.highest.score == 10_000)
  }
}
