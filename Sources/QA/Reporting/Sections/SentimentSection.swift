internal import Documents
internal import Statistics
internal import TextAnalysis

/// How customers felt: who leaves displeased, who was won over or lost, which emotions, where it hurt most.
enum SentimentSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let tally = context.tally.sentiment
    guard tally.contacts > 0 else { return nil }
    let word = context.word
    var blocks: [Block] = [.figures(figures(context)), .chart(endings(tally, context))]
    if tally.withShift > 0 { blocks.append(.chart(shifts(tally, context))) }
    if tally.emotions.contains(where: { $0 > 0 }) { blocks.append(.table(emotions(tally, context))) }
    for grouping in context.tally.groupings { blocks += league(grouping, context) }
    if !tally.lowest.isEmpty { blocks.append(.table(lowest(tally, context))) }
    return DocumentSection(
      id: "sentiment", title: word("客户情绪", "Customer sentiment"), shortTitle: word("情绪", "Sentiment"),
      lead: word(
        "客户每句话的情绪从 −1（不满）到 1（满意）。离开时：客户最后四分之一的话；变化：最后四分之一减最前四分之一，不到 0.2 不算变化。",
        "Every customer turn is read from −1 (displeased) to 1 (pleased). Leaving: the last quarter of the customer’s turns. Change: the last quarter less the first; below 0.2 it is none."
      ), blocks: blocks)
  }

  /// The key figures; the daily summary shows the same.
  static func figures(_ context: ReportContext) -> [Figure] {
    let tally = context.tally.sentiment
    let word = context.word
    guard tally.contacts > 0 else { return [] }
    func figure(_ label: String, _ share: Proportion, _ tone: Tone) -> Figure {
      Figure(
        label, share.value.map(Digits.percent) ?? "—",
        detail: "\(Digits.grouped(share.successes))/\(Digits.grouped(share.total)), 95%: "
          + ReportContext.words(share.interval()), tone: share.successes > 0 ? tone : .plain)
    }
    var figures = [figure(word("带着不满离开", "Leave displeased"), tally.displeased, .warning)]
    if tally.withShift > 0 {
      figures.append(figure(word("情绪好转", "Got better"), Proportion(tally.better, of: tally.withShift), .good))
      figures.append(figure(word("情绪变差", "Got worse"), Proportion(tally.worse, of: tally.withShift), .bad))
    }
    return figures
  }

  private static func endings(_ tally: SentimentTally, _ context: ReportContext) -> ReportChart {
    let word = context.word
    let names: [(SentimentLabel, String, Tone)] = [
      (.negative, word("不满", "displeased"), .bad), (.neutral, word("中性", "neutral"), .muted),
      (.positive, word("满意", "pleased"), .good),
    ]
    let points = names.map { label, name, tone in
      let count = tally.endings[Int(label.rawValue)]
      let share = Proportion(count, of: tally.contacts).value ?? 0
      return ReportChart.Point(
        name, Double(count), label: "\(Digits.grouped(count)) (\(Digits.percent(share)))", tone: tone)
    }
    return ReportChart(
      .parts, title: word("客户离开时的情绪", "How customers leave"),
      summary: points.map { "\($0.name) \($0.label)" }.joined(separator: word("，", ", ")),
      nameTitle: word("情绪", "Feeling"), valueTitle: word("会话", "Conversations"), points: points)
  }

  private static func shifts(_ tally: SentimentTally, _ context: ReportContext) -> ReportChart {
    let word = context.word
    let names = [
      "≤ −0.75", "−0.75…−0.5", "−0.5…−0.2", word("无变化", "no change"), "0.2…0.5", "0.5…0.75", "≥ 0.75",
    ]
    let points = names.enumerated().map { index, name in
      ReportChart.Point(
        name, Double(tally.shifts[index]), label: Digits.grouped(tally.shifts[index]),
        tone: index < 3 ? .bad : index > 3 ? .good : .muted)
    }
    return ReportChart(
      .columns, title: word("会话中情绪的变化", "Change within a conversation"),
      summary: word(
        "\(Digits.grouped(tally.withShift)) 个会话中客户至少说了两句：\(tally.better) 个好转，\(tally.worse) 个变差。",
        "In \(Digits.grouped(tally.withShift)) conversations the customer spoke at least twice: \(tally.better) got better, \(tally.worse) worse."
      ), nameTitle: word("变化", "Change"), valueTitle: word("会话", "Conversations"), points: points)
  }

  static func name(_ emotion: Emotion, _ context: ReportContext) -> String {
    switch emotion {
    case .anger: context.word("愤怒", "anger")
    case .anxiety: context.word("焦虑", "anxiety")
    case .disappointment: context.word("失望", "disappointment")
    case .confusion: context.word("困惑", "confusion")
    case .gratitude: context.word("感激", "gratitude")
    case .relief: context.word("安心", "relief")
    }
  }

  private static func emotions(_ tally: SentimentTally, _ context: ReportContext) -> ReportTable {
    let word = context.word
    let order = Emotion.allCases.sorted {
      (tally.emotions[Int($1.rawValue)], $0.rawValue) < (tally.emotions[Int($0.rawValue)], $1.rawValue)
    }
    return ReportTable(
      word("出现过的情绪", "Emotions that were shown"),
      columns: [
        .text(word("情绪", "Emotion")), .number(word("会话", "Conversations")), .number(word("占比", "Share")),
      ],
      rows: order.filter { tally.emotions[Int($0.rawValue)] > 0 }.map { emotion in
        let count = tally.emotions[Int(emotion.rawValue)]
        return [
          .text(name(emotion, context)), .integer(count), context.share(Proportion(count, of: tally.contacts)),
        ]
      })
  }

  private static func league(_ grouping: ResultTally.Grouping, _ context: ReportContext) -> [Block] {
    let word = context.word
    let field = context.name(ofField: grouping.field)
    return ShareLeague(
      field: grouping.field, caption: word("按\(field)：带着不满离开的客户", "Customers who leave displeased, by \(field)"),
      measure: word("带着不满离开的占比", "Leave displeased"), heading: word("带着不满离开", "Leave displeased"),
      cases: word("会话", "Conversations"), higherIsBetter: false,
      rows: grouping.groups.map {
        ShareLeague.Row(name: $0.value, share: Proportion($0.displeased, of: $0.withFeeling))
      }
    ).blocks(context)
  }

  private static func lowest(_ tally: SentimentTally, _ context: ReportContext) -> ReportTable {
    let word = context.word
    return ReportTable(
      word("最低点", "Lowest points"),
      columns: [
        .text(word("会话", "Conversation")), .number(word("句", "Turn")), .number(word("分值", "Score")),
        .text(word("原话", "Words")),
      ],
      rows: tally.lowest.map { point in
        var words = TableCell.empty
        if let text = context.turn(point.turn, of: point.contact) {
          words = TableCell(.quote(ErrorSection.shortened(text, to: 80)))
        }
        return [
          .text(point.conversation, link: context.link(point.contact)), .integer(point.turn),
          TableCell(.number(point.score, decimals: 2), tone: .bad), words,
        ]
      }, restIn: "evaluations.csv")
  }
}
