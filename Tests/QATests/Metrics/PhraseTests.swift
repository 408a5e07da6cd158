import Testing
import TextAnalysis

@testable import QA

/// Which messages are automatic, which are canned, and which only look so.
@Suite struct PhraseTests {
  static let automatic = [
    "您好，当前咨询人数较多，请耐心等待。", "亲，客服正忙，稍后会回复您哦~", "【自动回复】您好，请留言", "您前面还有3位客户，请稍候",
    "人工客服正在赶来，请稍等～", "当前为非工作时间，客服在线时间为9:00-18:00，请留言。",
    "Hello! All our agents are busy at the moment. Please hold.",
    "Thank you for contacting Acme. We will get back to you within 24 hours.",
    "This is an automated message, please do not reply.",
  ]
  static let canned = [
    "您好，欢迎光临青禾商城，请问有什么可以帮您？", "请稍等，正在为您查询", "非常抱歉给您带来不便，感谢您的耐心等待", "好的，我这边帮您查一下哈",
    "不客气，祝您生活愉快，再见！", "Hi there, thank you for contacting us. How can I help you today?", "One moment please.",
    "Let me check that for you.",
  ]
  static let substance = [
    "您的订单后天送到", "可以退，7天内无理由", "工作时间为9点到18点", "请稍等，您的退款已到账", "我帮您申请了退款", "是的", "可以的",
    "Your parcel arrives on Monday.", "Yes, within 30 days.", "One moment. It was shipped today.",
    "Our opening hours are 9 to 5.",
  ]

  private func traits(_ text: String) throws -> ServicePhrases.Traits {
    let folded = try Folder().fold(text)
    return try ServicePhrases.bundled().traits(of: 0..<folded.count, in: folded)
  }

  @Test(arguments: automatic) func areAutomatic(_ text: String) throws { #expect(try traits(text).isAutomaticReply) }

  @Test(arguments: canned) func areCanned(_ text: String) throws {
    let traits = try traits(text)
    #expect(!traits.hasSubstance)
    #expect(!traits.isAutomaticReply)
  }

  @Test(arguments: substance) func haveSubstance(_ text: String) throws {
    let traits = try traits(text)
    #expect(traits.hasSubstance)
    #expect(!traits.isAutomaticReply)
  }
}
