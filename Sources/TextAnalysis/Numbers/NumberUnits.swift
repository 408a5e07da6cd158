/// A word after a number that says what it counts.
struct NumberUnit: Sendable {
  var word: [UInt32]
  var kind: NumberKind
  /// What one of it is worth: currency units, percent points or seconds.
  var factor: Double
  /// The currency's code.
  var code: String
  /// Characters after the word that make it another word: 元旦, 块屏幕.
  var notBefore: Set<UInt32>

  init(_ word: String, _ kind: NumberKind, _ factor: Double, code: String = "", notBefore: String = "") {
    self.word = word.unicodeScalars.map(\.value)
    self.kind = kind
    self.factor = factor
    self.code = code
    self.notBefore = Set(notBefore.unicodeScalars.map(\.value))
  }

  /// Whether the word is written in Latin letters, so that letters must not go on after it.
  var isLatin: Bool { word[word.count - 1] &- 0x61 < 26 }
}

/// The words around numbers, as folded text writes them.
public enum NumberUnits {
  static let minute = 60.0
  static let hour = 3600.0
  static let day = 86_400.0

  /// Units that follow a number, the longest first.
  static let suffixes: [NumberUnit] = (money + percent + duration).sorted { $0.word.count > $1.word.count }

  static let money: [NumberUnit] =
    units(["元人民币", "人民币", "块钱", "元整", "圆整", "rmb", "cny", "yuan"], .money, 1, "CNY")
    + [
      NumberUnit("元", .money, 1, code: "CNY", notBefore: "旦月宵素气件老凶首帅勋"),
      NumberUnit("圆", .money, 1, code: "CNY", notBefore: "形圈桌满"),
      NumberUnit("块", .money, 1, code: "CNY", notBefore: "屏表手电地硬玻板砖肥糖蛋肉布儿去来走"),
      NumberUnit("毛钱", .money, 0.1, code: "CNY"), NumberUnit("毛", .money, 0.1, code: "CNY", notBefore: "病巾衣"),
      NumberUnit("角", .money, 0.1, code: "CNY", notBefore: "度落色形"), NumberUnit("分钱", .money, 0.01, code: "CNY"),
    ]
    + units(["美元", "美金", "usd", "dollars", "dollar", "bucks"], .money, 1, "USD")
    + units(["cents", "cent", "美分"], .money, 0.01, "USD") + units(["港币", "港元", "hkd"], .money, 1, "HKD")
    + units(["欧元", "euros", "euro", "eur", "€"], .money, 1, "EUR")
    + units(["英镑", "pounds", "pound", "gbp", "quid"], .money, 1, "GBP")
    + units(["日元", "日圆", "円", "yen", "jpy"], .money, 1, "JPY") + units(["新台币", "台币", "twd"], .money, 1, "TWD")

  static let percent: [NumberUnit] =
    units(["%", "个百分点", "百分点", "percentage points", "percent", "per cent", "pct"], .percent, 1)
    + [NumberUnit("个点", .percent, 1, notBefore: "钟"), NumberUnit("‰", .percent, 0.1)]
    + units(["个基点", "基点", "basis points", "bps", "bp"], .percent, 0.01)
    + [NumberUnit("成", .percent, 10, notBefore: "功为不本员都立交熟长就果分品年人语绩效份")]

  static let duration: [NumberUnit] =
    units(["个工作日", "工作日", "个交易日", "交易日", "个自然日", "自然日"], .duration, day)
    + units(["business days", "business day", "working days", "working day", "days", "day"], .duration, day)
    + [NumberUnit("天", .duration, day, notBefore: "猫地"), NumberUnit("秒", .duration, 1, notBefore: "杀")]
    + units(["个小时", "小时", "个钟头", "钟头", "个钟", "hours", "hour", "hrs", "hr", "h"], .duration, hour)
    + units(["分钟", "minutes", "minute", "mins", "min"], .duration, minute)
    + units(["秒钟", "seconds", "second", "secs", "sec"], .duration, 1)
    + [NumberUnit("s", .duration, 1, notBefore: "店")] + units(["刻钟"], .duration, 15 * minute)
    + units(["个星期", "星期", "个礼拜", "礼拜", "weeks", "week"], .duration, 7 * day)
    + [NumberUnit("周", .duration, 7 * day, notBefore: "年岁边围期")]
    + units(["个月", "months", "month"], .duration, 30 * day) + units(["个季度", "季度"], .duration, 90 * day)
    + [NumberUnit("年", .duration, 365 * day, notBefore: "级纪龄份")]
    + units(["周年", "years", "year", "yrs", "yr"], .duration, 365 * day)

  /// Symbols and words before an amount.
  static let currencies: [(word: [UInt32], code: String)] = [
    ("us$", "USD"), ("hk$", "HKD"), ("nt$", "TWD"), ("rmb", "CNY"), ("cny", "CNY"), ("usd", "USD"), ("hkd", "HKD"),
    ("eur", "EUR"), ("gbp", "GBP"), ("人民币", "CNY"), ("¥", "CNY"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"),
  ].map { ($0.0.unicodeScalars.map(\.value), $0.1) }

  /// Words before a share: 百分之三.
  static let sharePrefixes: [(word: [UInt32], factor: Double)] = [
    ("百分之", 1), ("千分之", 0.1), ("万分之", 0.01),
  ].map { ($0.0.unicodeScalars.map(\.value), $0.1) }

  /// Measure words that make a lone Chinese digit a number: 三笔, 两次.
  static let measures = Set("个次笔张件台部条位人份套只遍回单户倍折期".unicodeScalars.map(\.value))
  /// Measure words after which 一 still counts; 一个 and 一次 are articles more often than numbers.
  static let measuresOfOne = Set("笔张件台条位份套单户倍".unicodeScalars.map(\.value))

  /// Words of which one occurs wherever a number of a kind does, or `nil` if no short list exists.
  public static func markers(of kind: NumberKind) -> [String]? {
    func text(_ word: [UInt32]) -> String {
      String(String.UnicodeScalarView(word.compactMap { Unicode.Scalar($0) }))
    }
    switch kind {
    case .money: return (money.map(\.word) + currencies.map(\.word)).map(text)
    case .percent: return percent.map { text($0.word) } + ["分之"]
    case .duration: return duration.map(\.word).filter { $0.count > 1 || $0[0] >= 0x80 }.map(text) + ["日", "分", "半"]
    case .date, .plain: return nil
    }
  }

  /// A pattern that matches wherever a number without marker words may stand.
  public static func pattern(of kind: NumberKind) -> String? {
    switch kind {
    case .money, .percent: nil
    case .duration: "[0-9] ?[hs](?![a-z])"
    case .date: "[0-9零〇一二两三四五六七八九十]"
    case .plain:
      "[0-9零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"
        + "|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|thirty|forty|fifty|sixty|seventy"
        + "|eighty|ninety|hundred|thousand|million|billion|zero"
    }
  }

  private static func units(
    _ words: [String], _ kind: NumberKind, _ factor: Double, _ code: String = ""
  ) -> [NumberUnit] {
    words.map { NumberUnit($0, kind, factor, code: code) }
  }
}
