import TestSupport
import Testing

@testable import QA

/// Which contacts a report shows: a run and a report made later must choose the same.
@Suite struct ShownContactsTests {
  private struct Contact {
    var facts: ShownContacts<Int>.Facts
    var isDropped: Bool
  }

  private func contacts(_ count: Int, rules: Int, _ numbers: inout SeededGenerator) -> [Contact] {
    (0..<count).map { _ in
      let verdict = Verdict.allCases.randomElement(using: &numbers) ?? .pass
      let hit = (0..<rules).filter { _ in Int.random(in: 0..<12, using: &numbers) == 0 }
      return Contact(
        facts: .init(
          verdict: verdict, isFatal: verdict == .fail && Bool.random(using: &numbers),
          score: verdict == .notScorable ? nil : Int.random(in: 0...40, using: &numbers) * 250, rules: hit),
        isDropped: Int.random(in: 0..<10, using: &numbers) == 0)
    }
  }

  /// Workers with old knowledge keep everything that is chosen in the end, whatever the batches.
  @Test(arguments: 1...40) func workersKeepWhatIsChosen(_ seed: Int) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let limits = ShownContacts<Int>.Limits(fatal: 5, worst: 4, perRule: 2, examples: 6)
    let all = contacts(400, rules: 8, &numbers)
    let kept = all.filter { !$0.isDropped }
    var whole = ShownContacts<Int>(ruleCount: 8, limits: limits)
    for (order, contact) in kept.enumerated() { whole.add(order, contact.facts, order) }

    var live = ShownContacts<Int>(ruleCount: 8, limits: limits)
    var bars = [live.bar]
    var order = 0
    var refused = 0
    var position = 0
    while position < all.count {
      let end = min(all.count, position + Int.random(in: 1...40, using: &numbers))
      // A worker may have read the bar a few batches ago.
      let bar = bars[max(0, bars.count - 1 - Int.random(in: 0...3, using: &numbers))]
      for contact in all[position..<end] where !contact.isDropped {
        let facts = contact.facts
        let isKept = bar.admits(
          verdict: facts.verdict, isFatal: facts.isFatal, score: facts.score, rules: facts.rules)
        if isKept { live.add(order, facts, order) } else { refused += 1 }
        order += 1
      }
      bars.append(live.bar)
      position = end
    }
    #expect(live.chosen.map(\.order) == whole.chosen.map(\.order))
    #expect(refused > 50, "a bar that lets everything pass would prove nothing")
  }

  @Test func choosesFatalThenWorstThenExamples() {
    let limits = ShownContacts<String>.Limits(fatal: 1, worst: 2, perRule: 1, examples: 2)
    var shown = ShownContacts<String>(ruleCount: 2, limits: limits)
    func add(_ order: Int, _ verdict: Verdict, _ score: Int, fatal: Bool = false, _ rules: [Int] = []) {
      shown.add(order, .init(verdict: verdict, isFatal: fatal, score: score, rules: rules), "\(order)")
    }
    add(0, .pass, 10_000, [1])
    add(1, .fail, 5_000)
    add(2, .review, 6_000, [1])
    add(3, .fail, 0, fatal: true)
    add(4, .fail, 0, fatal: true)
    add(5, .fail, 5_000)
    add(6, .fail, 4_000)
    add(7, .pass, 10_000, [0])
    // Of equal scores the first found stays; an example stays although a worse contact came.
    #expect(shown.chosen.map(\.payload) == ["3", "6", "1", "0", "7"])
  }
}
