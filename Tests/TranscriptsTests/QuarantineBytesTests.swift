import Foundation
import TestSupport
import Testing
import Transcripts

/// Whatever is set aside can be found again: its place, its digest and its bytes agree with the file.
@Suite struct QuarantineBytesTests {
  /// The quarantined records of a file.
  static func quarantined(
    _ bytes: [UInt8], as name: String, chunk: Int = 1 << 20, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> [QuarantinedRecord] {
    let directory = try TemporaryDirectory()
    var options = ReadingOptions()
    options.keepsRaw = true
    change(&options)
    var limits = InputLimits()
    limits.chunkSize = chunk
    let source = ConversationSource(
      [InputFile(try directory.write(bytes, to: name))], limits: limits, reading: options)
    var found: [QuarantinedRecord] = []
    while let batch = try source.next() {
      if case .conversations(_, let records) = batch.payload { found += records }
    }
    return found
  }

  private static let broken = [
    (
      "t.csv",
      "id,role,text\na,agent,fine\r\na,agent\r\n\r\na,customer,\"x\ny\"\r\nb,agent,fine\n,agent,nobody\nc,agent,too,many\n"
    ),
    (
      "t.tsv",
      "id\trole\ttime\ttext\na\tagent\t2026-01-02 10:00\tfine\na\tagent\tnoon\tfine\nb\tagent\t2026-01-02 10:00\tfine\n"
    ),
    ("n.csv", "id,text,created_at\n1,one,2026-01-02 10:00\n2,two,never\n3,three,2026-01-02 10:00\n"),
    (
      "c.vtt",
      "WEBVTT\n\n00:01.000 --> 00:02.000\nfine\n\n00:0x.000 --> 00:04.000\nbad\nlines\n\n00:05.000 --> 00:06.000\nfine\n"
    ),
    (
      "c.srt",
      "1\r\n00:00:01,000 --> 00:00:02,000\r\nfine\r\n\r\n2\r\nno times\r\nat all\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nfine\r\n"
    ),
  ]

  @Test(arguments: broken) func bytesAreThoseOfTheFile(_ name: String, _ text: String) throws {
    for (encoding, bytes) in [(TextEncoding.utf8, Array(text.utf8))] + Encoded.all(text) {
      for chunk in [1 << 20, 1] {
        let found = try Self.quarantined(bytes, as: name, chunk: chunk) { $0.encoding = encoding }
        #expect(!found.isEmpty, "\(encoding.rawValue)")
        for record in found {
          let place = record.source.byteOffset..<record.source.byteOffset + record.source.byteLength
          #expect(record.raw == Array(bytes[place]), "\(encoding.rawValue) \(place)")
          #expect(record.sha256 == SHA256.hex(Array(bytes[place])))
        }
      }
    }
  }

  /// Rows of a conversation that lie apart: the row that is wrong stands for it.
  @Test func theRowStandsForConversationsThatLieApart() throws {
    let text = "id,role,text\na,agent,x\nb,agent,y\na,agent,too,many\nb,customer,z\n"
    for memory in [1 << 20, 1] {
      let found = try Self.quarantined(Array(text.utf8), as: "t.csv") {
        $0.groupsRows = true
        $0.groupMemory = memory
      }
      #expect(found.map(\.source.line) == [4])
      #expect(found.first?.raw == Array("a,agent,too,many".utf8))
      #expect(found.first?.sha256 == SHA256.hex(Array("a,agent,too,many".utf8)))
    }
  }

  @Test func recordsOfJSONKeepTheirLine() throws {
    let bad = #"{"id":"b","messages":"none"}"#
    let text = #"{"id":"a","messages":[{"role":"agent","text":"x"}]}"# + "\n" + bad + "\n"
    let found = try Self.quarantined(Array(text.utf8), as: "t.ndjson")
    #expect(found.map(\.raw) == [Array(bad.utf8)] && found[0].sha256 == SHA256.hex(Array(bad.utf8)))
  }

  /// Whatever bytes are spoilt in a table: every record is read or set aside with its own bytes.
  @Test(arguments: 0..<40) func spoiltTables(_ seed: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(seed))
    var text = "id,role,text\n"
    for row in 0..<30 { text += "c\(row / 3),\(row % 2 == 0 ? "agent" : "客户"),您好 \(row)\r\n" }
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &numbers) {
      bytes[Int.random(in: 20..<bytes.count, using: &numbers)] = [0x2C, 0x0A, 0xFF, 0x00, 0x0D, 0x41].randomElement(
        using: &numbers)!
    }
    do {
      for record in try Self.quarantined(bytes, as: "t.csv", chunk: 1, { $0.encoding = .utf8 }) {
        let place = record.source.byteOffset..<record.source.byteOffset + record.source.byteLength
        #expect(record.raw == Array(bytes[place]), "\(record.problem.code) \(record.source.line)")
        #expect(record.sha256 == SHA256.hex(Array(bytes[place])))
      }
    } catch let error as ToolError {
      // Rows apart or an open quote: refused as a whole, which is no loss.
      #expect(["E-INPUT-ROWS-APART", "E-INPUT-QUOTE", "E-INPUT-DELIMITER"].contains(error.code), "\(error.rendered)")
    }
  }
}
