import Testing
import TextAnalysis
import Transcripts

@Suite struct RedactorTests {
  static func conversation(_ texts: [String]) -> Conversation {
    var conversation = Conversation()
    for text in texts { conversation.append(Turn(start: 0, end: 0, role: .customer), text: text.utf8) }
    return conversation
  }

  @Test(arguments: [
    ("我叫张伟，手机13800138000", "我叫[姓名]，手机[手机]", "我叫张*，手机138******00"),
    ("卡号6222 0212 3456 7890 128", "卡号[银行卡]", "卡号**** **** **** ***0 128"),
    ("密码是Abc@123", "密码是[密码]", "密码是[密码]"), ("a@b.com 😀 13800138000", "[邮箱] 😀 [手机]", "*@b.com 😀 138******00"),
    ("没有", "没有", "没有"),
  ])
  func replaces(_ text: String, _ label: String, _ mask: String) throws {
    var labelled = Self.conversation([text, "好"])
    try Redactor(.label(chinese: true)).redact(&labelled)
    #expect(labelled.string(of: labelled.turns[0]) == label)
    #expect(labelled.string(of: labelled.turns[1]) == "好")
    var masked = Self.conversation([text])
    try Redactor(.mask).redact(&masked)
    #expect(masked.string(of: masked.turns[0]) == mask)
  }

  @Test func equalValuesGetEqualPseudonymsUnderOneKeyOnly() throws {
    func pseudonym(_ text: String, _ key: UInt8) throws -> String {
      var conversation = Self.conversation([text])
      try Redactor(.pseudonym(try PseudonymKey(Array(repeating: key, count: 32)))).redact(&conversation)
      return conversation.string(of: conversation.turns[0])
    }
    #expect(try pseudonym("138 0013 8000", 1) == pseudonym("+8613800138000", 1))
    #expect(try pseudonym("13800138000", 1) != pseudonym("13800138001", 1))
    #expect(try pseudonym("13800138000", 1) != pseudonym("13800138000", 2))
    #expect(try pseudonym("13800138000", 1).contains("mobile:"))
    #expect(throws: ToolError.self) { try PseudonymKey([1, 2, 3]) }
  }

  @Test func coversWithoutMovingAnything() throws {
    let conversation = Self.conversation(["我叫张伟，手机１３８００１３８０００，验证码 835221"])
    var folded = FoldedText()
    try Folder().fold(conversation, into: &folded)
    let covered = Mask.covered(conversation, folded, EntityRecognizer().entities(in: conversation, folded))
    #expect(covered.count == conversation.text.count)
    #expect(String(decoding: covered, as: UTF8.self) == "我叫张＊，手机１３８＊＊＊＊＊＊００，验证码 ******\n")
  }

  @Test func theCustomersNameAndMetadataGoToo() throws {
    var conversation = Self.conversation(["你好"])
    conversation.participants = [Participant(id: "13800138000", role: .customer, name: "王小二")]
    conversation.metadata.append("phone", .string("13900139000"))
    conversation.metadata.append("card", .integer(4_111_111_111_111_111))
    conversation.metadata.append("product", .string("信用卡"))
    try Redactor(.label(chinese: true)).redact(&conversation)
    #expect(conversation.participants == [Participant(id: "[手机]", role: .customer, name: "[姓名]")])
    #expect(conversation.metadata["phone"] == .string("[手机]"))
    #expect(conversation.metadata["card"] == .string("[银行卡]"))
    #expect(conversation.metadata["product"] == .string("信用卡"))
  }

  @Test func redactingTwiceIsRedactingOnce() throws {
    var once = Self.conversation(["我叫张伟，手机13800138000，身份证11010519491231002X，密码是Abc@123，京A12345"])
    let redactor = try Redactor(.label(chinese: true))
    redactor.redact(&once)
    var twice = once
    redactor.redact(&twice)
    #expect(once.text == twice.text)
  }
}
