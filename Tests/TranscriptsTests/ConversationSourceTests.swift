import TestSupport
import Testing
import Transcripts

@Suite struct ConversationSourceTests {
  /// Lines of many kinds: good, blank, bad, marked, with a carriage return, with separators that are no line breaks.
  static let sample: [UInt8] = Array(
    """
    \u{FEFF}{"id":"a","turns":[{"text":"你好"}]}
    {"id":"b","turns":[]}\r

    {"id":"c",
    \u{FEFF}{"id":"d","turns":[{"text":"x\u{2028}y\u{85}"}]}
       \t
    {"id":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","turns":[{"text":"\(String(repeating: "long ", count: 30))"}]}
    {"id":"f","turns":[]}
    """.utf8)

  static func limits(chunk: Int, line: Int = 1 << 20) -> InputLimits {
    var limits = InputLimits()
    limits.chunkSize = chunk
    limits.maximumLineLength = line
    return limits
  }

  static func outcomes(of bytes: [UInt8], limits: InputLimits = .default) throws -> [String] {
    let directory = try TemporaryDirectory()
    return try TestSupport.outcomes(source([directory.write(bytes, to: "in.ndjson")], limits: limits))
  }

  @Test func readsEveryLineOnce() throws {
    let found = try Self.outcomes(of: Self.sample)
    #expect(
      found.map { String($0.prefix { $0 != " " }) }.map { $0.prefix(8) } == [
        "a", "b", "bad_json", "d", "eeeeeeee", "f",
      ])
    #expect(found[1].hasPrefix("b 2 42+21"))
    #expect(found[5].hasPrefix("f 8 "))
  }

  @Test(arguments: [64, 65, 66, 70, 77, 90, 101, 128, 200, 255, 256, 1000])
  func givesTheSameForAnyChunkSize(_ size: Int) throws {
    let limits = Self.limits(chunk: size)
    #expect(try Self.outcomes(of: Self.sample, limits: limits) == Self.outcomes(of: Self.sample))
    let gzip = Gzip.stored(Self.sample)
    #expect(try Self.outcomes(of: gzip, limits: limits) == Self.outcomes(of: Self.sample))
  }

  @Test func givesTheSameFromAPipeCutAnywhere() throws {
    let expected = try Self.outcomes(of: Self.sample)
    let directory = try TemporaryDirectory()
    for cut in stride(from: 0, through: Self.sample.count, by: 7) {
      let path = directory.file("pipe\(cut)")
      #expect(SystemCalls.makePipe(path))
      SystemCalls.feed(path, [Self.sample[..<cut], Self.sample[cut...]])
      #expect(try TestSupport.outcomes(source([path])) == expected)
    }
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func takesAnyLineBreak(_ lineBreak: String) throws {
    let ids = ["a", "b", "c"]
    let text = ids.map { "{\"id\":\"\($0)\",\"turns\":[]}\(lineBreak)" }.joined()
    #expect(try Self.outcomes(of: Array(text.utf8)).map { $0.prefix(1) } == ["a", "b", "c"])
  }

  @Test func tellsACutRecordFromABadOne() throws {
    let good = "{\"id\":\"a\",\"turns\":[]}\n"
    func last(_ text: String) throws -> String {
      String(try Self.outcomes(of: Array((good + text).utf8)).last?.prefix { $0 != " " } ?? "")
    }
    #expect(try last("{\"id\":\"b\",\"turns\":[]}") == "b")
    #expect(try last("{\"id\":\"b\",\"turns\":[") == "truncated")
    #expect(try last("{\"id\":\"b") == "truncated")
    #expect(try last("{\"id\":\"b\",\"turns\":[\n") == "bad_json")
    #expect(try last("{\"id\":\"b\",\"turns\":nul}") == "bad_json")
  }

  @Test(arguments: ["", "\u{FEFF}", "\n\n \r\n\n"]) func findsNoRecordsInNothing(_ text: String) throws {
    #expect(try Self.outcomes(of: Array(text.utf8)).isEmpty)
  }

  @Test(arguments: [64, 100, 4096, 1 << 20]) func skipsLinesThatAreTooLong(_ chunk: Int) throws {
    let long = Array("{\"id\":\"\(String(repeating: "x", count: 5000))\",\"turns\":[]}\r".utf8)
    let bytes =
      Array("{\"id\":\"a\",\"turns\":[]}\n".utf8) + long + Array("\n{\"id\":\"b\",\"turns\":[]}\n".utf8) + long
    let found = try Self.outcomes(of: bytes, limits: Self.limits(chunk: chunk, line: 1000))
    let sha = SHA256.hex(Array(long.dropLast()))
    #expect(found.count == 4)
    #expect(found[0].hasPrefix("a 1 0+"))
    #expect(found[1] == "line_too_long 2 22+\(long.count - 1) \(sha)")
    #expect(found[2].hasPrefix("b 3 \(22 + long.count + 1)+"))
    #expect(found[3].hasPrefix("line_too_long 4 "))
  }

  @Test func refusesWhatIsNotLinesOfText() throws {
    let cases: [([UInt8], String)] = [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "known format"),
      ([0x28, 0xB5, 0x2F, 0xFD, 1], "truncated"), ([0x50, 0x4B, 3, 4, 1], "zip"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "Office"), (Array("\u{1}\u{2}\u{3}\u{4}abc".utf8), "known format"),
    ]
    for (bytes, word) in cases {
      let error = #expect(throws: ToolError.self) { try Self.outcomes(of: bytes) }
      #expect(error?.exitCode == .inputRefused)
      #expect(error?.what.contains(word) == true)
    }
  }

  @Test func readsSeveralInputsAndReportsOnEach() throws {
    let directory = try TemporaryDirectory()
    let record = "{\"id\":\"a\",\"turns\":[]}\n"
    let paths = [
      try directory.write(record, to: "1.ndjson"), try directory.write(Gzip.stored(Array(record.utf8)), to: "2.json"),
      try directory.write("\u{FEFF}" + record, to: "3.gz"),
    ]
    let reading = source(paths)
    let report = reading.report
    #expect(try TestSupport.outcomes(reading).count == 3)
    #expect(report.entries.map(\.isCompressed) == [false, true, false])
    #expect(report.entries.map(\.notes.count) == [0, 1, 1])
    #expect(report.entries.map(\.lineCount) == [1, 1, 1])
    #expect(report.entries[2].byteOrderMarks == 1)
  }

  @Test func goesOnPastABadInputOnlyWhenAsked() throws {
    let directory = try TemporaryDirectory()
    let good = try directory.write("{\"id\":\"a\",\"turns\":[]}\n", to: "good")
    let files = [InputFile(directory.file("missing")), InputFile(good)]
    #expect(throws: ToolError.self) { try TestSupport.outcomes(ConversationSource(files)) }
    let patient = ConversationSource(files, keepsGoing: true)
    let report = patient.report
    #expect(try TestSupport.outcomes(patient).count == 1)
    #expect(report.entries[0].failure?.exitCode == .inputMissing)
  }

  @Test func noticesAFileThatShrinks() throws {
    let directory = try TemporaryDirectory()
    let line = "{\"id\":\"a\",\"turns\":[]}\n"
    let path = try directory.write(String(repeating: line, count: 10_000), to: "in")
    let reading = source([path], limits: Self.limits(chunk: 4096))
    _ = try reading.next()
    #expect(SystemCalls.cut(path, to: 5000))
    let error = #expect(throws: ToolError.self) { while try reading.next() != nil {} }
    #expect(error?.code == "E-INPUT-CHANGED")
    #expect(error?.exitCode == .inputOutput)
  }

  @Test func noticesAFileThatIsReplaced() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(String(repeating: "{\"id\":\"a\",\"turns\":[]}\n", count: 10_000), to: "in")
    let other = try directory.write("x", to: "other")
    let reading = source([path], limits: Self.limits(chunk: 4096))
    _ = try reading.next()
    #expect(SystemCalls.move(other, to: path))
    let error = #expect(throws: ToolError.self) { while try reading.next() != nil {} }
    #expect(error?.code == "E-INPUT-CHANGED")
  }

  @Test func stopsWhenAsked() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(String(repeating: "{\"id\":\"a\",\"turns\":[]}\n", count: 1000), to: "in")
    let reading = ConversationSource([InputFile(path)], shouldStop: { true })
    #expect(try TestSupport.outcomes(reading).isEmpty)
  }
}
