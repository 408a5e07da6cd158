@testable import QA

/// Scorecards as tests write them.
enum Cards {
  /// An item answered by a rule.
  static func item(
    _ id: String = "i", deduct: Hundredths = 0, points: Hundredths = 100, add: Hundredths = 0, perFinding: Bool = false,
    maximum: Hundredths? = nil, fatal: FatalScope? = nil
  ) -> Item {
    Item(
      id: id, title: id, source: .rule(0), deduct: deduct, points: points, add: add, isPerFinding: perFinding,
      maximum: maximum, fatal: fatal)
  }

  /// An item answered by a person.
  static func question(_ answers: [(label: String, points: Hundredths?)]) -> Item {
    Item(
      id: "q", title: "q", source: .question("?", answers: answers), deduct: 0, points: 100, add: 0,
      isPerFinding: false,
      maximum: nil, fatal: nil)
  }

  static func section(_ items: [Item], cap: Hundredths? = nil, weight: Hundredths = 0) -> Section {
    Section(id: "s", title: "s", cap: cap, weight: weight, items: items)
  }

  static func card(
    _ sections: [Section], mode: Scorecard.Mode = .deduct, base: Hundredths = 10_000, floor: Hundredths = 0,
    bonusCap: Hundredths = 0
  ) -> Scorecard {
    var card = Scorecard()
    card.mode = mode
    card.base = base
    card.floor = floor
    card.bonusCap = bonusCap
    card.sections = sections
    return card
  }

  static func state(_ outcome: ItemOutcome, _ findings: Int = 1) -> ItemState {
    ItemState(outcome: outcome, findings: findings)
  }
}
