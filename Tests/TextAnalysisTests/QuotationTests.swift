import Testing
import TextAnalysis
import Transcripts

@Suite struct QuotationTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let table: [(String, Bool)] = [
    ("您刚才说的\"⟦稳赚⟧\"是不存在的", true), ("您说的⟦保本⟧是什么产品", true), ("您刚才说“⟦稳赚不赔⟧”", true), ("您提到的⟦保本⟧我查一下", true),
    ("您问⟦保本⟧吗", true), ("你刚刚提到⟦退款⟧", true),
    ("您刚才说，⟦保本⟧", true), ("您反映的⟦冻结⟧问题", true), ("您之前说过⟦保本⟧", true), ("听您说⟦保本⟧", true), ("关于您说的「⟦稳赚⟧」", true),
    ("您一直说⟦保本⟧", true), ("您所说的⟦保本⟧", true),
    ("您認為⟦保本⟧", true), ("您刚才提到的⟦收益⟧", true), ("您说我们⟦保本⟧吗", true), ("您问到⟦收益⟧", true), ("您也说⟦保本⟧", true),
    ("你们刚才说⟦保本⟧", true), ("您刚才讲⟦保本⟧", true),
    ("you said ⟦guaranteed⟧", true), ("As you said, ⟦guaranteed returns⟧", true),
    ("You mentioned a ⟦guaranteed return⟧ earlier", true), ("you asked about ⟦refunds⟧", true),
    ("You just mentioned \"⟦guaranteed⟧\"", true), ("in your words ⟦guaranteed⟧", true), ("the ⟦x⟧ you said", false),
    ("what you described as ⟦guaranteed⟧", true),
    ("老客户都说\"⟦稳赚不赔⟧\"", false), ("老客户都说⟦稳赚不赔⟧", false), ("别人说⟦保本⟧", false), ("大家都说⟦保本⟧", false), ("我跟您说⟦保本⟧", false),
    ("跟您说过⟦保本⟧", false),
    ("您说得对，⟦保本⟧", false), ("您说的对⟦保本⟧", false), ("您放心⟦保本⟧", false), ("您说老客户都说⟦稳赚⟧", false), ("您说“好”，这个⟦保本⟧", false),
    ("⟦保本⟧，您说呢", false),
    ("您说什么⟦保本⟧", false), ("您可以说⟦保本⟧", false), ("我说⟦保本⟧", false), ("这个⟦保本⟧", false), ("您说的。⟦保本⟧", false),
    ("您刚才说要退款，我们这个⟦保本⟧", false),
    ("other customers say ⟦guaranteed⟧", false), ("customers say it is ⟦guaranteed⟧", false),
    ("I told you it is ⟦guaranteed⟧", false), ("everyone says ⟦guaranteed⟧", false),
    ("if you buy ⟦guaranteed⟧", false), ("You said hello. It is ⟦guaranteed⟧", false), ("we said ⟦guaranteed⟧", false),
    ("they say ⟦guaranteed⟧", false), ("告诉您⟦保本⟧", false),
    ("您说“收益”指的是⟦保本⟧", false), ("客户说⟦保本⟧", false), ("专家说⟦稳赚⟧", false),
  ]

  @Test(arguments: table) func quotation(_ marked: String, _ expected: Bool) {
    let turn = MarkedTurn(marked, folder: folder)
    #expect(
      Quotation.isQuoted(hit: turn.hit, in: turn.turn, of: turn.folded, speakerRole: .agent) == expected)
    #expect(!Quotation.isQuoted(hit: turn.hit, in: turn.turn, of: turn.folded, speakerRole: .customer))
  }
}
