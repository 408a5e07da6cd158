import Testing
import Transcripts

@Suite struct JSONWriterTests {
  func text(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func writesStructureWithCommas() {
    let written = text { json in
      json.beginObject()
      json.key("a")
      json.int(-12)
      json.key(string: "b\"")
      json.beginArray()
      json.bool(true)
      json.null()
      json.beginObject()
      json.endObject()
      json.beginArray()
      json.endArray()
      json.raw(Array("{\"x\": 1}".utf8))
      json.endArray()
      json.key("c")
      json.string("d")
      json.endObject()
      json.newline()
      json.int(1)
    }
    #expect(written == "{\"a\":-12,\"b\\\"\":[true,null,{},[],{\"x\": 1}],\"c\":\"d\"}\n1")
  }

  @Test(arguments: [
    ("", "\"\""), ("plain text over eight", "\"plain text over eight\""), ("a\"b\\c/d", "\"a\\\"b\\\\c/d\""),
    ("\u{8}\t\n\u{C}\r", "\"\\b\\t\\n\\f\\r\""), ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
    ("你好\u{2028}\u{2029}😀", "\"你好\u{2028}\u{2029}😀\""), ("1234567\"", "\"1234567\\\"\""),
  ])
  func escapesOnlyWhatItMust(_ value: String, _ expected: String) {
    #expect(text { $0.string(value) } == expected)
    #expect(text { $0.string(utf8: Array(value.utf8)[...]) } == expected)
  }

  @Test func escapesTheSameAtAnyPlace() {
    for place in 0..<20 {
      for byte: UInt8 in [0x00, 0x1F, 0x20, 0x22, 0x5C, 0x7F] {
        var bytes = [UInt8](repeating: 0x61, count: 20)
        bytes[place] = byte
        let expected = bytes.reduce(into: "") { text, byte in
          switch byte {
          case 0x22: text += "\\\""
          case 0x5C: text += "\\\\"
          case 0x00: text += "\\u0000"
          case 0x1F: text += "\\u001f"
          default: text.unicodeScalars.append(Unicode.Scalar(byte))
          }
        }
        #expect(text { $0.string(utf8: bytes[...]) } == "\"\(expected)\"")
      }
    }
  }

  @Test(arguments: [
    (8550, "85.5"), (10000, "100"), (0, "0"), (5, "0.05"), (-5, "-0.05"), (-8550, "-85.5"), (101, "1.01"), (110, "1.1"),
    (Int.min, "-92233720368547758.08"), (Int.max, "92233720368547758.07"),
  ])
  func writesHundredths(_ value: Int, _ expected: String) { #expect(text { $0.hundredths(value) } == expected) }

  @Test(arguments: [
    (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func writesIntegers(_ value: Int, _ expected: String) { #expect(text { $0.int(value) } == expected) }

  @Test(arguments: [
    (0.1, "0.1"), (1, "1"), (-0.0, "0"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"),
    (1 / 3, "0.3333333333333333"),
    (.infinity, "null"), (.nan, "null"), (123_456_789_012, "123456789012"),
  ])
  func writesNumbers(_ value: Double, _ expected: String) { #expect(text { $0.number(value) } == expected) }

  @Test func encodesRecordsAsLines() {
    var encoder = JSONRecordEncoder()
    encoder.begin("item/1")
    encoder.field("id", "x")
    encoder.field("text", utf8: Array("é".utf8)[...])
    encoder.field("n", 3)
    encoder.field("score", hundredths: 8550)
    encoder.field("none", hundredths: nil)
    encoder.field("mean", number: 0.25)
    encoder.field("ok", true)
    encoder.fieldNull("gone")
    encoder.field("key", json: Array("[1]".utf8))
    encoder.beginList("list")
    encoder.item("a")
    encoder.beginItem()
    encoder.field("b", 1)
    encoder.endItem()
    encoder.endList()
    encoder.beginNested("meta")
    encoder.nestedField(name: "k", value: "v")
    encoder.endNested()
    encoder.end()
    #expect(
      String(decoding: encoder.writer.bytes, as: UTF8.self)
        == "{\"schema\":\"item/1\",\"id\":\"x\",\"text\":\"é\",\"n\":3,\"score\":85.5,\"none\":null,\"mean\":0.25,\"ok\":true,"
        + "\"gone\":null,\"key\":[1],\"list\":[\"a\",{\"b\":1}],\"meta\":{\"k\":\"v\"}}\n")
  }
}
