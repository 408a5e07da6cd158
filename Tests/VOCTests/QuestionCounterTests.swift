import Statistics
import TestSupport
import Testing
import Transcripts
import VOC

@Suite struct QuestionCounterTests {
  /// A conversation of `role: text` lines.
  private func talk(_ id: String, _ lines: [(Role, String)], automatic: Set<Int> = []) -> Conversation {
    var conversation = Conversation()
    conversation.id = id
    for (index, line) in lines.enumerated() {
      let flags: TurnFlags = automatic.contains(index) ? .automatic : []
      conversation.append(Turn(start: 0, end: 0, role: line.0, flags: flags), text: line.1.utf8)
    }
    return conversation
  }

  private func top(_ conversations: [Conversation], minimum: Int = 1) throws -> [RepeatedQuestion] {
    var counter = try QuestionCounter()
    for conversation in conversations { counter.add(conversation) }
    return counter.report(100, minimum: minimum).questions
  }

  /// Wordings that are one question.
  @Test(arguments: [
    ["怎么退款？", "怎么退款?", "怎么退款 ？", "请问怎么退款？", "您好，请问怎么退款？", "怎麼退款？"],
    ["运费多少？", "你好，运费多少？", "我想问一下运费多少？", "那运费多少？"],
    ["How much is shipping?", "how much is shipping?", "Hello, how much is shipping?", "HOW MUCH IS SHIPPING??"],
    ["满１００减多少？", "满100减多少？"],
    ["我怎么开发票？", "怎么开发票呢", "请问怎么开发票啊？", "麻烦问一下我们怎么开发票？"],
    ["七天内能退吗？", "七天内能退么", "请问七天内能退吗"],
    ["How do I reset my PIN?", "how do I reset the PIN please?", "So how do I just reset my PIN?"],
  ])
  func joins(_ wordings: [String]) throws {
    let found = try top(wordings.enumerated().map { talk("c\($0)", [(.customer, $1)]) })
    #expect(found.map(\.count) == [wordings.count], "\(found.map(\.wording))")
  }

  /// Wordings that are different questions.
  @Test(arguments: [
    ["怎么退款？", "怎么退货？"], ["history of orders?", "story of orders?"], ["几点开门？", "几点关门？"],
    ["What is plan 1?", "What is plan 2?"], ["能退吗？", "不能退吗？"], ["满100减多少？", "满200减多少？"], ["多少元起送？", "多少件起送？"],
    ["耳机怎么退？", "手机怎么退？"], ["What is my fee?", "What is your fee?"], ["我怎么联系你？", "你怎么联系我？"],
  ])
  func keepsApart(_ wordings: [String]) throws {
    let found = try top(wordings.enumerated().map { talk("c\($0)", [(.customer, $1)]) })
    #expect(found.count == wordings.count)
  }

  @Test(arguments: [
    "在吗？", "在不在？", "您好，有人吗？", "客服在吗", "可以吗？", "怎么回事？", "那就没别的办法了吗", "Are you there?", "Hello, can you help me?",
  ])
  func passesOverOpeners(_ text: String) throws {
    var counter = try QuestionCounter()
    counter.add(talk("c", [(.customer, text)]))
    #expect(counter.report(9, minimum: 1).questions.isEmpty)
    #expect(counter.report(9, minimum: 1).conversations == 0)
    #expect(counter.idle == 1)
  }

  @Test(arguments: ["好的", "谢谢您", "我要退款", "I want a refund.", "👍", ""])
  func ignoresWhatIsNoQuestion(_ text: String) throws { #expect(try top([talk("c", [(.customer, text)])]).isEmpty) }

  @Test func ignoresQuestionsOfAgents() throws {
    #expect(try top([talk("c", [(.agent, "请问有什么可以帮您？"), (.bot, "您要查什么？")])]).isEmpty)
  }

  @Test func countsAnswersOfPeopleAndBots() throws {
    let found = try top([
      talk("a", [(.customer, "怎么退款？"), (.system, "排队中"), (.agent, "订单页点退款")]),
      talk("b", [(.customer, "怎么退款？"), (.bot, "订单页点退款。")]),
      talk("c", [(.customer, "怎么退款？"), (.agent, "您稍等，系统自动回复"), (.agent, "联系商家")], automatic: [1]),
      talk("d", [(.customer, "怎么退款？"), (.customer, "还有人吗？")]),
    ])
    let question = try #require(found.first)
    #expect(question.wording == "怎么退款？")
    #expect(question.count == 4)
    #expect(question.conversations == 4)
    #expect(question.answered == 3)
    #expect(question.answers.map(\.count) == [2, 1])
    #expect(question.answers.map(\.text) == ["订单页点退款", "联系商家"])
    #expect(question.places.map(\.conversation) == ["a", "b", "c", "d"])
    #expect(question.places.allSatisfy { $0.turn == 1 })
  }

  @Test func answersEveryQuestionOfAMessage() throws {
    let found = try top([talk("a", [(.customer, "怎么退款？多久到账？"), (.agent, "三天内到账")])])
    #expect(found.map(\.answered) == [1, 1])
  }

  @Test func countsConversationsOnce() throws {
    let found = try top([talk("a", [(.customer, "几点开门？"), (.customer, "几点开门？")])])
    #expect(found.first?.count == 2)
    #expect(found.first?.conversations == 1)
    #expect(found.first?.places.map(\.turn) == [1, 2])
  }

  @Test func skipsTurnsThatAreNone() throws {
    var conversation = talk("a", [(.customer, "几点开门？"), (.customer, "几点关门？")])
    conversation.turns[0].visibility = .internal
    let found = try top([conversation])
    #expect(found.map(\.wording) == ["几点关门？"])
    #expect(found.first?.places.map(\.turn) == [1])
  }

  @Test func doesNotDependOnTheOrder() throws {
    let wordings = ["怎么退款？", "请问怎么退款？", "怎么退款", "运费多少？", "运费多少", "几点开门？"]
    let talks = wordings.enumerated().map { talk("c\($0)", [(.customer, $1), (.agent, "答\($0 % 2)")]) }
    let reference = try top(talks)
    var generator = TestSupport.SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let found = try top(talks.shuffled(using: &generator))
      #expect(found.map(\.wording) == reference.map(\.wording))
      #expect(found.map(\.answers) == reference.map(\.answers))
      #expect(found.map(\.count) == reference.map(\.count))
    }
  }

  @Test func listsFromTheMinimumUp() throws {
    let talks = ["几点开门？", "几点开门？", "几点关门？"].enumerated().map { talk("\($0)", [(.customer, $1)]) }
    #expect(try top(talks, minimum: 2).map(\.wording) == ["几点开门？"])
    var counter = try QuestionCounter()
    for talk in talks { counter.add(talk) }
    #expect(counter.total == 3)
    #expect(counter.overflow == 0)
    #expect(counter.report(1, minimum: 1).questions.count == 1)
    #expect(counter.report(0).questions.isEmpty)
  }

  @Test func passesOverGreetingsAndHoldMessagesAsAnswers() throws {
    let found = try top([
      talk(
        "a",
        [
          (.customer, "怎么退款？"), (.agent, "您好！"), (.agent, "请稍等，马上为您处理"), (.agent, "您好，很高兴为您服务，请问有什么可以帮您？"),
          (.agent, "订单页点退款"),
        ])
    ])
    #expect(found.first?.answers.map(\.text) == ["订单页点退款"])
  }

  @Test func findsTheAnswerThatWorks() throws {
    func ask(_ id: String, _ answer: String, _ reply: String) -> Conversation {
      talk(id, [(.customer, "怎么退款？"), (.agent, answer), (.customer, reply)])
    }
    let found = try top([
      ask("a", "请咨询商家", "没解决"), ask("b", "请咨询商家", "商家不理我"), ask("c", "请咨询商家", "谢谢"), ask("d", "请咨询商家", "还没弄好了"),
      ask("e", "订单页点退款", "好的，谢谢您"), ask("f", "订单页点退款。", "可以了"), ask("g", "订单页点退款", "太好了，解决了"),
    ])
    let question = try #require(found.first)
    #expect(question.answers.map(\.count) == [4, 3])
    #expect(question.answers.map(\.success.successes) == [1, 3])
    #expect(question.best?.text == "订单页点退款")
    #expect(question.best?.success.interval()?.low ?? 0 > 0.4)
  }

  @Test func aHighRatingIsAGoodSign() throws {
    var rated = talk("a", [(.customer, "怎么退款？"), (.agent, "订单页点退款")])
    #expect(try top([rated]).first?.best == nil)
    rated.metadata["rating"] = .integer(5)
    #expect(try top([rated]).first?.best == nil, "what was given once says nothing")
    #expect(try top([rated, rated]).first?.best?.success.successes == 2)
    rated.metadata["rating"] = .integer(2)
    #expect(try top([rated, rated]).first?.best == nil)
  }

  /// What a customer and an agent say, and whether a page would have saved the contact.
  @Test(arguments: [
    ([(Role.customer, "您好"), (.customer, "怎么开发票？"), (.agent, "订单页点开票"), (.customer, "好的谢谢")], 1),
    ([(.customer, "怎么开发票？"), (.agent, "请提供订单号，我帮您查一下"), (.customer, "好的"), (.agent, "已经开好")], 0),
    ([(.customer, "怎么开发票？"), (.agent, "订单页点开票"), (.customer, "你们太差了，我要投诉到消协")], 0),
    ([(.customer, "怎么开发票？我的订单号2024030911"), (.agent, "订单页点开票")], 0),
    ([(.customer, "怎么开发票？"), (.customer, "谢谢")], 0),
    ([(.customer, "怎么开发票？"), (.agent, "订单页点开票"), (.customer, "抬头写什么？"), (.agent, "写公司名")], 1),
    (
      [(.customer, "How do I get an invoice?"), (.bot, "Open the order and choose Invoice."), (.customer, "thanks")], 1
    ),
    ([(.customer, "How do I get an invoice?"), (.agent, "Can you confirm your order number?")], 0),
  ]) func countsContactsAPageWouldSave(_ lines: [(Role, String)], _ expected: Int) throws {
    var counter = try QuestionCounter()
    counter.add(talk("a", lines))
    let report = counter.report(9, minimum: 1)
    #expect(report.conversations == 1)
    #expect(report.savable == expected)
    // With two questions the contact is saved only by both: none of them counts it alone.
    #expect(report.questions.map(\.savable).reduce(0, +) == (report.questions.count == 1 ? expected : 0))
  }

  @Test func savesOnlyWithEveryQuestionListed() throws {
    var counter = try QuestionCounter()
    counter.add(talk("a", [(.customer, "怎么开发票？"), (.agent, "订单页点开票")]))
    counter.add(talk("b", [(.customer, "怎么开发票？抬头写什么？"), (.agent, "订单页点开票，写公司名")]))
    #expect(counter.report(9, minimum: 1).savable == 2)
    #expect(counter.report(1, minimum: 1).savable == 1)
    #expect(counter.report(9, minimum: 2).savable == 1)
    #expect(counter.report(9, minimum: 2).questions.map(\.savable) == [1])
  }
}
