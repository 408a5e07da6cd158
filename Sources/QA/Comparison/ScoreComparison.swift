public import Statistics

/// A measure of service compared between groups.
public struct ComparedMeasure: Sendable {
  /// What a measure is about.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The mean score of contacts.
    case score
    /// The share of contacts that pass, among those that pass or fail.
    case pass
    /// The share of contacts in which no item of a section failed.
    case section
    /// The share of contacts in which an item was met (or a merit was earned).
    case item
  }

  /// What it is about.
  public var kind: Kind
  /// `score`, `pass`, or the section's or item's id.
  public var id: String
  /// What people call it; for score and pass the id.
  public var title: String
  /// How values are printed.
  public var unit: ComparisonSentences.Unit
  /// The groups.
  public var comparison: MeasureComparison
}

/// Gathers the evaluations of a run by the values of its `--by` fields and compares the groups.
///
/// Contacts are compared, not legs: an item is failed if it failed in any leg. Items that are not applicable, not known
/// or left to people leave the share. Merging the parts of a run in their order gives the same bytes as one run.
public struct ScoreComparison: Sendable {
  private struct Group: Sendable {
    var values: [String]
    var score = Moments()
    var passed = Proportion(0, of: 0)
    var sections: [Proportion]
    var items: [Proportion]
  }

  private var groups: [Group] = []
  private var index: [[String]: Int] = [:]
  private let sections: [(id: String, title: String, items: [(id: String, title: String, isMerit: Bool)])]
  private let bounds: ClosedRange<Double>
  /// Contacts that were compared.
  public private(set) var contacts = 0
  /// Contacts without any value in the fields; they belong to no group.
  public private(set) var ungrouped = 0
  /// Contacts that were not scored.
  public private(set) var notScored = 0
  /// Contacts whose verdict waits for a person; they have a score and items but are neither passed nor failed.
  public private(set) var open = 0

  /// Makes an empty comparison for a book.
  public init(book: Rulebook) {
    let card = book.scorecard
    sections = (card?.sections ?? []).map { section in
      let items = section.items.map { item -> (id: String, title: String, isMerit: Bool) in
        guard case .rule(let rule) = item.source else { return (item.id, item.title, false) }
        return (item.id, item.title, book.rules[rule].effect == .merit)
      }
      return (section.id, section.title, items)
    }
    let low = Double(card?.floor ?? 0) / 100
    let high = Double((card?.base ?? 10_000) + (card?.bonusCap ?? 0)) / 100
    bounds = min(low, high)...max(low, high)
  }

  /// Adds the evaluations of one record.
  public mutating func add(_ evaluations: ArraySlice<EvaluationSummary>) {
    guard let contact = evaluations.last(where: \.isContact) ?? evaluations.last else { return }
    guard contact.verdict != .notScorable, contact.verdict != .notApplicable else {
      notScored += 1
      return
    }
    guard contact.groups.contains(where: { !$0.isEmpty }) else {
      ungrouped += 1
      return
    }
    contacts += 1
    if contact.verdict == .review { open += 1 }
    let place = place(of: contact.groups)
    if let score = contact.score { groups[place].score.add(Double(score) / 100) }
    if contact.verdict == .pass || contact.verdict == .fail {
      groups[place].passed.total += 1
      if contact.verdict == .pass { groups[place].passed.successes += 1 }
    }
    let legs = evaluations.filter { !$0.items.isEmpty }
    guard !legs.isEmpty else { return }
    var position = 0
    for (number, section) in sections.enumerated() {
      var judged = false
      var failed = false
      for item in section.items {
        let outcomes = legs.map { position < $0.items.count ? $0.items[position] : .notApplicable }
        if item.isMerit {
          if outcomes.contains(.earned) || outcomes.contains(.pass) {
            groups[place].items[position].total += 1
            if outcomes.contains(.earned) { groups[place].items[position].successes += 1 }
          }
        } else if outcomes.contains(.fail) {
          judged = true
          failed = true
          groups[place].items[position].total += 1
        } else if outcomes.contains(.pass) {
          judged = true
          groups[place].items[position].total += 1
          groups[place].items[position].successes += 1
        }
        position += 1
      }
      if judged {
        groups[place].sections[number].total += 1
        if !failed { groups[place].sections[number].successes += 1 }
      }
    }
  }

  private mutating func place(of values: [String]) -> Int {
    if let known = index[values] { return known }
    let empty = Proportion(0, of: 0)
    index[values] = groups.count
    groups.append(
      Group(
        values: values, sections: Array(repeating: empty, count: sections.count),
        items: Array(repeating: empty, count: sections.reduce(0) { $0 + $1.items.count })))
    return groups.count - 1
  }

  /// How many groups there are.
  public var groupCount: Int { groups.count }

  /// The measures: score, pass share, every section, and every item if asked for.
  ///
  /// Measures without any case are left out.
  public func measures(items: Bool = false, minimumCount: Int = 30) -> [ComparedMeasure] {
    let ordered = groups.sorted { $0.values.lexicographicallyPrecedes($1.values) }
    var out: [ComparedMeasure] = []
    func add(
      _ kind: ComparedMeasure.Kind, _ id: String, _ title: String, _ unit: ComparisonSentences.Unit,
      _ bounds: ClosedRange<Double>?, _ sample: (Group, String) -> GroupSample
    ) {
      let samples = ordered.map { group in
        sample(group, group.values.map { $0.isEmpty ? "—" : $0 }.joined(separator: " / "))
      }
      guard samples.contains(where: { $0.count > 0 }) else { return }
      out.append(
        ComparedMeasure(
          kind: kind, id: id, title: title, unit: unit,
          comparison: MeasureComparison(samples, minimumCount: minimumCount, bounds: bounds)))
    }
    add(.score, "score", "score", .points, bounds) { GroupSample($1, $0.score) }
    add(.pass, "pass", "pass", .percent, nil) { GroupSample($1, $0.passed) }
    var position = 0
    for (number, section) in sections.enumerated() {
      add(.section, section.id, section.title, .percent, nil) { GroupSample($1, $0.sections[number]) }
      for item in section.items {
        let place = position
        if items { add(.item, item.id, item.title, .percent, nil) { GroupSample($1, $0.items[place]) } }
        position += 1
      }
    }
    return out
  }
}
