import Testing
import TextAnalysis

@Suite struct TextCoreTests {
  private func core(_ text: String, values: Bool = false) -> TextCore {
    var extractor = TermExtractor()
    let bytes = Array(text.utf8)
    extractor.read(bytes, grams: false)
    return TextCore(extractor, values: values ? bytes : nil)
  }

  /// A long text of the first so many of a list of words.
  private static let words = [
    "快递", "包裹", "退款", "发票", "密码", "登录", "屏幕", "电池", "尺码", "客服", "师傅", "会员", "地址", "质量", "价格", "赠品", "贷款", "额度", "宽带",
    "骑手",
    "门票", "耳机", "手机", "冰箱", "空调", "沙发", "床垫", "键盘", "手表", "牛奶", "面膜", "音箱", "跑鞋", "羽绒服", "平板", "行李箱",
  ]
  private static let long = words.joined(separator: "，")

  @Test(arguments: [
    ("怎么退款", "请问怎么退款呢？"), ("我怎么退款", "怎么退款啊"), ("七天内能退吗", "七天内能退么"), ("快递到了没有", "你好，我的快递到了没有"),
    ("How do I reset my PIN?", "how do i reset the pin please"), ("订单3321没到", "订单9987没到"),
    (long, long + "，谢谢"), (long, long + "，求回复"), (long, "各位领导，" + long),
  ]) func isNear(_ first: String, _ second: String) {
    #expect(core(first).isNear(core(second)))
    #expect(core(second).isNear(core(first)))
  }

  /// A changed product, kind of amount, negation, order, question or person is no near-duplicate.
  @Test(arguments: [
    ("能退", "不能退"), ("可以退", "可以不退"), ("我的耳机坏了", "我的手机坏了"), ("少了200元", "少了20%"), ("扣了30元", "扣了3月"), ("退了", "退了吗"),
    ("我给你打电话", "你给我打电话"), ("what is my fee", "what is your fee"), ("transfer to savings", "transfer from savings"),
    ("I can log in", "I can't log in"), ("先付款再发货", "先发货再付款"), ("怎么退款", "怎么退货"), ("会员可以取消", "会员可以开通"),
    (long, long.replacing("耳机", with: "投影仪")), (long, long.replacing("耳机", with: "蓝牙耳机")), (long, "不是" + long),
    (long, long + "，现在取消"), (long, long + long), ("", ""), ("的", "了"),
  ]) func isAnotherMatter(_ first: String, _ second: String) {
    #expect(!core(first).isNear(core(second)))
    #expect(!core(second).isNear(core(first)))
  }

  @Test func digitsCountIfWanted() {
    #expect(core("满100减多少").isNear(core("满200减多少")))
    #expect(!core("满100减多少", values: true).isNear(core("满200减多少", values: true)))
    #expect(core("满100减多少", values: true).isNear(core("请问满100减多少呢", values: true)))
  }

  @Test func simhashesOfLongNearDuplicatesDifferInFewBits() throws {
    let first = try #require(core(Self.long).simhash)
    let second = try #require(core(Self.long + "，求回复").simhash)
    #expect((first ^ second).nonzeroBitCount <= 8)
    #expect(core("怎么退款").simhash == nil)
  }
}
