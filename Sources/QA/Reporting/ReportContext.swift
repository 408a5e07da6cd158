internal import Documents
internal import Statistics
internal import Transcripts

/// What a section of the report is made from.
struct ReportContext {
  let results: StoredResults
  /// The run before this one, to compare with.
  let previous: StoredResults?
  let word: ReportLanguage
  let clock: ReportClock

  private let places: [Int: Int]

  init(_ results: StoredResults, previous: StoredResults?, language: ReportLanguage, clock: ReportClock) {
    self.results = results
    self.previous = previous
    word = language
    self.clock = clock
    places = Dictionary(
      results.shown.enumerated().map { ($0.element.order, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  var tally: ResultTally { results.tally }
  var outline: RunOutline { results.outline }

  /// The anchor of a contact's details, if it is shown.
  func link(_ contact: Int) -> String? { places[contact].map { results.shown[$0].anchor } }

  /// The words of a public turn (from 1) of a contact, if its transcript is shown.
  func turn(_ number: Int, of contact: Int) -> String? {
    guard let conversation = places[contact].flatMap({ results.shown[$0].conversation }) else { return nil }
    let turns = conversation.turns.lazy.filter(\.counts)
    guard number > 0, let turn = turns.dropFirst(number - 1).first else { return nil }
    return conversation.string(of: turn)
  }

  /// A sample's words with what was said around them.
  func passage(_ sample: ResultTally.Sample) -> Passage {
    Passage(sample, in: places[sample.contact].flatMap { results.shown[$0].conversation })
  }

  // MARK: Words

  func name(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: word("合格", "Pass")
    case .fail: word("不合格", "Fail")
    case .review: word("待复核", "Review")
    case .notApplicable: word("不适用", "n/a")
    case .notScorable: word("不可评分", "Not scorable")
    }
  }

  func tone(_ verdict: Verdict) -> Tone {
    switch verdict {
    case .pass: .good
    case .fail: .bad
    case .review: .warning
    case .notApplicable, .notScorable: .muted
    }
  }

  func name(_ severity: Severity) -> String {
    switch severity {
    case .critical: word("严重", "critical")
    case .major: word("一般", "major")
    case .minor: word("轻微", "minor")
    }
  }

  func tone(_ severity: Severity) -> Tone {
    switch severity {
    case .critical: .bad
    case .major: .warning
    case .minor: .plain
    }
  }

  /// The severity of a rule, or what else its hits mean.
  func kind(_ rule: RunOutline.RuleEntry) -> Badge {
    var badge =
      switch rule.effect {
      case .violation: Badge(name(rule.severity), tone(rule.severity))
      case .merit: Badge(word("加分", "merit"), .good)
      case .tag: Badge(word("标签", "tag"), .info)
      }
    if rule.status == .shadow { badge.text += word("（试运行）", " (shadow)") }
    return badge
  }

  /// The name of a grouping field, as people know it.
  func name(ofField field: String) -> String {
    guard word == .zh else { return field }
    switch field {
    case "agent": return "坐席"
    case "team": return "班组"
    case "channel": return "渠道"
    case "organisation", "organization": return "机构"
    case "vendor": return "外包商"
    case "queue": return "技能组"
    case "product": return "产品"
    case "batch": return "批次"
    case "shift": return "班次"
    default: return field
    }
  }

  func reason(_ code: String) -> String {
    switch code {
    case "customer_silent": word("客户未发言", "customer never spoke")
    case "bot_only": word("仅机器人", "bot only")
    case "test": word("测试", "test")
    case "internal": word("内部会话", "internal")
    case "customer_left": word("客户离开", "customer left")
    case "no_content": word("无内容", "no content")
    case "no_agent": word("无坐席", "no agent")
    case "role_unmapped": word("角色未识别", "roles not known")
    default: outline.rules.first { $0.id == code }?.title ?? code
    }
  }

  // MARK: Figures

  /// An interval as people read it: `75.3%–94.2%`.
  static func words(_ interval: Interval?) -> String {
    guard let interval else { return "" }
    return "\(Digits.percent(interval.low))–\(Digits.percent(interval.high))"
  }

  /// A share with its 95 % interval below.
  func share(_ proportion: Proportion) -> TableCell {
    guard let value = proportion.value else { return .empty }
    return TableCell(.share(value), detail: Self.words(proportion.interval()))
  }

  /// Signed points: `−20`, `+5`.
  static func points(_ value: Hundredths) -> String {
    let text = Digits.points(Double(abs(value)) / 100)
    return value < 0 ? "−" + text : value > 0 ? "+" + text : text
  }

  func agent(_ id: String) -> String { id.isEmpty ? "—" : id }
}
