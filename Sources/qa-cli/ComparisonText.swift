internal import QA
internal import Reports
internal import Statistics
internal import Transcripts

/// A comparison in words: tables for people, records `comparison/1` for programs.
struct ComparisonText {
  var book: Rulebook
  var comparison: ScoreComparison
  var measures: [ComparedMeasure]
  var fields: [String]
  var language: Language

  /// How many contacts were compared, on one line.
  var line: String {
    var parts = [
      language(
        "比较 \(comparison.contacts) 个会话、\(comparison.groupCount) 个\(noun)",
        "compared \(comparison.contacts) contacts of \(comparison.groupCount) \(noun)")
    ]
    if comparison.notScored > 0 {
      parts.append(language("未评分 \(comparison.notScored)", "not scored \(comparison.notScored)"))
    }
    if comparison.ungrouped > 0 {
      parts.append(language("无分组值 \(comparison.ungrouped)", "without a value to group by \(comparison.ungrouped)"))
    }
    if comparison.open > 0 {
      parts.append(language("结论待人工 \(comparison.open)", "verdict waits for a person \(comparison.open)"))
    }
    return parts.joined(separator: language("，", ", "))
  }

  private static let nouns: [String: (zh: String, en: String)] = [
    "organisation": ("机构", "organisations"), "organization": ("机构", "organizations"), "team": ("团队", "teams"),
    "vendor": ("供应商", "vendors"), "channel": ("渠道", "channels"), "region": ("地区", "regions"),
    "product": ("产品", "products"), "agent": ("坐席", "agents"),
  ]

  private var noun: String {
    guard fields.count == 1, let noun = Self.nouns[fields[0]] else { return language("组", "groups") }
    return language(noun.zh, noun.en)
  }

  private func title(_ measure: ComparedMeasure) -> String {
    switch measure.kind {
    case .score: language("得分", "Score")
    case .pass: language("合格率", "Pass rate")
    case .section, .item: measure.title
    }
  }

  private func words(_ measure: ComparedMeasure) -> ComparisonSentences {
    ComparisonSentences(
      measure.comparison, measure: title(measure), unit: measure.unit, noun: noun,
      language: language == .zh ? .zh : .en)
  }

  private func standing(_ standing: MeasureComparison.Standing) -> String {
    switch standing {
    case .better: language("好于其余", "better")
    case .worse: language("差于其余", "worse")
    case .notSeparable: language("分不出", "cannot tell")
    }
  }

  private func rank(_ figure: MeasureComparison.Figure) -> String {
    guard let ranks = figure.ranks else { return "—" }
    if figure.isSmall { return language("不排名", "not ranked") }
    return ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)"
  }

  private var headings: [String] {
    [
      noun, "n", language("数值", "Value"), language("95% 区间", "95% interval"), language("与其余合计", "Against others"),
      language("名次", "Rank"),
    ]
  }

  private func rows(_ measure: ComparedMeasure) -> [[String]] {
    let words = words(measure)
    return measure.comparison.figures.map { figure in
      [
        figure.name, String(figure.count), figure.value.map { words.format($0) } ?? "—",
        figure.interval.map { "\(words.format($0.low))–\(words.format($0.high))" } ?? "—",
        figure.value == nil ? "—" : standing(figure.standing), rank(figure),
      ]
    }
  }

  /// Who differs on which measures.
  private var overview: [String] {
    ComparisonOverview(
      measures.map { .init(title: title($0), comparison: $0.comparison) }, noun: noun,
      language: language == .zh ? .zh : .en
    ).sentences
  }

  // MARK: For people

  /// Tables with the sentences below each.
  func table(width: Int) -> String {
    var out = overview.map { TextTable.wrapped($0, width: width) }.joined()
    for measure in measures {
      out += "\(out.isEmpty ? "" : "\n")\(title(measure).escapingControls)\n\n"
      var table = TextTable([
        .init(headings[0], isFlexible: true), .init(headings[1], isNumeric: true), .init(headings[2], isNumeric: true),
        .init(headings[3], isNumeric: true), .init(headings[4]), .init(headings[5], isNumeric: true),
      ])
      for row in rows(measure) { table.add(row) }
      out += table.rendered(width: width) + "\n"
      for sentence in words(measure).sentences { out += TextTable.wrapped(sentence, width: width) }
    }
    return out
  }

  /// The same as Markdown, to paste into a document.
  var markdown: String {
    var out = overview.map { "- \(Self.cell($0))\n" }.joined()
    for measure in measures {
      out += "\(out.isEmpty ? "" : "\n")## \(Self.cell(title(measure)))\n\n"
      out += "| " + headings.joined(separator: " | ") + " |\n|---|---:|---:|---:|---|---:|\n"
      for row in rows(measure) { out += "| " + row.map(Self.cell).joined(separator: " | ") + " |\n" }
      out += "\n"
      for sentence in words(measure).sentences { out += "- \(Self.cell(sentence))\n" }
    }
    return out
  }

  private static func cell(_ text: String) -> String {
    var out = ""
    for character in text.escapingControls {
      if "|\\`*_<>[]".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }

  // MARK: For programs

  /// One record a figure, a pair and a sentence.
  var ndjson: [UInt8] {
    var encoder = JSONRecordEncoder()
    write(&encoder)
    return encoder.bytes
  }

  static let columns = [
    "measure", "kind", "title", "unit", "type", "group", "n", "value", "low", "high", "standing", "rank_best",
    "rank_worst", "small", "other", "difference", "p", "p_holm", "separable", "text", "rulebook", "rulebook_version",
    "rulebook_hash",
  ]

  /// The same as a table.
  func csv(_ dialect: CSVDialect) -> [UInt8] {
    var encoder = CSVRecordEncoder(columns: Self.columns, dialect: dialect)
    write(&encoder)
    return CSVRecordEncoder.header(columns: Self.columns, dialect: dialect) + encoder.bytes
  }

  private func write(_ encoder: inout some RecordEncoder) {
    for sentence in overview {
      encoder.begin("comparison/1")
      encoder.field("measure", "overview")
      encoder.field("kind", "overview")
      encoder.field("title", language("总览", "Overview"))
      encoder.field("unit", "none")
      encoder.field("type", "sentence")
      encoder.field("text", sentence)
      provenance(&encoder)
      encoder.end()
    }
    for measure in measures {
      func begin(_ type: String) {
        encoder.begin("comparison/1")
        encoder.field("measure", measure.id)
        encoder.field("kind", measure.kind.rawValue)
        encoder.field("title", title(measure))
        encoder.field("unit", measure.unit.rawValue)
        encoder.field("type", type)
      }
      func end() {
        provenance(&encoder)
        encoder.end()
      }
      func number(_ name: StaticString, _ value: Double?) {
        encoder.field(name, number: value.map { ($0 * 1e6).rounded() / 1e6 })
      }
      for figure in measure.comparison.figures {
        begin("group")
        encoder.field("group", figure.name)
        encoder.field("n", figure.count)
        number("value", figure.value)
        number("low", figure.interval?.low)
        number("high", figure.interval?.high)
        encoder.field("standing", figure.standing.rawValue)
        if let ranks = figure.ranks {
          encoder.field("rank_best", ranks.lowerBound)
          encoder.field("rank_worst", ranks.upperBound)
        }
        encoder.field("small", figure.isSmall)
        end()
      }
      for pair in measure.comparison.pairs {
        begin("pair")
        encoder.field("group", measure.comparison.figures[pair.first].name)
        encoder.field("other", measure.comparison.figures[pair.second].name)
        number("difference", pair.difference.value)
        number("low", pair.difference.interval.low)
        number("high", pair.difference.interval.high)
        encoder.field("p", number: Self.significant(pair.difference.p))
        encoder.field("p_holm", number: Self.significant(pair.difference.adjustedP))
        encoder.field("separable", pair.difference.isSeparable(level: measure.comparison.level))
        end()
      }
      for sentence in words(measure).sentences {
        begin("sentence")
        encoder.field("text", sentence)
        end()
      }
    }
  }

  private func provenance(_ encoder: inout some RecordEncoder) {
    encoder.field("rulebook", book.id)
    encoder.field("rulebook_version", book.version)
    encoder.field("rulebook_hash", book.contentHash)
  }

  /// Six decimals, or six significant digits for the small p-values where decimals would print zero.
  private static func significant(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p }
    var scale = 1e6
    while p * scale < 1e5, scale < 1e290 { scale *= 10 }
    return (p * scale).rounded() / scale
  }
}
