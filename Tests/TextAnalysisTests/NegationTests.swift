import Testing
import TextAnalysis
import Transcripts

@Suite struct NegationTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// Sentences with the hit marked, and whether it is negated.
  static let chinese: [(String, Bool)] = [
    ("我们不能承诺⟦保本⟧", true), ("不⟦保本⟧的", true), ("这款产品不是⟦保本⟧的", true), ("我们从不承诺⟦保本⟧", true), ("并非⟦保本⟧产品", true),
    ("非⟦保本⟧浮动收益", true),
    ("请勿相信⟦稳赚不赔⟧的宣传", true), ("严禁承诺⟦保本⟧", true), ("没有⟦保本⟧的产品", true), ("没有任何产品是⟦保本⟧的", true), ("无法保证⟦零风险⟧", true),
    ("不能向任何客户承诺任何形式的⟦保本⟧", true), ("不能承诺保本、⟦保息⟧", true), ("虽不能承诺⟦保本⟧，但从没亏过", true), ("理财不等于⟦保本⟧", true),
    ("别听人说⟦稳赚⟧", true), ("我们未承诺⟦保本⟧", true), ("绝不会⟦稳赚不赔⟧", true), ("不得承诺⟦收益⟧", true), ("⟦稳赚不赔⟧是不可能的", true),
    ("⟦保本⟧是没有的", true),
    ("⟦保本⟧的说法是不对的", true), ("您刚才说的\"⟦稳赚⟧\"是不存在的", true), ("⟦稳赚不赔⟧，那是不可能的", true), ("⟦保本⟧我们做不到", true),
    ("⟦保本⟧这种承诺是违规的", true),
    ("我們不能承諾⟦保本⟧", true), ("不保证⟦保本⟧", true), ("目前没有⟦优惠⟧", true), ("您的账户没有被⟦冻结⟧", true), ("理財非⟦存款⟧", true),
    ("⟦保本⟧没有的事", true),
    ("这个我看不到的～⟦自己想办法⟧", false), ("这个我看不到的 ⟦自己想办法⟧", false), ("这个我看不到的😅⟦自己想办法⟧", false),
    ("这个我看不到的——⟦自己想办法⟧", false), ("we never see it :) ⟦those other brands⟧ sell junk", false),
    ("不能 ⟦guarantee⟧ 保本", true),
    ("虽不能承诺保本，但⟦从没亏过⟧", false), ("这不就是⟦稳赚⟧的吗", false), ("老客户都说⟦稳赚不赔⟧", false), ("没有不⟦保本⟧的", false), ("不得不⟦退款⟧", false),
    ("不能不⟦退款⟧", false), ("不仅⟦保本⟧，还有收益", false), ("不但⟦保本⟧而且高息", false), ("没问题，⟦保本⟧", false), ("没问题⟦保本⟧的", false),
    ("非常⟦保本⟧", false),
    ("无论如何都⟦保本⟧", false), ("不管怎样都⟦保本⟧", false), ("特别⟦保本⟧", false), ("别人家也⟦保本⟧", false), ("未来⟦稳赚⟧", false),
    ("是不是⟦保本⟧", false),
    ("能不能⟦退款⟧", false), ("有没有⟦保本⟧的", false), ("不是存款，但是⟦保本⟧", false), ("不是存款而是⟦保本⟧理财", false), ("您放心，⟦保本⟧", false),
    ("不好意思⟦保本⟧产品卖完了", false), ("这不是⟦稳赚⟧的吗？", false), ("难道不⟦保本⟧吗", false), ("只要不提前支取就⟦保本⟧", false), ("不用担心⟦保本⟧的", false),
    ("不知道您买的⟦保本⟧产品到期没有", false), ("⟦保本⟧不保息", false), ("不会亏，⟦保本⟧", false), ("⟦保本⟧产品亏损是不可能的", false), ("会不会⟦亏损⟧", false),
    ("不错，⟦保本⟧", false), ("不断⟦盈利⟧", false), ("⟦保本⟧不是不可能吗", false), ("要不您买⟦保本⟧的", false), ("好不好⟦退款⟧", false),
    ("并非不⟦保本⟧", false),
  ]

  static let english: [(String, Bool)] = [
    ("We do not offer ⟦guaranteed returns⟧", true), ("we cannot ⟦guarantee⟧ returns", true),
    ("We can't ⟦guarantee⟧ that", true), ("we can’t ⟦guarantee⟧ that", true),
    ("There is no ⟦guaranteed return⟧", true), ("never a ⟦guaranteed return⟧", true), ("without any ⟦guarantee⟧", true),
    ("It isn't ⟦guaranteed⟧.", true),
    ("we are unable to ⟦refund⟧ you", true), ("nobody can ⟦guarantee⟧ this", true),
    ("⟦guaranteed returns⟧ are not possible", true), ("a ⟦guaranteed return⟧ does not exist", true),
    ("⟦Guaranteed returns⟧? That is not possible", false), ("⟦guaranteed return⟧, that is not true", true),
    ("I won't give you a ⟦refund⟧", true), ("neither ⟦refund⟧ nor credit", true),
    ("We refuse to ⟦refund⟧ it", true), ("It is not ⟦refundable⟧", true), ("you don't get a ⟦refund⟧", true),
    ("not a ⟦guarantee⟧", true), ("it is hardly ⟦guaranteed⟧", true),
    ("dont expect a ⟦refund⟧", true), ("we have never had a ⟦loss⟧", true), ("rather than a ⟦refund⟧", true),
    ("prohibited from promising ⟦returns⟧", true), ("it is not a ⟦refund⟧, it is credit", true),
    ("Yes, ⟦guaranteed returns⟧", false), ("not only a ⟦guaranteed return⟧ but a bonus", false),
    ("no problem ⟦guaranteed return⟧", false), ("No, it is ⟦guaranteed⟧", false),
    ("It is not a deposit but a ⟦guaranteed return⟧", false), ("we can't promise a date; however ⟦guaranteed⟧", false),
    ("isn't it ⟦guaranteed⟧?", false),
    ("no doubt it is ⟦guaranteed⟧", false), ("don't worry it is ⟦guaranteed⟧", false), ("It is ⟦guaranteed⟧.", false),
    ("not without a ⟦guarantee⟧", false), ("I know this is ⟦guaranteed⟧", false),
    ("⟦guaranteed returns⟧ are not affected by the market", false), ("without a doubt a ⟦guaranteed return⟧", false),
    ("if you do not cancel then it is ⟦guaranteed⟧", false),
    ("a notice about ⟦guaranteed returns⟧", false), ("cannot but ⟦agree⟧", false),
    ("don't hesitate to ask for a ⟦refund⟧", false), ("now ⟦guaranteed⟧", false),
    ("no matter what it is ⟦guaranteed⟧", false), ("You will not lose money because it is ⟦guaranteed⟧", false),
    ("do not forget your ⟦refund⟧", false),
    ("never mind the ⟦refund⟧", false), ("why not get a ⟦refund⟧", false), ("whether or not it is ⟦guaranteed⟧", false),
    ("nothing but ⟦guaranteed returns⟧", false),
  ]

  @Test(arguments: chinese + english) func negation(_ marked: String, _ expected: Bool) {
    let turn = MarkedTurn(marked, folder: folder)
    #expect(Negation.isNegated(hit: turn.hit, in: turn.turn, of: turn.folded) == expected)
  }
}
