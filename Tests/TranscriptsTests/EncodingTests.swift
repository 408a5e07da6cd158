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

  /// Text of each language in the encodings of its region, encoded by Foundation: told apart and decoded.
  @Test(
    arguments: [
      ("您好，歡迎光臨青禾商城，麻煩您提供訂單編號，我馬上為您查詢，謝謝您的耐心等候。", TextEncoding.big5, 0x8000_0A03),
      ("お問い合わせいただきありがとうございます。ご注文番号を教えていただけますでしょうか。", .shiftJIS, 8),
      ("您好，请问有什么可以帮您？您的订单已经发货，请耐心等待，谢谢您的支持。", .gb18030, 0x8000_0632),
      ("您好，请问有什么可以帮您？", .utf32LittleEndian, 0x9C00_0100), ("您好，歡迎光臨", .utf32BigEndian, 0x9800_0100),
    ] as [(String, TextEncoding, UInt)]) func tellsRegions(_ text: String, _ encoding: TextEncoding, _ foundation: UInt)
    throws
  {
    let table = "id,role,text\n" + (1...4).map { "c\($0),agent,\(text)\n" }.joined()
    let bytes = try #require(table.data(using: String.Encoding(rawValue: foundation)))
    let found = try read([UInt8](bytes))
    #expect(found.encoding == encoding)
    #expect(found.records == (try read(Array(table.utf8))).records)
    #expect(found.records.count == 4 && found.records[0].contains(text))
    // Named, the same.
    #expect(try read([UInt8](bytes)) { $0.encoding = encoding }.records == found.records)
  }

  /// Bytes that are no character are found at their place in every encoding, and set their row aside.
  @Test(arguments: [
    (TextEncoding.big5, [UInt8]([0xA1, 0x7F])), (.shiftJIS, [0xFF]), (.gb18030, [0xFF]), (.windows1252, [0x81]),
    (.utf16LittleEndian, [0x00, 0xD8, 0x41, 0x00]), (.utf16BigEndian, [0xD8, 0x00, 0x00, 0x41]),
    (.utf32LittleEndian, [0x00, 0xD8, 0x00, 0x00]), (.utf32BigEndian, [0x00, 0x11, 0x00, 0x00]),
  ]) func locatesBadBytes(_ encoding: TextEncoding, _ bad: [UInt8]) throws {
    func wide(_ text: String) -> [UInt8] {
      let units = text.utf8.map { $0 }
      switch encoding {
      case .utf16LittleEndian: return units.flatMap { [$0, 0] }
      case .utf16BigEndian: return units.flatMap { [0, $0] }
      case .utf32LittleEndian: return units.flatMap { [$0, 0, 0, 0] }
      case .utf32BigEndian: return units.flatMap { [0, 0, 0, $0] }
      default: return units
      }
    }
    let before = wide("id,text\na,fine\n")
    let bytes = before + wide("b,x") + bad + wide("\nc,fine\n")
    let found = try read(bytes) { $0.encoding = encoding }
    if encoding == .windows1252, found.problems.isEmpty { return }  // ICU maps the undefined bytes to controls.
    #expect(found.problems == ["bad_encoding 3 \(before.count)"])
    #expect(found.records.count == 2)
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
