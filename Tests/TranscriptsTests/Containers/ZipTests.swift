import TestSupport
import Testing
import Transcripts

@Suite struct ZipTests {
  static let one = Zip.Entry("a.ndjson", "{\"id\":\"a\",\"turns\":[]}\n")
  static let two = Zip.Entry("b.jsonl", "{\"id\":\"b\",\"turns\":[]}\n")

  /// Reads an archive as the inputs it stands for: their names behind the archive's, and their records.
  static func read(
    _ bytes: [UInt8], _ limits: InputLimits = .default
  ) throws -> (names: [String], ids: [String], notes: [String]) {
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: "x.zip")
    let files = try InputListing.expand([path], limits: limits)
    let source = ConversationSource(files, limits: limits)
    let report = source.report
    let ids = try outcomes(source).map { String($0.prefix { $0 != " " }) }
    return (files.map { String($0.name.dropFirst(path.count)) }, ids, report.entries.flatMap(\.notes).map(\.english))
  }

  @Test func readsEntriesAsInputs() throws {
    let gzipped = Zip.Entry(Array("logs/c.ndjson.gz".utf8), Gzip.stored(Array("{\"id\":\"c\",\"turns\":[]}".utf8)))
    let zstd = Zip.Entry(Array("logs/d.ndjson.zst".utf8), Zstd.stored(Array("{\"id\":\"d\",\"turns\":[]}".utf8)))
    var link = Zip.Entry("link.ndjson", "a.ndjson")
    link.mode = 0o120777
    let result = try Self.read(
      Zip.archive([
        Self.one, Zip.Entry("logs/"), Zip.Entry("__MACOSX/._a.ndjson", "x"), link, Self.two, gzipped, zstd,
        Zip.Entry("read me.txt", "hello"), Zip.Entry("e.json", "{\"id\":\"e\",\"turns\":[]}\n"),
        Zip.Entry("one document.json", "{\n\"id\":\"f\"}\n"),
      ]))
    #expect(
      result.names == [
        "/a.ndjson", "/b.jsonl", "/logs/c.ndjson.gz", "/logs/d.ndjson.zst", "/e.json", "/one document.json",
      ])
    #expect(result.ids == ["a", "b", "c", "d", "e", "schema"])
    #expect(result.notes == ["1 other file in the archive not read", "read as json"])
  }

  static let labels: [(String, [UInt8], String)] = [
    ("climbing", Array("../../x.ndjson".utf8), "/x.ndjson"), ("absolute", Array("/etc/x.ndjson".utf8), "/etc/x.ndjson"),
    ("drive", Array("C:\\logs\\x.ndjson".utf8), "/logs/x.ndjson"),
    ("NUL", Array("a\0.ndjson".utf8), "/a\u{FFFD}.ndjson"),
    ("escape", Array("\u{1B}[2J.ndjson".utf8), "/\u{FFFD}[2J.ndjson"),
    ("UTF-8 without flag", Array("聊天.ndjson".utf8), "/聊天.ndjson"),
    ("GBK without flag", [0xC1, 0xC4, 0xCC, 0xEC] + Array(".ndjson".utf8), "/聊天.ndjson"),
  ]

  @Test(arguments: 0..<labels.count) func makesNamesHarmless(_ index: Int) throws {
    let (what, raw, label) = Self.labels[index]
    var entry = Self.one
    entry.name = raw
    entry.flags = 0
    let result = try Self.read(Zip.archive([entry]))
    #expect(result.names == [label] && result.ids == ["a"], "\(what)")
  }

  static func changed(_ change: (inout Zip.Entry) -> Void) -> Zip.Entry {
    var entry = one
    change(&entry)
    return entry
  }

  static var refused: [(String, [UInt8], String)] {
    [
      ("duplicate names", Zip.archive([one, one]), "the same name"),
      ("encrypted", Zip.archive([two, changed { $0.flags = 1 }]), "password"),
      ("AES", Zip.archive([changed { $0.method = 99 }]), "password"),
      ("bzip2", Zip.archive([changed { $0.method = 12 }]), "method 12"),
      ("own header with another name", Zip.archive([changed { $0.localName = Array("b.ndjson".utf8) }]), "differ"),
      ("wrong checksum", Zip.archive([changed { $0.checksum ^= 1 }]), "checksum"),
      (
        "overlapping",
        Zip.archive([
          one,
          changed {
            $0.name = Array("b.ndjson".utf8); $0.offset = 0
          },
        ]), "overlap"
      ),
      ("beyond its place", Zip.archive([changed { $0.offset = 1 << 20 }]), "beyond its place"),
      ("truncated", Array(Zip.archive([one]).dropLast(30)), "end of its directory"),
      ("too few entries promised", Zip.archive([one, two], promising: 1), "directory of the archive is broken"),
      ("too many entries promised", Zip.archive([one], promising: 2), "directory of the archive is broken"),
      ("data before it", [1] + Zip.archive([one]), "zip"),
      ("nested", Zip.archive([one, Zip.Entry("lib 0.zip")]), "archive in an archive"),
      ("nested in disguise", Zip.archive([Zip.Entry(Array("x.ndjson".utf8), Zip.archive([one]))]), "inside another"),
      ("nothing to read", Zip.archive([Zip.Entry("a.pdf", "x")]), "no file that can be read"),
      ("empty", Zip.archive([]), "no file that can be read"),
    ]
  }

  @Test(arguments: 0..<refused.count) func refuses(_ index: Int) throws {
    let (name, bytes, what) = Self.refused[index]
    // Data in front of an archive makes it another kind of file.
    let error = #expect(throws: ToolError.self, "\(name)") { try Self.read(bytes) }
    if name == "data before it" { return }
    #expect(error?.exitCode == .inputRefused && error?.what.contains(what) == true, "\(name): \(error?.rendered ?? "")")
  }

  @Test func countsLimits() throws {
    let archive = Zip.archive([Self.one, Self.two])
    func option(_ path: WritableKeyPath<InputLimits, Int>, _ value: Int) -> String? {
      var limits = InputLimits()
      limits[keyPath: path] = value
      return #expect(throws: ToolError.self) { try Self.read(archive, limits) }?.how
    }
    #expect(option(\.maximumEntries, 1)?.contains("--max-entries") == true)
    #expect(option(\.maximumEntryBytes, 10)?.contains("--max-entry-bytes") == true)
    #expect(option(\.maximumInflatedBytes, 30)?.contains("--max-inflated-bytes") == true)
  }

  @Test func goesOnAfterABrokenEntry() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Zip.archive([Self.changed { $0.checksum ^= 1 }, Self.two]), to: "x.zip")
    let source = ConversationSource(try InputListing.expand([path]), keepsGoing: true)
    let report = source.report
    #expect(try outcomes(source).last?.hasPrefix("b ") == true)
    #expect(report.entries.map { $0.failure?.code } == ["E-INPUT-ZIP", nil])
  }
}
