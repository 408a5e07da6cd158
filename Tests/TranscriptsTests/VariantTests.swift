import Foundation
import TestSupport
import Testing
import Transcripts

/// Exports as strangers bring them: other column names, dialects, times and nesting, read without being told anything.
@Suite struct VariantTests {
  /// A file, and what it is: `id channel language | role participant time: text | …` a conversation.
  struct Variant: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var expected: [String]
    var file = "export.csv"
    var testDescription: String { name }
  }

  static let variants = [
    Variant(
      name: "session, ts, who, msg", text: "session,ts,who,msg\ns1,1767323045,user,hello\ns1,1767323055,agent,hi\n",
      expected: ["s1   | customer user 2026-01-02T03:04:05Z: hello | agent agent 2026-01-02T03:04:15Z: hi"]),
    Variant(
      name: "turns that start and end in milliseconds",
      text: "通话流水号,说话人,开始时间(ms),结束时间(ms),转写文本\nc1,坐席,0,1500,您好\nc1,客户,1800,2600,我要投诉\n",
      expected: ["c1   | agent 坐席 0: 您好 | customer 客户 1800: 我要投诉"]),
    Variant(
      name: "turns that start in whole seconds",
      text: "call_id,speaker,start_seconds,text\nc1,agent,0,hello\nc1,customer,3,hi\n",
      expected: ["c1   | agent agent 0: hello | customer customer 3000: hi"]),
    Variant(
      name: "turns whose start is their time",
      text:
        "通话ID,角色,开始时间,结束时间,内容\nc1,客服,2026-01-02 10:00:01,2026-01-02 10:00:02,您好\nc1,客户,2026-01-02 10:00:05,2026-01-02 10:00:09,退货\n",
      expected: ["c1   | agent  2026-01-02T10:00:01: 您好 | customer  2026-01-02T10:00:05: 退货"]),
    Variant(
      name: "a start that is the contact's",
      text: "id,start_time,role,text\nc1,2026-01-02 10:00:01,agent,a\nc1,2026-01-02 10:00:01,customer,b\n",
      expected: ["c1   | agent  : a | customer  : b"]),
    Variant(
      name: "identifiers kept as text for spreadsheets",
      text: "id,role,text\n=\"1001\",agent,a\n=\"1001\",customer,b\n'1002,agent,c\n",
      expected: ["1001   | agent  : a | customer  : b", "1002   | agent  : c"]),
    Variant(
      name: "the clerk of a shop, name before time",
      text: "张三 2026-03-01 10:00:01\n你好，在吗\n订单号:123456 2026-03-01 下的\n\n店铺:小二 2026-03-01 10:00:20\n亲，在的\n",
      expected: [
        "export   | customer 张三 2026-03-01T10:00:01: 你好，在吗⏎订单号:123456 2026-03-01 下的 | agent 店铺:小二 2026-03-01T10:00:20: 亲，在的"
      ], file: "export.txt"),
    Variant(
      name: "names in brackets behind a time",
      text: "2026-03-01 10:00:01 [客户] 在吗\n2026-03-01 10:00:05 [客服小王] 在的\n[图片]\n",
      expected: ["export   | customer 客户 2026-03-01T10:00:01: 在吗 | agent 客服小王 2026-03-01T10:00:05: 在的⏎[图片]"],
      file: "export.txt"),
    Variant(
      name: "names in brackets", text: "【客户】在吗\n【客服】在的\n【图片】请看\n【客户】退款\n",
      expected: ["export   | customer 客户 : 在吗 | agent 客服 : 在的⏎【图片】请看 | customer 客户 : 退款"], file: "export.txt"),
    Variant(
      name: "turns with other names for text and role",
      text: #"{"id":"a","turns":[{"speaker":"客服","content":"您好"},{"speaker":"客户","content":"退款"}]}"# + "\n",
      expected: ["a   | agent 客服 : 您好 | customer 客户 : 退款"], file: "export.jsonl"),
    Variant(
      name: "conversations two lists deep",
      text:
        #"{"data":{"page":1,"list":[{"sessionId":"1","msgs":[{"from":"客户","text":"在吗","time":1767323045000},{"from":"客服","text":"在","time":1767323055000}]},{"sessionId":"2","msgs":[{"from":"客户","text":"退款","time":1767323045000}]}]}}"#,
      expected: [
        "1   | customer 客户 2026-01-02T03:04:05Z: 在吗 | agent 客服 2026-01-02T03:04:15Z: 在",
        "2   | customer 客户 2026-01-02T03:04:05Z: 退款",
      ], file: "export.json"),
    Variant(
      name: "canonical records in a list",
      text:
        #"{"conversations":[{"id":"1","turns":[{"role":"agent","text":"a"}]},{"id":"2","turns":[{"role":"customer","text":"b"}]}]}"#,
      expected: ["1   | agent  : a", "2   | customer  : b"], file: "export.json"),
    Variant(
      name: "tickets with comments",
      text:
        #"{"tickets":[{"id":1,"subject":"x","comments":[{"author":"customer","body":"broken","created_at":"2026-01-02T03:04:05Z"},{"author":"agent","body":"sorry","created_at":"2026-01-02T04:04:05Z"}]}]}"#,
      expected: ["1   | customer customer 2026-01-02T03:04:05Z: broken | agent agent 2026-01-02T04:04:05Z: sorry"],
      file: "export.json"),
    Variant(
      name: "segments of a speech recogniser",
      text:
        #"{"segments":[{"start":0.0,"end":2.5,"text":" Hello","speaker":"agent"},{"start":2.6,"end":4.0,"text":" Hi","speaker":"customer"}],"language":"en"}"#,
      expected: ["export  en | agent agent 0: Hello | customer customer 2600: Hi"], file: "export.json"),
  ]

  @Test(arguments: variants) func reads(_ variant: Variant) throws {
    let found = try read(Array(variant.text.utf8), as: variant.file)
    #expect(found.problems == [])
    #expect(try found.records.map { try MappingExampleTests.line(decode($0)) } == variant.expected)
  }

  /// What fits no shape is refused or set aside, never read as something else.
  @Test(arguments: [
    ("export.csv", "会话ID,客户消息,客服消息,时间\na,在吗,,2026-03-01 10:00\na,,您好,2026-03-01 10:01\n"),
    ("export.json", #"{"dialogues":{"d1":[{"role":"agent","text":"hi"}],"d2":[{"role":"customer","text":"yo"}]}}"#),
  ])
  func isNotMisread(_ name: String, _ text: String) {
    let found = try? read(Array(text.utf8), as: name)
    #expect(found == nil || found?.records == [] && found?.problems.isEmpty == false)
  }

  /// How long a turn lasted, where its end is told.
  @Test func endsBecomeDurations() throws {
    let text = "通话流水号,说话人,开始时间(ms),结束时间(ms),转写文本\nc1,坐席,0,1500,您好\nc1,客户,1800,2600,我要投诉\n"
    let found = try read(Array(text.utf8), as: "export.csv")
    #expect(try decode(try #require(found.records.first)).turns.map(\.duration) == [1500, 800])
  }
}
