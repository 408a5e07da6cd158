import Foundation
import TestSupport

/// A store of topics, made once by the tool itself and copied for every test.
///
/// 300 conversations of 50 customers over five weeks about four themes; the fourth comes up in the last week. One
/// customer, `vip-77`, says words and numbers that nobody else does.
enum VoiceFixture {
  /// Words that only the one customer says, often enough to become a phrase of a topic.
  static let canary = "黄鹂紫电"
  /// A number that only the one customer says, in a text that others say with other numbers.
  static let number = "13911112222"
  static let customer = "vip-77"

  private static let themes = [
    ["退款", "没到账", "银行卡", "原路退回", "三个工作日", "支付宝"], ["快递", "没收到", "驿站", "物流", "不更新", "派送"],
    ["登录", "验证码", "收不到", "密码", "账号", "短信"], ["发票", "抬头", "开票", "税号", "邮箱", "电子发票"],
  ]

  /// The conversations, one a line.
  static let lines: String = {
    var lines = ""
    for number in 0..<300 {
      var generator = SeededGenerator(seed: UInt64(number) + 7)
      let hour = number * 35 * 24 / 300
      let isLastWeek = hour >= 28 * 24
      let theme = themes[isLastWeek && number % 2 == 0 ? 3 : number % 3]
      let words = (0..<4).map { _ in theme.randomElement(using: &generator) ?? "" }
      var customer = "u\(number % 50)"
      var text = "我的\(words.joined(separator: "，"))怎么办"
      if number % 60 == 30 {
        customer = Self.customer
        text = "\(canary)的退款没到账，\(canary)什么时候退回"
      } else if number == 100 {
        customer = Self.customer
        text = "退款没到账请打\(Self.number)给我回电"
      } else if number == 130 {
        text = "退款没到账请打13900001111给我回电"
      }
      lines += line("c-\(number)", customer, text, day: 2 + hour / 24, hour: hour % 24)
    }
    return lines
  }()

  private static func line(_ id: String, _ customer: String, _ text: String, day: Int, hour: Int) -> String {
    // Monday 2026-03-02 and the days after it.
    let time = Date(timeIntervalSince1970: 1_772_409_600 + Double((day - 2) * 24 + hour) * 3600)
    let stamp = time.formatted(.iso8601)
    return """
      {"id":"\(id)","channel":"app","started_at":"\(stamp)","participants":[{"id":"\(customer)","role":"customer"},\
      {"id":"a1","role":"agent"}],"turns":[{"role":"customer","participant":"\(customer)","at":"\(stamp)","text":"\(text)"},\
      {"role":"agent","participant":"a1","at":"\(stamp)","text":"您好，forbidden，马上处理"}]}

      """
  }

  private static let made = Result { () throws -> TemporaryDirectory in
    let work = try TemporaryDirectory()
    try work.write(lines, to: "chats.ndjson")
    let outcome = try Tool.run(
      ["topics", "fit", "chats.ndjson", "--store", "voice.db", "--topics", "4", "--jobs", "2"], in: work.path,
      timeout: 240)
    guard outcome.code == 0 else {
      throw CocoaError(.executableLoad, userInfo: [NSLocalizedDescriptionKey: outcome.errors])
    }
    return work
  }

  /// A copy of the store and its conversations in a folder.
  static func copy(to work: TemporaryDirectory) throws {
    let source = try made.get()
    for name in ["chats.ndjson", "voice.db"] {
      try work.write(source.read(name), to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: work.file(name))
    }
  }
}
