import Testing
import TextAnalysis
import Transcripts

@Suite struct MoodTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let table: [(String, Mood)] = [
    ("这个⟦保本⟧吗", .question), ("这个⟦保本⟧？", .question), ("这不就是⟦稳赚⟧的吗", .question), ("⟦保本⟧呢", .question),
    ("是不是⟦保本⟧", .question), ("能不能⟦退款⟧", .question),
    ("请问⟦保本⟧", .question), ("为什么不⟦保本⟧", .question), ("⟦保本⟧么", .question), ("什么是⟦保本⟧?", .question),
    ("有没有⟦优惠⟧", .question), ("⟦保本⟧吗。", .question),
    ("是否可以⟦退款⟧", .question), ("会不会⟦亏⟧", .question), ("⟦退款⟧可以吗！", .question), ("怎么办⟦退款⟧", .question),
    ("您要⟦退款⟧吗~", .question), ("可不可以⟦退⟧", .question),
    ("Is it ⟦guaranteed⟧?", .question), ("is it ⟦guaranteed⟧", .question), ("can you ⟦refund⟧ me", .question),
    ("why is it not ⟦refunded⟧", .question), ("⟦Refund⟧?", .question),
    ("what is the ⟦refund⟧ policy", .question), ("Do you ⟦guarantee⟧ it?\"", .question),
    ("how do I get a ⟦refund⟧", .question),
    ("这个⟦保本⟧", .statement), ("⟦保本⟧的。您要买吗？", .statement), ("没什么⟦保本⟧的", .statement), ("我不知道是不是⟦保本⟧", .statement),
    ("还没⟦到账⟧呢", .statement), ("⟦等⟧着呢", .statement),
    ("我帮您核实是不是⟦保本⟧", .statement), ("您好吗？这个⟦保本⟧", .statement), ("⟦保本⟧吧", .statement), ("那么⟦保本⟧", .statement),
    ("就这么⟦保本⟧", .statement), ("⟦退款⟧已经到账了！", .statement),
    ("It is ⟦guaranteed⟧.", .statement), ("Can you hear me? It is ⟦guaranteed⟧.", .statement),
    ("I can ⟦refund⟧ you", .statement), ("what a ⟦refund⟧", .statement),
    ("you can ⟦refund⟧ it", .statement), ("Yes, it is ⟦refunded⟧", .statement),
    ("that is why it is ⟦refunded⟧", .statement), ("无论是不是会员都⟦保本⟧", .statement),
    ("⟦保本⟧，请放心", .statement), ("⟦退款⟧了吗？还没到", .question), ("多么⟦好⟧么", .question), ("⟦好⟧的", .statement),
    ("要看是不是⟦会员⟧", .statement), ("the ⟦refund⟧ is done!", .statement),
  ]

  @Test(arguments: table) func mood(_ marked: String, _ expected: Mood) {
    let turn = MarkedTurn(marked, folder: folder)
    #expect(Mood.mood(ofSentenceAround: turn.hit, in: turn.turn, of: turn.folded) == expected)
  }

  static let sentences: [(String, [String])] = [
    ("您好。请问有什么可以帮您？", ["您好。", "请问有什么可以帮您?"]), ("好的！！没问题", ["好的!!", "没问题"]), ("价格是3.50元。谢谢", ["价格是3.50元。", "谢谢"]),
    ("Mr. Smith paid $3.5. Thanks.", ["mr. smith paid $3.5.", "thanks."]), ("等等……好", ["等等......", "好"]),
    ("a\nb", ["a", "b"]), ("", []), ("。。", ["。。"]),
    ("他说：“好。”然后走了", ["他说:“好。”", "然后走了"]), ("see www.example.com for more", ["see www.example.com for more"]),
    ("e.g. this one. ok", ["e.g. this one.", "ok"]),
    ("one; two；three", ["one;", "two;", "three"]), ("v1.2.3 is out. Update", ["v1.2.3 is out.", "update"]),
    ("Hi! How are you? Fine.", ["hi!", "how are you?", "fine."]),
    ("第1.条", ["第1.条"]), ("J. Doe called", ["j. doe called"]), ("  空格  。 后面 ", ["空格  。", "后面"]), ("no end", ["no end"]),
    ("wait... what", ["wait...", "what"]),
  ]

  @Test(arguments: sentences) func splits(_ text: String, _ expected: [String]) {
    var folded = FoldedText()
    folder.fold(conversation([text]), into: &folded)
    let ranges = Sentences.ranges(in: folded.turnRange(0), of: folded)
    #expect(ranges.map { folded.string(in: $0) } == expected)
  }
}
