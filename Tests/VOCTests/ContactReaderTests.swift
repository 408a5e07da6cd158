import TestSupport
import Testing
import TextAnalysis
import Transcripts
import VOC

@Suite struct ContactReaderTests {
  private func contact(_ lines: [(Role, String)], competitors: [String] = []) throws -> Contact {
    var conversation = Conversation()
    conversation.id = "c"
    for (role, text) in lines { conversation.append(Turn(start: 0, end: 0, role: role), text: text.utf8) }
    return try ContactReader(competitors: competitors).read(conversation)
  }

  @Test(arguments: [
    ("你们乱扣我的钱，必须给我退回来", ContactType.complaint), ("客服态度恶劣，我要投诉", .complaint),
    ("They charged me twice and nobody answers the phone.", .complaint),
    ("I demand a refund, this is a scam", .complaint),
    ("怎么还没发货？都三天了", .chasing), ("麻烦尽快处理一下，一直没消息", .chasing), ("Any update? I'm still waiting for my parcel.", .chasing),
    ("App 打不开，一直闪退", .fault), ("The app keeps crashing, it won't load.", .fault),
    ("建议增加夜间模式", .suggestion), ("It would be nice to have a dark mode", .suggestion),
    ("这次客服很耐心，给个好评", .praise), ("Great service, thank you so much!", .praise),
    ("帮我取消订单", .request), ("Please cancel my subscription.", .request),
    ("帮我查一下余额", .lookup), ("Could you check my balance", .lookup),
    ("请问怎么修改密码？", .question), ("How do I change my password?", .question),
    // What is only supposed or asked about is a question; a negative word alone is no complaint.
    ("如果坏了可以退吗？", .question), ("If it arrived broken, what happens?", .question),
  ])
  func tellsTypes(_ text: String, _ type: ContactType) throws {
    let mention = try #require(try contact([(.customer, text)]).mentions.first)
    #expect(mention.reading.type == type, "\(mention.reading)")
    #expect(mention.reading.confidence > 0 && mention.reading.confidence < 1)
    #expect(!mention.reading.reasons.isEmpty)
  }

  @Test(arguments: ["这个颜色不好看", "It is a bit expensive", "没有坏", "nothing was broken, all good"])
  func aNegativeWordAloneIsNoComplaint(_ text: String) throws {
    #expect(try contact([(.customer, text)]).mentions.allSatisfy { $0.reading.type != .complaint })
  }

  @Test func findsPurchaseIntentAndCompetitors() throws {
    let read = try contact(
      [(.customer, "想买这款，有货吗"), (.customer, "别家比你们便宜"), (.customer, "蓝鲸商城也有卖")], competitors: ["蓝鲸商城"])
    #expect(read.mentions.map(\.reading.hasPurchaseIntent) == [true, false, false])
    #expect(read.mentions.map(\.reading.competitor) == [nil, "*", "蓝鲸商城"])
  }

  @Test func leavesGreetingsAndAgentsOut() throws {
    let read = try contact([(.customer, "你好"), (.agent, "您好，我要投诉"), (.customer, "谢谢！"), (.customer, "  退款没到账 ")])
    #expect(read.fillers == 2)
    #expect(read.mentions.map { String(decoding: $0.text, as: UTF8.self) } == ["退款没到账"])
    #expect(read.mentions.map(\.turn) == [4])
    #expect(read.mentions.map(\.span) == [2..<7])
  }

  @Test func everySpanGivesItsWords() throws {
    let text = String(repeating: "这个快递太慢了，等了五天。😀 Still waiting! ", count: 40)
    let read = try contact([(.customer, text)])
    #expect(read.mentions.count > 40)
    let scalars = Array(text.unicodeScalars)
    for mention in read.mentions {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[mention.span])
      #expect(String(view) == String(decoding: mention.text, as: UTF8.self))
    }
  }

  @Test(arguments: ["", " ", "。。。", "😀", "a", "\u{0}"]) func bearsWhatSaysNothing(_ text: String) throws {
    #expect(try contact([(.customer, text)]).mentions.isEmpty)
  }
}
