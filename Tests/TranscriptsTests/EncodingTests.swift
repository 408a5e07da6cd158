import Foundation
import TestSupport
import Testing
import Transcripts

/// Text in other encodings, by Foundation: a second opinion on the decoders.
enum Encoded {
  static let foundation: [(TextEncoding, String.Encoding)] = [
    (.utf16LittleEndian, .utf16LittleEndian), (.utf16BigEndian, .utf16BigEndian),
    (.utf32LittleEndian, .utf32LittleEndian), (.utf32BigEndian, .utf32BigEndian),
    (.gb18030, String.Encoding(rawValue: 0x8000_0632)),
  ]

  static func all(_ text: String) -> [(TextEncoding, [UInt8])] {
    foundation.compactMap { encoding, other in text.data(using: other).map { (encoding, [UInt8]($0)) } }
  }
}

@Suite struct EncodingTests {
  static let simplified =
    "会话ID,时间,角色,内容\n"
    + (1...10).map {
      "c\($0),2026-03-02 10:1\($0 % 6):00,客服,您好，请问有什么可以帮您？您的订单已经发货，请耐心等待，谢谢您的支持。\n"
    }.joined()

  @Test func detectsWithoutBeingTold() throws {
    let expected = try read(Array(Self.simplified.utf8))
    for (encoding, bytes) in Encoded.all(Self.simplified) {
      let found = try read(bytes)
      #expect(found.encoding == encoding)
      #expect(found.records == expected.records)
      #expect(found.notes.contains { $0.contains(encoding.rawValue) })
    }
  }

  @Test func asksWhereTooLittleIsThere() throws {
    let short = try #require("id,text\n1,退货".data(using: String.Encoding(rawValue: 0x8000_0632)))
    #expect { try read([UInt8](short)) } throws: { error in
      (error as? ToolError)?.code == "E-INPUT-ENCODING" && (error as? ToolError)?.exitCode == .inputRefused
    }
    #expect(try read([UInt8](short)) { $0.encoding = .gb18030 }.records.count == 1)
    #expect(try read([UInt8](short)) { $0.encodingFallback = .gb18030 }.records.count == 1)
  }

  @Test func placesInTheSourceAreExact() throws {
    // Row 3 holds a byte that GB 18030 does not know.
    var bytes = [UInt8]("会话ID,内容\na,您好您好您好\n".data(using: String.Encoding(rawValue: 0x8000_0632))!)
    let start = bytes.count
    bytes += [0x62, 0x2C, 0xFF] + [UInt8]("您好\nc,谢谢\n".data(using: String.Encoding(rawValue: 0x8000_0632))!)
    let found = try read(bytes) { $0.encoding = .gb18030 }
    #expect(found.problems == ["bad_encoding 3 \(start)"])
    #expect(found.records.count == 2)
  }

  @Test func linesInAnotherEncodingAreSetAsideOrDecoded() throws {
    let good = Array((0..<5).map { "{\"id\":\"\($0)\",\"turns\":[{\"text\":\"您好\"}]}\n" }.joined().utf8)
    let rows = Array("id,text,role\na,您好,客服\n".utf8)
    let legacy = [UInt8]("b,谢谢,客户\n".data(using: String.Encoding(rawValue: 0x8000_0632))!)
    #expect(try read(rows + legacy).problems == ["bad_utf8 3 \(rows.count)"])
    #expect(try read(rows + legacy) { $0.encodingFallback = .gb18030 }.records.count == 2)
    #expect(try read(good).problems == [])
  }

  @Test(arguments: [
    ("GBK", TextEncoding.gb18030), ("cp936", .gb18030), ("UTF-8", .utf8), ("Shift_JIS", .shiftJIS), ("Big5", .big5),
    ("utf16le", .utf16LittleEndian), ("latin1", .windows1252),
  ]) func knowsNames(_ name: String, _ encoding: TextEncoding) { #expect(TextEncoding(name: name) == encoding) }

  @Test func knowsNoOtherNames() { #expect(TextEncoding(name: "klingon") == nil) }
}
