internal import TextAnalysis
internal import Transcripts

/// Tells whether a conversation could have been a visit to a web page.
///
/// It could not if the customer had a concern beside questions (complaint, chasing, fault, something to be done, own data), gave
/// an order, account or telephone number, or if an agent or bot looked something up or asked for such data. In doubt it
/// could not: the figure that rests on it is meant to be too low rather than too high.
struct SelfService {
  /// Digits in a row that are somebody's number.
  static let longestCommonNumber = 5

  private let classifier: ContactClassifier
  private let lookUps: [[UInt8]]

  init(_ folder: Folder) throws {
    classifier = try ContactClassifier()
    lookUps = [
      "帮您查", "为您查", "给您查", "帮你查", "查一下", "查询一下", "查到", "查询到", "核实", "看了一下您", "您的订单号", "订单号发", "提供订单", "提供一下",
      "提供下", "报一下", "手机号发", "身份证", "后四位", "尾号", "登记", "反馈", "专员", "看一下您", "看下您", "您的记录", "工单", "转接", "这边显示", "系统显示",
      "帮您办", "为您办", "已为您", "已帮您",
      "let me check", "let me look", "look into", "looked up", "look up your", "i can see your", "i see your",
      "order number", "account number", "your order id", "confirm your", "verify your", "last four", "ticket",
      "transfer you", "escalate", "looking at your", "logged it", "logged this", "passed to", "passed on to",
      "specialist", "i have refunded", "i've refunded", "i have cancelled", "i've cancelled",
    ].map(folder.fold)
  }

  /// Whether a customer's message holds nothing a page could not deal with.
  func allows(customer range: Range<Int>, of folded: FoldedText) -> Bool {
    var digits = 0
    for byte in folded.bytes[range] {
      // Covered digits are digits: --redact makes no difference.
      digits = (0x30...0x39).contains(byte) || byte == 0x2A ? digits + 1 : 0
      if digits > Self.longestCommonNumber { return false }
    }
    for sentence in Sentences.ranges(in: range, of: folded) {
      let isQuestion = Mood.mood(of: sentence, of: folded) == .question
      switch classifier.read(folded.bytes, in: sentence, isQuestion: isQuestion).type {
      case nil, .question, .praise: continue
      case .complaint, .chasing, .fault, .suggestion, .request, .lookup: return false
      }
    }
    return true
  }

  /// Whether an agent's or bot's message needs no data of the customer.
  func allows(answer range: Range<Int>, of folded: FoldedText) -> Bool {
    let text = Array(folded.bytes[range])
    return !lookUps.contains { PhraseCounter.range(of: $0, in: text) != nil }
  }
}
