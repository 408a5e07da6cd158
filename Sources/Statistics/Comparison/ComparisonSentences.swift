/// A comparison in plain sentences, in Chinese or English: what differs, what cannot be told apart, what is not ranked.
public struct ComparisonSentences: Sendable {
  /// The language of the sentences.
  public enum Language: String, Sendable, Hashable, CaseIterable {
    case zh, en
  }

  /// How values are printed.
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// A share as a percentage.
    case percent
    /// Points of a score.
    case points
    /// Seconds.
    case seconds
  }

  /// The comparison.
  public var comparison: MeasureComparison
  /// What was measured, for example 得分.
  public var measure: String
  /// How values are printed.
  public var unit: Unit
  /// The word for groups, for example 机构 or organisations.
  public var noun: String
  /// The language.
  public var language: Language
  /// How many names a sentence lists before it only counts the rest.
  public var mostNames = 14

  /// Makes the sentences of a comparison.
  public init(
    _ comparison: MeasureComparison, measure: String, unit: Unit, noun: String? = nil, language: Language
  ) {
    self.comparison = comparison
    self.measure = measure
    self.unit = unit
    self.noun = noun ?? (language == .zh ? "组" : "groups")
    self.language = language
  }

  /// The sentences, most important first.
  public var sentences: [String] {
    let filled = comparison.figures.filter { $0.value != nil }
    guard filled.count > 1 else {
      return [
        say("「\(measure)」：少于两个\(noun)有数据，不能比较。", "\(measure): fewer than two \(noun) have data; nothing to compare.")
      ]
    }
    var out: [String] = []
    let better = filled.filter { $0.standing == .better }
    let worse = filled.filter { $0.standing == .worse }
    let separable = comparison.separablePairs
    if !comparison.showsAnyDifference {
      out.append(
        say(
          "「\(measure)」：\(filled.count) 个\(noun)分不出高下，名次没有意义，不排名。",
          "\(measure): the \(filled.count) \(noun) cannot be told apart; a ranking would be noise, so there is none."))
    } else {
      if !better.isEmpty {
        out.append(
          say(
            "「\(measure)」好于其余\(noun)合计：\(list(better))。",
            "\(measure), better than the other \(noun) together: \(list(better)).")
        )
      }
      if !worse.isEmpty {
        out.append(
          say(
            "「\(measure)」差于其余\(noun)合计：\(list(worse))。",
            "\(measure), worse than the other \(noun) together: \(list(worse)).")
        )
      }
      let rest = filled.count - better.count - worse.count
      if rest > 0 {
        let all = rest == filled.count
        out.append(
          say(
            all
              ? "「\(measure)」：没有一个\(noun)与其余合计分得开。" : "其余 \(rest) 个\(noun)与整体分不出差别。",
            all
              ? "\(measure): none of the \(noun) differs from the others together."
              : "The remaining \(rest) \(noun) cannot be told from the whole."))
      }
    }
    if comparison.comparesPairs {
      out += pairSentences(separable)
      out += rankSentences(filled)
    }
    if let sentence = smallSentence(filled) { out.append(sentence) }
    return out
  }

  private func pairSentences(_ separable: [MeasureComparison.Pair]) -> [String] {
    guard let surest = separable.first else {
      guard comparison.showsAnyDifference else { return [] }
      return [
        say(
          "两两比较的 \(comparison.pairs.count) 对中没有一对能区分（Holm 校正）。",
          "None of the \(comparison.pairs.count) pairs differs (Holm's correction).")
      ]
    }
    let a = comparison.figures[surest.first].name
    let b = comparison.figures[surest.second].name
    let difference = surest.difference
    let size = format(abs(difference.value), isDifference: true)
    let up = difference.value > 0
    let low = Self.tenths(scale * (up ? difference.interval.low : -difference.interval.high))
    let high = Self.tenths(scale * (up ? difference.interval.high : -difference.interval.low))
    return [
      say(
        "两两比较的 \(comparison.pairs.count) 对中 \(separable.count) 对能区分，\(comparison.pairs.count - separable.count) 对不能（Holm 校正）；最确定的是「\(a)」比「\(b)」\(up ? "高" : "低") \(size)（95 % 区间 \(low)–\(high)）。",
        "Of \(comparison.pairs.count) pairs \(separable.count) differ and \(comparison.pairs.count - separable.count) cannot be told apart (Holm's correction); surest: \(a) is \(size) \(up ? "above" : "below") \(b) (95% interval \(low)–\(high))."
      )
    ]
  }

  private func rankSentences(_ filled: [MeasureComparison.Figure]) -> [String] {
    let ranked = filled.filter { $0.rank != nil }
    if !ranked.isEmpty {
      let places = ranked.map { say("第 \($0.rank ?? 0) 名 \($0.name)", "\($0.rank ?? 0). \($0.name)") }
      return [
        say("能排定的名次只有：\(names(places))。", "Ranks the data fix: \(names(places)).")
      ]
    }
    guard comparison.showsAnyDifference else { return [] }
    return [say("没有一个\(noun)的名次能排定。", "No rank is fixed by the data.")]
  }

  private func smallSentence(_ filled: [MeasureComparison.Figure]) -> String? {
    let small = filled.filter(\.isSmall)
    guard !small.isEmpty else { return nil }
    let least = comparison.minimumCount
    let counts = small.map(\.count)
    let low = counts.min() ?? 0
    let high = counts.max() ?? 0
    let range = low == high ? "\(low)" : "\(low)–\(high)"
    if small.count == filled.count {
      return say(
        "每个\(noun)都不足 \(least) 个样本（\(range)），一律不排名。",
        "All \(noun) have fewer than \(least) cases (\(range)); none is ranked.")
    }
    let list = names(small.map { "\($0.name)\(say("（n=\($0.count)）", " (n=\($0.count))"))" })
    return say("样本不足 \(least)、不排名：\(list)。", "Fewer than \(least) cases, not ranked: \(list).")
  }

  // MARK: Words

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private func list(_ figures: [MeasureComparison.Figure]) -> String {
    names(
      figures.map { figure in
        let value = figure.value.map { format($0) } ?? "—"
        guard let interval = figure.interval else { return "\(figure.name) \(value)" }
        let range = "\(format(interval.low))–\(format(interval.high))"
        return say(
          "\(figure.name) \(value)（\(range)，n=\(figure.count)）", "\(figure.name) \(value) (\(range), n=\(figure.count))"
        )
      })
  }

  private func names(_ all: [String]) -> String {
    let separator = language == .zh ? "、" : ", "
    let shown = all.prefix(mostNames).joined(separator: separator)
    guard all.count > mostNames else { return shown }
    return shown + say("等 \(all.count) 个", " and \(all.count - mostNames) more")
  }

  private var scale: Double { unit == .percent ? 100 : 1 }

  /// A value in its unit with one decimal: `92.4`, `79.2%`, `31.0 s`.
  public func format(_ value: Double, isDifference: Bool = false) -> String {
    switch unit {
    case .percent: Self.tenths(value * 100) + (isDifference ? say(" 个百分点", " points") : "%")
    case .points: Self.tenths(value) + (isDifference ? say(" 分", " points") : "")
    case .seconds: Self.tenths(value) + say(" 秒", " s")
    }
  }

  private static func tenths(_ value: Double) -> String {
    let whole = Int((abs(value) * 10).rounded())
    return "\(value < 0 && whole > 0 ? "-" : "")\(whole / 10).\(whole % 10)"
  }
}
