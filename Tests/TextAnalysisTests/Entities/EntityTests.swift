import Statistics
import Testing
import TextAnalysis
import Transcripts

/// Personal data found in talk, and what looks like it and is none.
@Suite struct EntityTests {
  /// A reader of turns; making a folder takes longer than folding.
  struct Reader {
    let folder: Folder
    let recognizer = EntityRecognizer()

    init() throws { folder = try Folder() }

    /// The entities of turns as `kind:original text`.
    func entities(_ turns: [(Role, String)], named name: String? = nil) -> [String] {
      var conversation = Conversation()
      conversation.participants = [Participant(id: "p", role: .customer, name: name)]
      for (role, text) in turns { conversation.append(Turn(start: 0, end: 0, role: role), text: text.utf8) }
      var folded = FoldedText()
      folder.fold(conversation, into: &folded)
      return recognizer.entities(in: conversation, folded).map { entity in
        let parts = entity.parts.map { conversation.string(in: folded.original($0)) }
        return "\(entity.kind.rawValue):\(parts.joined(separator: "+"))"
      }
    }
  }

  static func entities(_ turns: [(Role, String)], named name: String? = nil) throws -> [String] {
    try Reader().entities(turns, named: name)
  }

  static func entities(_ text: String) throws -> [String] { try entities([(.customer, text)]) }

  @Test(arguments: [
    ("手机138 0013 8000", ["mobile:138 0013 8000"]), ("打138-0013-8000", ["mobile:138-0013-8000"]),
    ("打１３８００１３８０００", ["mobile:１３８００１３８０００"]), ("+86 13800138000", ["mobile:+86 13800138000"]),
    ("008613800138000", ["mobile:008613800138000"]), ("1380\u{200B}0138000", ["mobile:1380\u{200B}0138000"]),
    ("幺三八零零幺三八零零零", ["mobile:幺三八零零幺三八零零零"]),
    (
      "it's one three eight double zero one three eight zero zero zero",
      ["mobile:one three eight double zero one three eight zero zero zero"]
    ),
    ("电话0755-88881234", ["landline:0755-88881234"]), ("(010)62345678", ["landline:(010)62345678"]),
    ("call +44 20 7946 0958", ["phone:+44 20 7946 0958"]), ("call (415) 555-2671", ["phone:(415) 555-2671"]),
    ("身份证11010519491231002X", ["resident_id:11010519491231002X"]),
    ("11010519491231002x", ["resident_id:11010519491231002x"]),
    ("110105 19491231 002X", ["resident_id:110105 19491231 002X"]),
    ("卡号6222 0212 3456 7890 128", ["bank_card:6222 0212 3456 7890 128"]),
    ("4111-1111-1111-1111", ["bank_card:4111-1111-1111-1111"]),
    ("3782 822463 10005", ["bank_card:3782 822463 10005"]),
    ("税号91350100M000100Y43", ["credit_code:91350100M000100Y43"]),
    ("您好，913101154227333623，麻烦您", ["credit_code:913101154227333623"]),
    ("请记一下pin@qq.com谢谢", ["email:pin@qq.com"]), ("write to code.li@example.com", ["email:code.li@example.com"]),
    ("京A12345", ["plate:京A12345"]), ("粤B·D12345", ["plate:粤B·D12345"]), ("沪AD12345来了", ["plate:沪AD12345"]),
    ("护照号是E12345678", ["passport:E12345678"]), ("passport AB1234567", ["passport:AB1234567"]),
    ("写信到 zhang.wei@example.com.cn。", ["email:zhang.wei@example.com.cn"]), ("IP 192.168.1.10", ["ip:192.168.1.10"]),
    ("2001:db8::ff00:42:8329", ["ip:2001:db8::ff00:42:8329"]),
    ("GB82 WEST 1234 5698 7654 32", ["iban:GB82 WEST 1234 5698 7654 32"]),
    ("my ssn is 123-45-6789", ["ssn:123-45-6789"]), ("验证码是835221", ["code:835221"]), ("835221是您的验证码", ["code:835221"]),
    ("密码是Abc@123", ["password:Abc@123"]), ("the password is hunter22.", ["password:hunter22"]),
    ("cvv 123", ["cvv:123"]),
    ("我叫张伟", ["name:张伟"]), ("我叫李宁", ["name:李宁"]), ("这单是许志远推荐的", ["name:许志远"]),
    ("签字的是管虎,他在仓库", ["name:管虎"]), ("三个人:何炅、谢娜、吴昕", ["name:何炅", "name:谢娜", "name:吴昕"]),
    ("Kosta at the pharmacy said so", ["name:Kosta"]), ("her sister is in, Shreya!", ["name:Shreya"]),
    ("收件人：欧阳娜娜", ["name:欧阳娜娜"]), ("我是李小明", ["name:李小明"]), ("张先生您好", ["name:张"]),
    ("您好，李女士", ["name:李"]), ("my name is John Smith", ["name:John Smith"]), ("hi, i'm mike", ["name:mike"]),
    ("Mr. Johnson called", ["name:Johnson"]), ("@张三 看一下", ["name:张三"]),
    ("住在广东省深圳市南山区科技园南路18号3栋2单元501室", ["address:广东省深圳市南山区科技园南路18号3栋2单元501室"]),
    ("杭州市西湖区文三路478号华星时代广场A座1203室", ["address:杭州市西湖区文三路478号华星时代广场A座1203室"]),
    ("I live at 221B Baker Street", ["address:221B Baker Street"]),
    ("送到胸外科12楼加3床", ["address:胸外科12楼加3床"]), ("第三食堂一楼12号窗口的菜", ["address:第三食堂一楼12号窗口"]),
    ("碧水云天C3-1-1102漏水", ["address:碧水云天C3-1-1102"]), ("三十六号楼一门四零一停电", ["address:三十六号楼一门四零一"]),
    ("阿拉善左旗巴彦浩特镇额鲁特东路8号", ["address:阿拉善左旗巴彦浩特镇额鲁特东路8号"]), ("友谊农场五分场二队", ["address:友谊农场五分场二队"]),
    ("解放路和中山路交叉口堵车", ["address:解放路和中山路交叉口"]), ("建材市场西区8排16号", ["address:建材市场西区8排16号"]),
    ("绕城高速K35+200处", ["address:绕城高速K35+200处"]), ("家住8-2-1603", ["address:8-2-1603"]),
    ("its forty two sheldon road ok", ["address:forty two sheldon road"]),
    ("send to PO Box 9, Station Main, Regina SK S4P 3Y2", ["address:PO Box 9, Station Main, Regina SK S4P 3Y2"]),
    ("the tv is at flat 3 rosewood court", ["address:flat 3 rosewood court"]),
  ])
  func isFound(_ text: String, _ expected: [String]) throws { #expect(try Self.entities(text) == expected) }

  @Test(arguments: [
    "订单号6222021234567890128", "王老吉一箱多少罐", "李先生牛肉面漏了", "Transferred from Charles Schwab on Monday",
    "the Billy bookcase came broken", "订单号913101154227333623", "运单SF1234567890123", "时间戳1732600000000",
    "20241115123456789012",
    "110105194912310021",
    "4111111111111112", "尾号8000", "版本1.2.3.4", "v10.2.3.4", "192.168.1.300", "10:22:33", "价格13,800,138元",
    "请勿把验证码告诉任何人", "密码错误", "my password is wrong", "一位先生打来", "这位女士", "我是高级会员", "我是平安的客户", "周末来可以吗",
    "马上处理", "Dear Customer", "I'm Not happy", "This is Ridiculous", "国贸路口等你", "路上堵车3号才到", "现在是12号楼没电", "我家在朝阳区",
    "order 1234-13800138000-22", "2024-01-15", "先生您贵姓", "请到3号窗口办理", "二楼餐厅在哪", "高铁8车12F",
    "电影票6排12座", "取件码8-2-1603", "2024-01-15到2024-02-20", "10楼评论", "我在上海市浦东新区", "电梯到5层不停", "one more street",
    "a ten minute drive",
    "gb82 west 1234 5698 7654 33", "400-800-8888",
  ])
  func isNoPersonalData(_ text: String) throws { #expect(try Self.entities(text) == []) }

  @Test func numbersMaySpreadOverMessagesOfOneSpeaker() throws {
    #expect(
      try Self.entities([(.customer, "手机138"), (.customer, "0013"), (.agent, "嗯"), (.customer, "8000")])
        == ["mobile:138+0013+8000"])
    #expect(try Self.entities([(.customer, "手机138"), (.agent, "00138000")]) == [])
    #expect(
      try Self.entities([(.customer, "身份证110105"), (.customer, "19491231002X")]) == ["resident_id:110105+19491231002X"])
  }

  @Test func aBareAnswerIsWhatWasAskedFor() throws {
    #expect(try Self.entities([(.agent, "请报一下验证码"), (.customer, "339021")]) == ["code:339021"])
    #expect(try Self.entities([(.agent, "请问订单号是多少"), (.customer, "6222021234567890128")]) == [])
    #expect(try Self.entities([(.agent, "安全码是多少"), (.customer, "是123")]) == ["cvv:123"])
    #expect(try Self.entities([(.agent, "您要几个"), (.customer, "339021")]) == [])
  }

  @Test func theRecordsOwnNameIsFoundEverywhere() throws {
    #expect(try Self.entities([(.agent, "赵敏敏，您的包裹到了")], named: "赵敏敏") == ["name:赵敏敏"])
    #expect(try Self.entities([(.agent, "Hello jane doe!")], named: "Jane Doe") == ["name:jane doe"])
    #expect(try Self.entities([(.agent, "客户您好")], named: "客户") == [])
  }

  @Test func chineseWithoutSpacesAndManyAtOnce() throws {
    #expect(
      try Self.entities("我叫张伟电话13800138000身份证11010519491231002X")
        == ["name:张伟", "mobile:13800138000", "resident_id:11010519491231002X"])
  }

  @Test func timeGrowsInStepWithLength() throws {
    // Long runs of digits, of spaces between digits, and of cues: done, not counted in seconds.
    for text in [
      String(repeating: "1", count: 1 << 20), String(repeating: "1 ", count: 1 << 19),
      String(repeating: "我叫", count: 1 << 17),
    ] {
      _ = try Self.entities(text)
    }
  }

  /// A million characters of names in one turn: each is found, and no pair of them is compared.
  @Test(arguments: [("Anna Bell said so. ", "name:Anna Bell"), ("我叫张伟，", "name:张伟")])
  func aTurnFullOfNames(_ text: String, _ name: String) throws {
    let count = 1 << 16
    let found = try Self.entities(String(repeating: text, count: count))
    #expect(found.count == count && found.allSatisfy { $0 == name })
  }
}
