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
    return counter.top(100, minimum: minimum)
  }

  /// Wordings that are one question.
  @Test(arguments: [
    ["怎么退款？", "怎么退款?", "怎么退款 ？", "请问怎么退款？", "您好，请问怎么退款？", "怎麼退款？"],
    ["运费多少？", "你好，运费多少？", "我想问一下运费多少？", "那运费多少？"],
    ["How much is shipping?", "how much is shipping?", "Hello, how much is shipping?", "HOW MUCH IS SHIPPING??"],
    ["满１００减多少？", "满100减多少？"],
  ])
  func joins(_ wordings: [String]) throws {
    let found = try top(wordings.enumerated().map { talk("c\($0)", [(.customer, $1)]) })
    #expect(found.map(\.count) == [wordings.count], "\(found.map(\.wording))")
  }

  /// Wordings that are different questions.
  @Test(arguments: [
    ["怎么退款？", "怎么退货？"], ["history of orders?", "story of orders?"], ["几点开门？", "几点关门？"],
    ["What is plan 1?", "What is plan 2?"],
  ])
  func keepsApart(_ wordings: [String]) throws {
    let found = try top(wordings.enumerated().map { talk("c\($0)", [(.customer, $1)]) })
    #expect(found.count == wordings.count)
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
    var generator = SeededGenerator(seed: 7)
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
    #expect(counter.top(1, minimum: 1).count == 1)
    #expect(counter.top(0).isEmpty)
  }
}
