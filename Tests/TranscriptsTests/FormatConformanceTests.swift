import Foundation
import TestSupport
import Testing
import Transcripts

/// What every format must keep: the same conversations however the bytes are cut, marked, broken into lines or encoded.
@Suite struct FormatConformanceTests {
  /// A sample of each format, how many conversations it holds, and its name.
  struct Sample: Sendable, CustomTestStringConvertible {
    var file: String
    var format: String
    var conversations: Int
    var turns: Int
    var groups = false
    var testDescription: String { file }
  }

  static let samples = [
    Sample(file: "array.json", format: "json", conversations: 2, turns: 3),
    Sample(file: "messages.json", format: "json", conversations: 2, turns: 3),
    Sample(file: "turns-zh.csv", format: "csv", conversations: 3, turns: 11),
    Sample(file: "turns-interleaved.tsv", format: "csv", conversations: 2, turns: 5, groups: true),
    Sample(file: "blobs-zh.csv", format: "csv", conversations: 2, turns: 5),
    Sample(file: "notes.csv", format: "csv", conversations: 2, turns: 2),
    Sample(file: "reviews.csv", format: "csv", conversations: 2, turns: 2),
    Sample(file: "qianniu-1.txt", format: "text", conversations: 1, turns: 3),
    Sample(file: "qianniu-2.txt", format: "text", conversations: 1, turns: 3),
    Sample(file: "chat-log.txt", format: "text", conversations: 1, turns: 3),
    Sample(file: "names.txt", format: "text", conversations: 2, turns: 5),
    Sample(file: "call.vtt", format: "webvtt", conversations: 1, turns: 3),
    Sample(file: "call.srt", format: "srt", conversations: 1, turns: 3),
    Sample(file: "call.sbv", format: "sbv", conversations: 1, turns: 3),
  ]

  /// Samples whose bytes are no text.
  static let packed = [
    Sample(file: "turns-zh.xlsx", format: "xlsx", conversations: 3, turns: 11),
    Sample(file: "blobs-zh.xlsx", format: "xlsx", conversations: 2, turns: 5),
    Sample(file: "notes.csv.gz", format: "csv", conversations: 2, turns: 2),
    Sample(file: "turns-gbk.csv", format: "csv", conversations: 3, turns: 11),
    Sample(file: "turns-utf16.csv", format: "csv", conversations: 3, turns: 11),
    Sample(file: "turns-big5.csv", format: "csv", conversations: 2, turns: 6),
    Sample(file: "turns-shift-jis.csv", format: "csv", conversations: 1, turns: 4),
  ]

  static func reading(_ bytes: [UInt8], _ sample: Sample, chunk: Int = 1 << 20) throws -> Reading {
    try read(bytes, as: sample.file, chunk: chunk) { $0.groupsRows = sample.groups }
  }

  @Test(arguments: samples + packed) func isToldByContentAndReadWhole(_ sample: Sample) throws {
    let found = try Self.reading(Samples.bytes(sample.file), sample)
    #expect(found.format == sample.format)
    #expect(found.problems == [])
    #expect(found.records.count == sample.conversations)
    #expect(try found.records.reduce(0) { $0 + (try decode($1).turns.count) } == sample.turns)
  }

  /// What is written as canonical records reads back as the same records.
  @Test(arguments: samples + packed) func goesRoundThroughTheCanonicalRecord(_ sample: Sample) throws {
    let first = try Self.reading(Samples.bytes(sample.file), sample)
    let again = try read(Array((first.records.joined(separator: "\n") + "\n").utf8), as: "again.ndjson")
    #expect(again.records == first.records)
    #expect(again.format == "ndjson")
  }

  @Test(arguments: samples) func readsTheSameWithAnyLineBreak(_ sample: Sample) throws {
    let plain = try Samples.text(sample.file).replacing("\r\n", with: "\n")
    let expected = try Self.reading(Array(plain.utf8), sample)
    for lineBreak in ["\r\n", "\r"] {
      let found = try Self.reading(Array(plain.replacing("\n", with: lineBreak).utf8), sample)
      let records = found.records.map { $0.replacing("\\r\\n", with: "\\n").replacing("\\r", with: "\\n") }
      #expect(records == expected.records, "line break \(lineBreak.debugDescription)")
    }
  }

  @Test(arguments: samples) func readsTheSameWithAndWithoutMark(_ sample: Sample) throws {
    let bytes = try Samples.bytes(sample.file)
    let bare = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    #expect(try Self.reading([0xEF, 0xBB, 0xBF] + bare, sample).records == Self.reading(bare, sample).records)
  }

  @Test(arguments: samples) func readsTheSameInAnyEncoding(_ sample: Sample) throws {
    let text = try Samples.text(sample.file).trimmingPrefix("\u{FEFF}")
    let expected = try Self.reading(Array(text.utf8), sample)
    for (encoding, bytes) in Encoded.all(String(text)) {
      let found = try read(bytes, as: sample.file) {
        $0.groupsRows = sample.groups
        $0.encoding = encoding
      }
      #expect(found.records == expected.records, "\(encoding.rawValue)")
    }
  }

  @Test(arguments: samples) func readsTheSameFromAPipeCutAnywhere(_ sample: Sample) throws {
    let bytes = try Samples.bytes(sample.file)
    let expected = try Self.reading(bytes, sample)
    let directory = try TemporaryDirectory()
    for cut in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 40)) {
      let path = directory.file("\(cut)-" + sample.file)
      #expect(SystemCalls.makePipe(path))
      SystemCalls.feed(path, [bytes[..<cut], bytes[cut...]])
      let found = try read(path: path, chunk: 64) {
        $0.groupsRows = sample.groups
        $0.format = sample.format
      }
      // The names of records without an identifier come from the file's name.
      let stem = sample.file.split(separator: ".")[0]
      #expect(found.records.map { $0.replacing("\(cut)-\(stem)", with: stem) } == expected.records, "cut at \(cut)")
    }
  }

  /// A workbook holds what the table of text holds from which another program made it.
  @Test(arguments: [("turns-zh.xlsx", "turns-zh.csv"), ("blobs-zh.xlsx", "blobs-zh.csv")])
  func workbooksReadLikeTheirTables(_ workbook: String, _ table: String) throws {
    #expect(try read(Samples.bytes(workbook), as: table).records == read(Samples.bytes(table), as: table).records)
  }

  /// The same conversations whatever the size of the pieces of work.
  @Test(arguments: samples + packed) func readsTheSameInPiecesOfAnySize(_ sample: Sample) throws {
    let expected = try Self.reading(Samples.bytes(sample.file), sample)
    for chunk in [1, 63, 1000] {
      #expect(try Self.reading(Samples.bytes(sample.file), sample, chunk: chunk) == expected, "chunks of \(chunk)")
    }
  }

  /// Every file of the folder is one of the samples here, so that none is forgotten.
  @Test func everySampleIsTested() throws {
    let known = Set((Self.samples + Self.packed).map(\.file) + ["bundle.zip"])
    let files = try FileManager.default.contentsOfDirectory(atPath: Samples.folder).filter { !$0.hasPrefix(".") }
    #expect(Set(files) == known)
  }

  @Test func anArchiveIsReadLikeItsFiles() throws {
    let files = try InputListing.expand([Samples.folder + "/bundle.zip"])
    #expect(files.map { $0.name.split(separator: "/").last } == ["names.txt", "turns-gbk.csv", "call.vtt"])
    let expected = try ["names.txt", "turns-gbk.csv", "call.vtt"].flatMap {
      try outcomes(source([Samples.folder + "/" + $0]))
    }
    #expect(try outcomes(ConversationSource(files)) == expected)
  }

  @Test(arguments: ["csv", "json", "ndjson", "text", "webvtt", "srt", "sbv"])
  func emptyInputsHaveNoRecords(_ format: String) throws {
    for bytes: [UInt8] in [[], [0xEF, 0xBB, 0xBF], Array("\n \n\r\n".utf8)] {
      let found = try read(bytes)
      #expect(found.records == [] && found.problems == [])
    }
  }

  /// A byte that is no character is found at its place, whatever the format.
  @Test(arguments: samples.filter { !$0.file.hasSuffix("json") }) func locatesBadBytes(_ sample: Sample) throws {
    var bytes = try Samples.bytes(sample.file)
    let place = try #require(bytes.lastIndex { $0 >= 0xE0 } ?? bytes.lastIndex { $0 == 0x65 })
    bytes[place] = 0xFF
    let found = try Self.reading(bytes, sample)
    #expect(found.problems.count == 1)
    #expect(found.problems.first?.hasPrefix("bad_utf8") == true)
  }
}
