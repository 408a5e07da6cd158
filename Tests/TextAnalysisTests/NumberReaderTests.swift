import Testing

@testable import TextAnalysis

/// A text and the numbers it states, written `kind:value` with the currency after money.
struct NumberCase: Sendable, CustomTestStringConvertible {
  var text: String
  var numbers: [String]
  var testDescription: String { text }

  init(_ text: String, _ numbers: String...) {
    self.text = text
    self.numbers = numbers
  }
}

@Suite struct NumberReaderTests {
  static let money: [NumberCase] = [
    .init("赔您200元", "money:200 CNY"), .init("赔您２００元", "money:200 CNY"), .init("两万五千块钱", "money:25000 CNY"),
    .init("两万五元", "money:25000 CNY"), .init("3万5块", "money:35000 CNY"), .init("3.5万元", "money:35000 CNY"),
    .init("1,234,567.80元", "money:1234567.8 CNY"), .init("¥3,000", "money:3000 CNY"), .init("￥59.9", "money:59.9 CNY"),
    .init("两块五", "money:2.5 CNY"), .init("三块八毛", "money:3.8 CNY"), .init("3元5角2分", "money:3.52 CNY"),
    .init("五毛钱", "money:0.5 CNY"), .init("壹佰贰拾圆整", "money:120 CNY"),
    .init("100到200元", "money:100 CNY", "money:200 CNY"),
    .init("100-200元", "money:100 CNY", "money:200 CNY"), .init("一百零五元", "money:105 CNY"),
    .init("一千三百二十块", "money:1320 CNY"), .init("一亿三千万元", "money:130000000 CNY"), .init("5k元", "money:5000 CNY"),
    .init("3w元", "money:30000 CNY"), .init("100多元", "money:100 CNY"), .init("$5", "money:5 USD"),
    .init("five hundred dollars", "money:500 USD"), .init("two hundred and fifty dollars", "money:250 USD"),
    .init("a thousand dollars", "money:1000 USD"), .init("US$1.2 million", "money:1200000 USD"),
    .init("RMB 300", "money:300 CNY"), .init("20 euros", "money:20 EUR"), .init("50 cents", "money:0.5 USD"),
    .init("100元-200元", "money:100 CNY", "money:200 CNY"), .init("元旦放假"), .init("三块屏幕"), .init("一块去"), .init("千万别付款"),
    .init("百元大钞"), .init("上万元"),
  ]
  static let percent: [NumberCase] = [
    .init("年化3.5%", "percent:3.5"), .init("年化３．５％", "percent:3.5"), .init("百分之三点五", "percent:3.5"),
    .init("百分之百", "percent:100"), .init("百分之三到五", "percent:3", "percent:5"), .init("三成", "percent:30"),
    .init("三成五", "percent:35"), .init("万分之五", "percent:0.05"), .init("千分之三", "percent:0.3"), .init("5‰", "percent:0.5"),
    .init("返3个点", "percent:3"), .init("20个基点", "percent:0.2"), .init("3%-5%", "percent:3", "percent:5"),
    .init("3-5%", "percent:3", "percent:5"), .init("five percent", "percent:5"),
    .init("three point five percent", "percent:3.5"), .init("三分之一", "percent:33.333333"), .init("-5%", "percent:-5"),
    .init("已经完成"), .init("三成功"), .init("8个点钟", "plain:8"),
  ]
  static let duration: [NumberCase] = [
    .init("24小时内", "duration:86400"), .init("三个工作日", "duration:259200"),
    .init("3-5个工作日", "duration:259200", "duration:432000"), .init("两三天", "duration:172800", "duration:259200"),
    .init("三五天", "duration:259200", "duration:432000"), .init("三到五天", "duration:259200", "duration:432000"),
    .init("半小时", "duration:1800"), .init("半个月", "duration:1296000"), .init("两个半小时", "duration:9000"),
    .init("3天半", "duration:302400"), .init("2小时30分钟", "duration:9000"), .init("2小时30分", "duration:9000"),
    .init("3分20秒", "duration:200"), .init("十分钟", "duration:600"), .init("三点五分钟", "duration:210"),
    .init("3日内到账", "duration:259200"), .init("三十多天", "duration:2592000"), .init("1年3个月", "duration:39312000"),
    .init("half an hour", "duration:1800"), .init("an hour", "duration:3600"),
    .init("in 5 business days", "duration:432000"),
    .init("twenty-five days", "duration:2160000"), .init("1 hour and 30 minutes", "duration:5400"),
    .init("24h", "duration:86400"), .init("a 30-day trial", "duration:2592000"), .init("one week", "duration:604800"),
    .init("十分抱歉"), .init("4s店"), .init("一秒杀"),
  ]
  static let dates: [NumberCase] = [
    .init("2026年3月5日", "date:20260305"), .init("二〇二六年三月五号", "date:20260305"), .init("2026-03-05", "date:20260305"),
    .init("2026/3/5", "date:20260305"), .init("2026.03.05", "date:20260305"), .init("3月5日", "date:?-3-5"),
    .init("三月五号", "date:?-3-5"), .init("5号", "date:?-?-5"), .init("2026年", "date:2026-?-?"), .init("3月份", "date:?-3-?"),
    .init("March 5th, 2026", "date:20260305"), .init("5 March 2026", "date:20260305"), .init("Dec 24", "date:?-12-24"),
    .init("the 5th of March", "date:?-3-5"), .init("3号线"),
  ]
  static let plain: [NumberCase] = [
    .init("一共12个", "plain:12"), .init("三笔", "plain:3"), .init("十五", "plain:15"), .init("二十五次", "plain:25"),
    .init("两万五", "plain:25000"), .init("一二三", "plain:123"), .init("12.5", "plain:12.5"), .init("1,234", "plain:1234"),
    .init("one hundred and one", "plain:101"), .init("2 million", "plain:2000000"), .init("负五十", "plain:-50"),
    // What only looks like a number.
    .init("一定可以"), .init("第三方"), .init("第3次"), .init("周三见"), .init("星期五"), .init("双十一"), .init("统一处理"), .init("万一呢"),
    .init("一个问题"), .init("一次性"), .init("千万不要"), .init("iphone15"), .init("订单 202603051234567"),
    .init("电话 400-800-1234"),
    .init("版本 1.2.3"), .init("下午3点"), .init("三点半"), .init("10:30"), .init("三点五十"), .init("5g网络"), .init("no one"),
    .init("工号 0012"), .init("百度一下"), .init("不三不四"), .init("the 3rd time"),
  ]

  @Test(arguments: money + percent + duration + dates + plain) func reads(_ test: NumberCase) throws {
    let found = NumberReader.numbers(in: try Folder().fold(test.text))
    #expect(found.map(describe) == test.numbers)
  }

  /// Neighbours change nothing, and the range covers number and unit.
  @Test(arguments: money + percent + duration) func readsInSentences(_ test: NumberCase) throws {
    guard !test.numbers.isEmpty else { return }
    let folder = try Folder()
    let head = folder.fold("您好，")
    let body = folder.fold(test.text)
    let found = NumberReader.numbers(in: head + body + folder.fold("，可以吗？"))
    #expect(found.map(describe) == test.numbers)
    for number in found {
      #expect(number.range.lowerBound >= head.count && number.range.upperBound <= head.count + body.count)
      #expect(!number.range.isEmpty)
    }
  }

  /// The marker words never lose a number: what the reader finds, the scan announces.
  @Test(arguments: money + percent + duration) func markersAnnounce(_ test: NumberCase) throws {
    let folder = try Folder()
    let text = String(decoding: folder.fold(test.text), as: UTF8.self)
    for number in NumberReader.numbers(in: folder.fold(test.text)) where number.kind != .plain {
      let words = NumberUnits.markers(of: number.kind) ?? []
      let hasMarker = words.contains { text.contains(String(decoding: folder.fold($0), as: UTF8.self)) }
      let matches = try NumberUnits.pattern(of: number.kind).map { try text.contains(Regex($0)) } ?? false
      #expect(hasMarker || matches)
    }
  }

  /// Every whole number below 100,000 reads back from its Chinese spelling.
  @Test func readsChineseNumerals() throws {
    let folder = try Folder()
    for value in stride(from: 1, to: 100_000, by: 37) {
      let found = NumberReader.numbers(in: folder.fold(chinese(value) + "元"))
      #expect(found.map(\.value) == [Double(value)], "\(chinese(value))")
    }
  }

  private func describe(_ number: ReadNumber) -> String {
    func plain(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : "\(value)" }
    if let date = number.date, number.value == 0 {
      func part(_ value: Int?) -> String { value.map { String($0) } ?? "?" }
      return "date:\(part(date.year))-\(part(date.month))-\(part(date.day))"
    }
    return "\(number.kind.rawValue):\(plain(number.value))" + (number.unit.isEmpty ? "" : " \(number.unit)")
  }

  /// An independent writer of Chinese numerals: 一百零五, 三万二千零一.
  private func chinese(_ value: Int) -> String {
    let digits = Array("零一二三四五六七八九")
    func below10000(_ value: Int) -> String {
      var out = ""
      var needsZero = false
      for (power, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / power % 10
        if digit == 0 {
          needsZero = !out.isEmpty
        } else {
          if needsZero { out += "零" }
          needsZero = false
          out += String(digits[digit]) + word
        }
      }
      return out
    }
    guard value >= 10_000 else { return below10000(value) }
    let low = value % 10_000
    return below10000(value / 10_000) + "万" + (low == 0 ? "" : (low < 1000 ? "零" : "") + below10000(low))
  }
}
