internal import Reports
internal import TextAnalysis
internal import Transcripts

/// Sentiment as tables for people.
enum SentimentTables {
  static func columns(_ isTurns: Bool, _ language: Language) -> [TextTable.Column] {
    let who: [TextTable.Column] = [
      .init(language("会话", "Conversation"), isFlexible: true), .init(language("角色", "Role")),
    ]
    let feeling = TextTable.Column(language("主要情绪", "Emotion"))
    if isTurns {
      return who + [
        .init(language("轮次", "Turn"), isNumeric: true), .init(language("得分", "Score"), isNumeric: true), feeling,
        .init(language("文本", "Text"), isFlexible: true),
      ]
    }
    return who + [
      .init(language("轮数", "Turns"), isNumeric: true), .init(language("总体", "Overall"), isNumeric: true),
      .init(language("开头", "First"), isNumeric: true), .init(language("结尾", "Last"), isNumeric: true),
      .init(language("变化", "Shift"), isNumeric: true), .init(language("最低", "Lowest"), isNumeric: true),
      .init(language("所在轮", "at turn"), isNumeric: true), feeling,
    ]
  }

  static func row(
    _ turn: ConversationSentiment.Turn, _ conversation: Conversation, _ language: Language
  ) -> [String] {
    [
      conversation.id, word(turn.role, language), String(turn.number), signed(turn.reading.score),
      feeling(turn.reading.emotions, language), conversation.string(of: conversation.turns[turn.index]),
    ]
  }

  static func row(
    _ sentiment: ConversationSentiment, _ role: Role, _ conversation: Conversation, _ language: Language
  ) -> [String] {
    let (trajectory, lowestTurn) = sentiment.trajectory(of: RoleSet(role))
    return [
      conversation.id, word(role, language), String(trajectory.turns), signed(trajectory.overall),
      signed(trajectory.first), signed(trajectory.last), signed(trajectory.shift), signed(trajectory.lowest?.score),
      lowestTurn.map(String.init) ?? "—", feeling(trajectory.emotions, language),
    ]
  }

  static func evaluation(_ evaluation: SentimentEvaluation, _ language: Language) -> String {
    var text = self.report(evaluation.report, language)
    if let folds = evaluation.folds {
      text += language("\(folds) 折交叉验证\n", "\(folds)-fold cross-validation\n")
    }
    if let error = evaluation.calibrationError {
      text += language("校准误差 \(share(error))\n", "Calibration error \(share(error))\n")
    }
    if let speed = evaluation.megabytesPerSecond {
      let rounded = (speed * 10).rounded() / 10
      text += language("速度 \(rounded) MB/s\n", "Speed \(rounded) MB/s\n")
    }
    return text
  }

  static func training(
    _ model: SentimentModel, _ validation: SentimentTrainer.Validation?, _ folds: Int, _ language: Language
  ) -> String {
    var text = language(
      "模型 \(model.identity)，第 \(model.generation) 次训练，\(model.featureCount) 个特征\n",
      "Model \(model.identity), training \(model.generation), \(model.featureCount) features\n")
    guard let validation else {
      return text
        + language("未做交叉验证：某一类的文本少于折数\n", "Not cross-validated: a class has fewer texts than there are folds\n")
    }
    text += language("\(folds) 折交叉验证：\n", "\(folds)-fold cross-validation:\n") + report(validation.report, language)
    return text
      + language(
        "校准误差 \(share(validation.calibrationError))\n", "Calibration error \(share(validation.calibrationError))\n")
  }

  private static func report(_ report: ClassificationReport, _ language: Language) -> String {
    var table = TextTable(
      [.init(language("人工标注", "Given"))]
        + report.labels.map { .init(language("判为", "as ") + word($0, language), isNumeric: true) } + [
          .init(language("精确率", "Precision"), isNumeric: true), .init(language("召回率", "Recall"), isNumeric: true),
          .init("F1", isNumeric: true),
        ])
    for (index, label) in report.labels.enumerated() {
      table.add(
        [word(label, language)] + report.confusion[index].map(String.init) + [
          share(report.precision(index)), share(report.recall(index)), share(report.f1(index)),
        ])
    }
    return table.rendered(width: Console.width)
      + language(
        "\(report.count) 条文本，准确率 \(share(report.accuracy))，宏平均 F1 \(share(report.macroF1))\n",
        "\(report.count) texts, accuracy \(share(report.accuracy)), macro-F1 \(share(report.macroF1))\n")
  }

  private static func share(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func signed(_ value: Double?) -> String {
    guard let value else { return "—" }
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = String(hundredths % 100)
    let sign = hundredths == 0 ? "" : value < 0 ? "−" : "+"
    return "\(sign)\(hundredths / 100)." + (digits.count == 1 ? "0" : "") + digits
  }

  private static func feeling(_ emotions: EmotionProfile, _ language: Language) -> String {
    guard let emotion = emotions.strongest() else { return "—" }
    return "\(word(emotion, language)) \(share(emotions[emotion]).prefix(4))"
  }

  private static func word(_ label: SentimentLabel, _ language: Language) -> String {
    switch label {
    case .negative: language("负面", "negative")
    case .neutral: language("中性", "neutral")
    case .positive: language("正面", "positive")
    }
  }

  private static func word(_ emotion: Emotion, _ language: Language) -> String {
    switch emotion {
    case .anger: language("愤怒", "anger")
    case .anxiety: language("焦虑", "anxiety")
    case .disappointment: language("失望", "disappointment")
    case .confusion: language("困惑", "confusion")
    case .gratitude: language("感激", "gratitude")
    case .relief: language("安心", "relief")
    }
  }

  private static func word(_ role: Role, _ language: Language) -> String {
    switch role {
    case .agent: language("坐席", "agent")
    case .customer: language("客户", "customer")
    case .bot: language("机器人", "bot")
    case .supervisor: language("主管", "supervisor")
    case .system: language("系统", "system")
    case .unknown: language("未知", "unknown")
    }
  }
}
