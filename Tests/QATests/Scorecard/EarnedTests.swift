import Testing

@testable import QA

@Suite struct EarnedTests {
  private func points(_ sections: [Section], floor: Hundredths = 0, bonusCap: Hundredths = 0) -> Scorecard {
    Cards.card(sections, mode: .points, floor: floor, bonusCap: bonusCap)
  }

  @Test func sharesPoints() {
    let card = points([Cards.section([Cards.item(points: 300), Cards.item("j", points: 100)])])
    #expect(card.score([[Cards.state(.pass), Cards.state(.fail)]]).score == 7_500)
    #expect(card.score([[Cards.state(.notApplicable), Cards.state(.fail)]]).score == 0)
    #expect(card.score([[Cards.state(.pass), Cards.state(.notApplicable)]]).score == 10_000)
    #expect(card.score([[Cards.state(.notApplicable), Cards.state(.notApplicable)]]).score == nil)
    let thirds = points([Cards.section([Cards.item(points: 100), Cards.item("j", points: 200)])])
    #expect(thirds.score([[Cards.state(.pass), Cards.state(.fail)]]).score == 3_333)
    #expect(thirds.score([[Cards.state(.fail), Cards.state(.pass)]]).score == 6_667)
  }

  @Test func losesPointsPerFinding() {
    let card = points([Cards.section([Cards.item(deduct: 30, points: 100, perFinding: true, maximum: 80)])])
    #expect(card.score([[Cards.state(.fail, 2)]]).score == 4_000)
    #expect(card.score([[Cards.state(.fail, 9)]]).score == 2_000)
  }

  @Test(arguments: [Scorecard.Mode.points, .weighted]) func tellsTheFloor(_ mode: Scorecard.Mode) {
    var section = Cards.section([Cards.item(points: 100), Cards.item("j", points: 300)])
    section.weight = 1
    let card = Cards.card([section], mode: mode, floor: 4_000)
    let low = card.score([[Cards.state(.pass), Cards.state(.fail)]])
    #expect(low.score == 4_000)
    #expect(low.ledger.last?.kind == .floor && low.ledger.last?.points == 1_500)
    #expect(!card.score([[Cards.state(.fail), Cards.state(.pass)]]).ledger.contains { $0.kind == .floor })
  }

  @Test func addsMerits() {
    let items = [Cards.item(points: 100), Cards.item("m", add: 300)]
    let card = points([Cards.section(items)], bonusCap: 200)
    let result = card.score([[Cards.state(.fail), Cards.state(.earned)]])
    #expect(result.score == 200)
    #expect(result.ledger.map(\.kind) == [.earned, .bonus, .bonusCap])
    #expect(card.score([[Cards.state(.notApplicable), Cards.state(.earned)]]).score == nil)
  }

  @Test func knowsFatal() {
    let sections = [
      Cards.section([Cards.item(points: 100, fatal: .section), Cards.item("j", points: 100)]),
      Cards.section([Cards.item(points: 200)]),
    ]
    let result = points(sections).score([[Cards.state(.fail), Cards.state(.pass)], [Cards.state(.pass)]])
    #expect(result.score == 5_000 && !result.isFatal)
    let whole = points([Cards.section([Cards.item(points: 100, fatal: .evaluation), Cards.item("j", points: 100)])])
    let fatal = whole.score([[Cards.state(.fail), Cards.state(.pass)]])
    #expect(fatal.score == 0 && fatal.beforeFatal == 5_000 && fatal.isFatal)
  }

  @Test func weighsSections() {
    let sections = [
      Cards.section([Cards.item(points: 100), Cards.item("j", points: 100)], weight: 3_000),
      Cards.section([Cards.item(points: 500)], weight: 7_000),
    ]
    let card = Cards.card(sections, mode: .weighted)
    let half = [Cards.state(.pass), Cards.state(.fail)]
    #expect(card.score([half, [Cards.state(.pass)]]).score == 8_500)
    #expect(card.score([half, [Cards.state(.notApplicable)]]).score == 5_000)
    #expect(
      card.score([[Cards.state(.notApplicable), Cards.state(.notApplicable)], [Cards.state(.pass)]]).score == 10_000)
  }

  /// Where only sections without weight apply there is nothing to divide by.
  @Test func isNotApplicableWithoutWeight() {
    let sections = [
      Cards.section([Cards.item(points: 100)], weight: 10_000), Cards.section([Cards.item(points: 100)], weight: 0),
    ]
    let card = Cards.card(sections, mode: .weighted)
    #expect(card.score([[Cards.state(.notApplicable)], [Cards.state(.pass)]]).score == nil)
  }

  /// A fatal item is fatal also where it is worth nothing and nothing else applies.
  @Test func isFatalWithoutPointsOrWeight() {
    let item = Cards.item(points: 100, fatal: .evaluation)
    let weightless = Cards.card([Cards.section([item], weight: 0)], mode: .weighted).score([[Cards.state(.fail)]])
    #expect(weightless.isFatal && weightless.score == 0)
    let worthless = points([Cards.section([Cards.item(points: 0, fatal: .evaluation)])]).score([[Cards.state(.fail)]])
    #expect(worthless.isFatal && worthless.score == 0)
  }

  @Test func boundsQuestions() {
    let card = points([Cards.section([Cards.question([("好", 100), ("差", 20)]), Cards.item(points: 100)])])
    let states = [[Cards.state(.open, 0), Cards.state(.fail)]]
    let result = card.score(states)
    let bounds = card.bounds(states, around: result)
    #expect(result.score == 0)
    #expect(bounds.lowest.score == 0 && bounds.highest.score == 5_000)
    #expect(card.score(states, reading: .worst).score == 1_000)
  }
}
