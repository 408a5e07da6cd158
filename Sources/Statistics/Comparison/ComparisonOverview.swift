/// Several measures of the same groups in one plain summary: who differs where, and who cannot be told apart anywhere.
public struct ComparisonOverview: Sendable {
  /// A measure.
  public struct Measure: Sendable {
    /// What was measured.
    public var title: String
    /// The groups on it.
    public var comparison: MeasureComparison

    /// Makes a measure.
    public init(title: String, comparison: MeasureComparison) {
      self.title = title
      self.comparison = comparison
    }
  }

  /// A group and the measures on which it differs from the others together.
  public struct Standing: Sendable, Hashable {
    /// The group.
    public var name: String
    /// Titles of measures on which it is better.
    public var better: [String]
    /// Titles of measures on which it is worse.
    public var worse: [String]
  }

  /// The measures.
  public var measures: [Measure]
  /// The word for groups, for example 机构 or organisations.
  public var noun: String
  /// The language of the sentences.
  public var language: ComparisonSentences.Language

  /// Makes an overview.
  public init(_ measures: [Measure], noun: String, language: ComparisonSentences.Language) {
    self.measures = measures
    self.noun = noun
    self.language = language
  }

  /// Every group with the measures on which it stands out, in order of name.
  public var standings: [Standing] {
    var names: Set<String> = []
    for measure in measures { names.formUnion(measure.comparison.figures.filter { $0.value != nil }.map(\.name)) }
    return names.sorted().map { name in
      func titles(_ standing: MeasureComparison.Standing) -> [String] {
        measures.filter { measure in
          measure.comparison.figures.contains { $0.name == name && $0.standing == standing }
        }.map(\.title)
      }
      return Standing(name: name, better: titles(.better), worse: titles(.worse))
    }
  }

  /// The summary: one sentence on how many differ, one a group that does, one on those that do not.
  public var sentences: [String] {
    let standings = standings
    guard standings.count > 1 else { return [] }
    let differing = standings.filter { !$0.better.isEmpty || !$0.worse.isEmpty }.sorted { a, b in
      let x = a.worse.count - a.better.count
      let y = b.worse.count - b.better.count
      return x == y ? a.name < b.name : x < y
    }
    let others = standings.filter { $0.better.isEmpty && $0.worse.isEmpty }
    let zh = language == .zh
    if differing.isEmpty {
      return [
        zh
          ? "\(standings.count) 个\(noun)在 \(measures.count) 项指标上都分不出高下。"
          : "The \(standings.count) \(noun) cannot be told apart on any of the \(measures.count) measures."
      ]
    }
    var out = [
      zh
        ? "\(standings.count) 个\(noun)、\(measures.count) 项指标：\(differing.count) 个\(noun)至少在一项上与其余合计分得开（每项内作 Holm 校正）。"
        : "\(standings.count) \(noun), \(measures.count) measures: \(differing.count) differ from the others together on at least one (Holm's correction within each)."
    ]
    for standing in differing {
      var parts: [String] = []
      if !standing.better.isEmpty { parts.append((zh ? "好于其余：" : "better on ") + list(standing.better)) }
      if !standing.worse.isEmpty { parts.append((zh ? "差于其余：" : "worse on ") + list(standing.worse)) }
      out.append("\(standing.name)\(zh ? "——" : ": ")\(parts.joined(separator: zh ? "；" : "; "))\(zh ? "。" : ".")")
    }
    if !others.isEmpty {
      out.append(
        zh
          ? "其余 \(others.count) 个各项都分不出差别：\(list(others.map(\.name)))。"
          : "No difference can be told for the other \(others.count): \(list(others.map(\.name))).")
    }
    return out
  }

  private func list(_ words: [String]) -> String { words.joined(separator: language == .zh ? "、" : ", ") }
}
