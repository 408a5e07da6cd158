import Testing
import TextAnalysis
import Transcripts

@Suite struct EchoTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// The customer's messages, the agent's messages, the word hit in the last one, and whether it is an echo.
  static let table: [([String], [String], String, Bool)] = [
    (["你们是不是稳赚不赔"], ["是不是稳赚不赔，对吗"], "稳赚不赔", true), (["我要退款"], ["您要退款"], "退款", true),
    (["我的账户被冻结了"], ["账户被冻结了是吧"], "冻结", true),
    (["退款", "我买的手机"], ["买的手机退款"], "退款", true), (["我要退款"], ["好的", "您要退款"], "退款", true),
    (["I want a refund"], ["you want a refund"], "refund", true),
    (["保本吗"], ["保本"], "保本", true), (["稳赚？"], ["稳赚？"], "稳赚", true), (["我想投诉你们"], ["您想投诉你们"], "投诉", true),
    (["是零风险的吗"], ["零风险的吗"], "零风险", true), (["my card is blocked"], ["your card is blocked"], "blocked", true),
    (["我要退货退款"], ["退货退款是吗"], "退款", true),
    (["安全吗"], ["放心，零风险，稳赚不赔"], "稳赚不赔", false), (["保本吗"], ["这款产品由银行担保，绝对保本保息，随时可以赎回"], "保本", false),
    (["你好"], ["我们保本"], "保本", false),
    (["收益多少"], ["收益稳定，每年百分之八，稳赚"], "稳赚", false), ([], ["稳赚不赔"], "稳赚不赔", false),
    (["refund?"], ["our policy is a full refund within thirty days of purchase"], "refund", false),
    (["我要退款"], ["退款不行，但我们可以给您更换一台全新的机器"], "退款", false), (["稳赚吗", ""], ["我们的产品连续十年稳赚，从来没有让客户失望过"], "稳赚", false),
    (["好"], ["好的，您放心，保本"], "保本", false), (["不保本我就不买"], ["放心放心，一定给您保本保息的呀"], "保本", false),
    (["is it safe"], ["it is guaranteed"], "guaranteed", false),
    (["hello"], ["refund"], "refund", false), (["你们能保证收益吗"], ["我们承诺年化收益百分之八起步"], "收益", false),
  ]

  @Test(arguments: table) func echo(_ customer: [String], _ agent: [String], _ word: String, _ expected: Bool) throws {
    let conversation = conversation(customer.map { (.customer, $0) } + agent.map { (.agent, $0) })
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    let turn = conversation.turns.count - 1
    let hit = try #require(range(of: word, turn: turn, in: folded, folder))
    #expect(Echo.isEcho(hit: hit, turn: turn, conversation: conversation, folded: folded) == expected)
  }

  static let boundaries: [(String, Bool, Bool)] = [
    ("⟦car⟧ loan", true, true), ("s⟦car⟧", false, false), ("⟦car⟧d", false, false), ("my ⟦car⟧.", true, true),
    ("⟦保本⟧", true, true), ("确⟦保本⟧月到账", true, false),
    ("这是⟦银行⟧卡", true, true), ("⟦vip⟧客户", true, true), ("加⟦v⟧信", true, true), ("⟦v⟧2", false, false),
    ("⟦refund⟧s", false, false), ("é⟦a⟧", false, false), ("⟦12⟧3", false, false),
    ("我们⟦喜欢⟧你", true, true), ("⟦hello world⟧!", true, true),
  ]

  @Test(arguments: boundaries) func wordBoundary(_ marked: String, _ auto: Bool, _ word: Bool) throws {
    let turn = MarkedTurn(marked, folder: folder)
    let boundary = try WordBoundary()
    #expect(WordBoundary.alphabeticEndsAreFree(hit: turn.hit, in: turn.turn, of: turn.folded) == auto)
    for _ in 0..<2 {
      #expect(boundary.bothEndsOnBoundary(hit: turn.hit, in: turn.turn, of: turn.folded) == word)
    }
  }
}
