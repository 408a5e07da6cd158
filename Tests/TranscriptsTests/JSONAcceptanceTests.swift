import TestSupport
import Testing
import Transcripts

/// Which texts are JSON, in the manner of nst/JSONTestSuite: y must pass, n must not, i is ours to decide and fixed here.
@Suite struct JSONAcceptanceTests {
  static let accepted = [
    "[]", "{}", "[[]]", "[\"\"]", "[0]", "[-0]", "[1e2]", "[1E+2]", "[1e-2]", "[0e1]", "[123.456e78]", "[-1.5]",
    "\"\\u0061\\u30af\"", "\"\\uD83D\\uDE39\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\u{7F}\"",
    "\"\u{2028}\u{2029}\"", "\"\u{10FFFF}\"", "[true,false,null]", " [1 , 2] ", "{\"a\":{\"b\":[1,{\"c\":null}]}}",
    "{\"\":0}", "[9223372036854775807,-9223372036854775808,18446744073709551615]", "\"a/*b*/c\"", "[1]\t",
    "{\"a\":\"\u{FEFF}\"}", "\"\\uFFFF\"", "[0.4e006]", "[4.9e-324]", "[1e-400]",
  ]

  static let refused = [
    "[1,]", "[,1]", "[1,,2]", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{'a':1}", "['a']", "[01]", "[-]",
    "[-01]", "[+1]", "[.5]", "[1.]", "[1e]", "[1e+]", "[0x1]", "[NaN]", "[Infinity]", "[-Infinity]", "[nul]", "[True]",
    "[truex]", "\"\\x\"", "\"\\u12\"", "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\u0061\"", "\"a\tb\"", "\"a\u{0}b\"",
    "[1", "1]", "{\"a\":1", "[\"a]", "[1]x", "[1][2]", "// c\n[1]", "[1/*c*/]", "[\u{A0}1]", "[1]\u{0C}", "*", "[\"a\"",
    "{\"a\":1 \"b\":2}", "[1 2]", "[1:2]", "{1:2}", "{\"a\":\"b\"]", "[1e400]", "\"", "\"\\", "[- 1]", "[1 000]",
    "{\"a\"}",
    "[123456789012345678901234567890]",
  ]

  private func record(_ value: String) -> String { "{\"id\":\"x\",\"turns\":[],\"key\":\(value)}" }

  @Test(arguments: accepted) func accepts(_ text: String) throws {
    let conversation = try decode(record(text))
    #expect(String(decoding: conversation.key, as: UTF8.self) == text.trimmed)
  }

  @Test(arguments: refused) func refuses(_ text: String) {
    #expect(throws: RecordProblem.self) { try decode(record(text) + "\n") }
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80], [0xE4, 0xBD],
      [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]])
  func refusesBadUTF8AndSaysWhere(_ bytes: [UInt8]) throws {
    let head = Array("{\"id\":\"é\",\"turns\":[{\"text\":\"ab".utf8)
    let problem = #expect(throws: RecordProblem.self) { try decode(head + bytes + Array("\"}]}\n".utf8)) }
    #expect(problem?.code == .badUTF8)
    #expect(problem?.byteOffset == head.count)
  }

  @Test func allowsDepth512Only() throws {
    func nested(_ depth: Int) -> String {
      record(String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth))
    }
    // The record itself is the first level.
    _ = try decode(nested(511))
    let problem = #expect(throws: RecordProblem.self) { try decode(nested(512)) }
    #expect(problem?.code == .badJSON)
    #expect(throws: RecordProblem.self) { try decode(nested(100_000)) }
  }

  @Test(arguments: [
    "{\"id\":\"1\",\"id\":\"2\",\"turns\":[]}", "{\"id\":\"1\",\"turns\":[{\"text\":\"a\",\"text\":\"b\"}]}",
    "{\"id\":\"1\",\"turns\":[{\"text\":\"a\",\"x\":1,\"y\":2,\"x\":3}]}",
    "{\"id\":\"1\",\"turns\":[{\"text\":\"a\",\"x\":{\"k\":1,\"k\":1}}]}",
    "{\"id\":\"1\",\"turns\":[],\"metadata\":{\"a\":[{\"b\":1,\"b\":1}]}}",
    "{\"id\":\"1\",\"turns\":[],\"extra\":1,\"extra\":2}",
    "{\"id\":\"1\",\"turns\":[],\"key\":{\"a\":1,\"\\u0061\":2}}",
    "{\"id\":\"1\",\"turns\":[],\"participants\":[{\"id\":\"p\",\"id\":\"q\"}]}",
  ])
  func refusesDuplicateNames(_ line: String) {
    let problem = #expect(throws: RecordProblem.self) { try decode(line) }
    #expect(problem?.code == .duplicateKey)
  }

  @Test func findsDuplicateAmongThousandsOfNames() throws {
    let names = (0..<5000).map { "\"n\($0)\":0" }
    _ = try decode("{\"id\":\"1\",\"turns\":[],\"metadata\":{\(names.joined(separator: ","))}}")
    let problem = #expect(throws: RecordProblem.self) {
      try decode("{\"id\":\"1\",\"turns\":[],\"metadata\":{\((names + ["\"n7\":1"]).joined(separator: ","))}}")
    }
    #expect(problem?.code == .duplicateKey)
  }
}

extension String {
  fileprivate var trimmed: String {
    let text = drop { $0 == " " || $0 == "\t" }
    return String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
