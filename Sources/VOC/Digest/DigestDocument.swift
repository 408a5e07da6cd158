public import Documents
internal import Statistics

/// A digest as a document: key figures, what is new, grows, falls, is largest, and how to read it.
public enum DigestDocument {
  /// Makes the document.
  ///
  /// - Parameter largest: How many of the largest topics are listed.
  public static func document(
    _ digest: Digest, language: ReportLanguage, owner: String? = nil, largest: Int = 10
  ) -> ReportDocument {
    let from = VoiceTime.day(digest.period.lowerBound, digest.zone)
    let until = VoiceTime.day(digest.period.upperBound - 1, digest.zone)
    let scope = owner.map { language("责任部门：\($0 == "-" ? "未指定" : $0)", "owner: \($0 == "-" ? "none" : $0)") }
    var document = ReportDocument(
      title: language("客户之声简报", "Voice of the customer digest"),
      subtitle: ["\(from) – \(until)", scope].compactMap { $0 }.joined(separator: " · "), language: language)
    document.sections.append(overview(digest, language))
    let kinds: [(Digest.Kind, String, String, String)] = [
      (.new, "new", language("新出现", "New"), language("本期首次有客户提到。", "First mentioned in this period.")),
      (
        .growing, "growing", language("上升", "Growing"),
        language("占会话的比例高于上期（q ≤ 0.05）。", "A larger share of conversations than before (q ≤ 0.05).")
      ),
      (
        .falling, "falling", language("下降", "Falling"),
        language("占会话的比例低于上期（q ≤ 0.05）。", "A smaller share of conversations than before (q ≤ 0.05).")
      ),
    ]
    for (kind, id, title, lead) in kinds {
      let entries = digest.entries(kind)
      let section = DocumentSection(
        id: id, title: "\(title) (\(entries.count))", shortTitle: title, lead: lead,
        blocks: entries.isEmpty
          ? [.paragraph(language("没有。", "None."))]
          : [.table(table(entries, title, language)), .list(entries.map { item($0, language) })]
            + lines(entries, language))
      document.sections.append(section)
    }
    let largestEntries = Array(digest.entries.filter { $0.now.mentions > 0 }.prefix(largest))
    document.sections.append(
      DocumentSection(
        id: "largest", title: language("最多的主题", "Largest topics"), shortTitle: language("最多", "Largest"),
        blocks: largestEntries.isEmpty
          ? [.paragraph(language("本期没有主题。", "No topic in this period."))]
          : [.table(table(largestEntries, language("最多的主题", "Largest topics"), language))]
            + [.list(largestEntries.filter { $0.kind == .steady }.map { item($0, language) })]
            + lines(largestEntries, language)))
    document.sections.append(notes(digest, language))
    return document
  }

  private static func overview(_ digest: Digest, _ language: ReportLanguage) -> DocumentSection {
    let (now, before) = digest.conversations
    let counts = digest.mentions
    return DocumentSection(
      id: "overview", title: language("概览", "Overview"),
      blocks: [
        .figures([
          Figure(
            language("有客户发言的会话", "Conversations with customers' words"), Digits.grouped(now),
            detail: language("上期 \(Digits.grouped(before))", "before \(Digits.grouped(before))")),
          Figure(
            language("客户发言", "Mentions"), Digits.grouped(counts.all),
            detail: language(
              "= 已归类 \(counts.shown) + 已屏蔽 \(counts.hidden) + 未归类 \(counts.open)",
              "= with a topic \(counts.shown) + hidden \(counts.hidden) + without \(counts.open)")),
          Figure(
            language("新出现", "New"), "\(digest.entries(.new).count)",
            tone: digest.entries(.new).isEmpty ? .plain : .warning),
          Figure(
            language("上升", "Growing"), "\(digest.entries(.growing).count)",
            tone: digest.entries(.growing).isEmpty ? .plain : .bad),
          Figure(language("下降", "Falling"), "\(digest.entries(.falling).count)", tone: .plain),
        ])
      ])
  }

  private static func table(_ entries: [Digest.Entry], _ title: String, _ language: ReportLanguage) -> ReportTable {
    ReportTable(
      title,
      columns: [
        .text(language("主题", "Topic")), .number(language("会话", "Conversations")), .number(language("客户", "Customers")),
        .number(language("上期", "Before")), .text(language("变化 (95%)", "Change (95%)")),
        .number(language("严重度", "Severity")), .text(language("责任部门", "Owner")),
      ],
      rows: entries.map { entry in
        [
          .text("\(entry.topic.identifier) \(entry.topic.title)"), .integer(entry.now.conversations),
          .integer(entry.now.customers), .integer(entry.before.conversations), .text(change(entry, language)),
          .integer(Int(entry.now.severity.rounded())), .text(entry.topic.owner ?? "—"),
        ]
      })
  }

  /// `×2.1 (1.4–3.2)`.
  static func change(_ entry: Digest.Entry, _ language: ReportLanguage) -> String {
    guard let interval = entry.interval else { return "—" }
    let high = interval.high.isFinite ? Digits.decimal(interval.high, places: 1) : "∞"
    let range = "\(Digits.decimal(interval.low, places: 1))–\(high)"
    guard let ratio = entry.ratio else { return language("上期无 (\(range))", "none before (\(range))") }
    return "×\(Digits.decimal(ratio, places: 1)) (\(range))"
  }

  private static func item(_ entry: Digest.Entry, _ language: ReportLanguage) -> ListItem {
    ListItem(
      "\(entry.topic.identifier) \(entry.topic.title)",
      quotes: entry.quotes.map { quote in
        let times = quote.count > 1 ? language("，\(quote.count) 次", ", \(quote.count) times") : ""
        return .init(
          quote.text,
          source: language(
            "\(quote.conversation) 第 \(quote.turn) 条\(times)", "\(quote.conversation), turn \(quote.turn)\(times)"))
      })
  }

  private static func lines(_ entries: [Digest.Entry], _ language: ReportLanguage) -> [Block] {
    let charts = entries.prefix(20).map { entry in
      Block.chart(
        ReportChart(
          .sparkline, title: "\(entry.topic.identifier) \(entry.topic.title)",
          summary: language(
            "最近八期的会话数：\(entry.history.map { String($0) }.joined(separator: "、"))",
            "Conversations in the last eight periods: \(entry.history.map { String($0) }.joined(separator: ", "))"),
          nameTitle: language("期", "Period"), valueTitle: language("会话", "Conversations"),
          points: entry.history.enumerated().map { index, count in
            .init("\(index - entry.history.count + 1)", Double(count), label: "\(count)")
          }))
    }
    return [.details(Details(summary: language("最近八期的走势", "Trends over the last eight periods"), blocks: charts))]
  }

  private static func notes(_ digest: Digest, _ language: ReportLanguage) -> DocumentSection {
    var blocks: [Block] = []
    if !digest.hasHistory {
      blocks.append(
        .note(
          language("没有更早的数据：无法判断新出现、上升和下降。", "Nothing from before this period: what is new or changes cannot be told."),
          tone: .warning))
    }
    blocks.append(
      .paragraph(
        language(
          "变化是会话占比与上一个等长时段之比，括号内为 95% 区间（条件二项，Wilson）；q 由 Fisher 精确检验经 Benjamini–Hochberg 校正。严重度 0–100：投诉占比 50%、负面占比 30%、报障与催单占比 20%。",
          "Change is the share of conversations over that of the period before, with a 95% interval (conditional binomial, Wilson); q is Fisher's exact test, corrected by Benjamini and Hochberg. Severity 0–100: half the share of complaints, 0.3 the negative share, 0.2 the share of faults and chasing."
        )))
    return DocumentSection(id: "reading", title: language("说明", "How to read this"), blocks: blocks)
  }
}
