/// A scorecard as plain numbers, made once: scoring a leg touches no string and no reference.
struct ScoringPlan: Sendable {
  /// An item without its words.
  struct Entry: Sendable {
    var section: Int32
    var item: Int32
    /// The rule that answers, or −1 for a question.
    var rule: Int32
    var isMerit: Bool
    /// Whether the rule scores at all: rules on trial and retired rules do not.
    var isScored: Bool
    var isPerFinding: Bool
    var fatal: FatalScope?
    var deduct: Hundredths
    var points: Hundredths
    var add: Hundredths
    /// The most it can cost or add; `Int.max` without a maximum.
    var maximum: Hundredths
    /// For questions: the points of the cheapest and of the dearest answer.
    var leastAnswer: Hundredths
    var mostAnswer: Hundredths

    /// Points of so many findings, before and after the item's maximum.
    func amount(_ each: Hundredths, _ count: Int) -> (gross: Hundredths, net: Hundredths) {
      let gross = each * (isPerFinding ? count : 1)
      return (gross, min(gross, maximum))
    }
  }

  /// A section without its words.
  struct SectionEntry: Sendable {
    var entries: Range<Int>
    /// The most it can lose; `Int.max` without a cap.
    var cap: Hundredths
    var weight: Hundredths
  }

  let entries: [Entry]
  let sections: [SectionEntry]

  /// Makes the plan of a scorecard over the rules of its book; without rules every item counts.
  init(_ card: Scorecard, rules: [Rule] = []) {
    var entries: [Entry] = []
    var sections: [SectionEntry] = []
    for (s, section) in card.sections.enumerated() {
      let start = entries.count
      for (i, item) in section.items.enumerated() {
        var entry = Entry(
          section: Int32(s), item: Int32(i), rule: -1, isMerit: item.add > 0, isScored: true,
          isPerFinding: item.isPerFinding, fatal: item.fatal, deduct: item.deduct, points: item.points, add: item.add,
          maximum: item.maximum ?? Int.max, leastAnswer: 0, mostAnswer: 0)
        switch item.source {
        case .rule(let index):
          entry.rule = Int32(index)
          if rules.indices.contains(index) {
            entry.isMerit = rules[index].effect == .merit
            entry.isScored = rules[index].status == .active
          }
        case .question(_, let answers):
          entry.leastAnswer = answers.compactMap(\.points).min() ?? 0
          entry.mostAnswer = answers.compactMap(\.points).max() ?? 0
        }
        entries.append(entry)
      }
      sections.append(SectionEntry(entries: start..<entries.count, cap: section.cap ?? Int.max, weight: section.weight))
    }
    self.entries = entries
    self.sections = sections
  }
}
