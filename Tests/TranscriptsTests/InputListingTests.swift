import TestSupport
import Testing
import Transcripts

@Suite struct InputListingTests {
  @Test func listsRecordFilesInOrderOfTheirBytes() throws {
    let directory = try TemporaryDirectory()
    let record = "{\"id\":1,\"turns\":[]}\n"
    for name in ["b.ndjson", "a/x.jsonl", "a.json", "a/z.txt", ".hidden.ndjson", ".h/y.ndjson", "é.ndjson"] {
      try directory.write(record, to: name)
    }
    try directory.write("{\n \"id\": 1\n}", to: "pretty.json")
    try directory.write(Gzip.stored(Array(record.utf8)), to: "c.json.gz")
    try directory.write(Gzip.stored(Array("[1]".utf8)), to: "d.json.gz")
    let files = try InputListing.expand(["-", directory.path + "/", directory.file("a/z.txt")], recursive: true)
    #expect(
      files.map { $0.name.replacing(directory.path + "/", with: "") }
        == [
          "-", "a.json", "a/x.jsonl", "a/z.txt", "b.ndjson", "c.json.gz", "d.json.gz", "pretty.json", "é.ndjson",
          "a/z.txt",
        ])
  }

  /// In folders and archives content decides where the name does not, and what is left out is told.
  @Test func takesWhatHoldsConversations() throws {
    let directory = try TemporaryDirectory()
    let chat = "青禾旗舰店:小林 (2026-03-02 10:11:12):\n您好\ntb_1 (2026-03-02 10:11:20):\n在吗\n"
    let files: [(String, [UInt8])] = [
      ("千牛.txt", Array(chat.utf8)), ("export", Array("id,role,text\na,agent,x\na,customer,y\n".utf8)),
      ("names.log", Array("客服小林: 您好\n客户: 在吗\n客服小林: 在的\n".utf8)), ("readme.md", Array("# Note: hello\n".utf8)),
      ("usage.txt", Array("Usage: this\nNote: that\nUsage: other\n".utf8)), ("empty.txt", []),
      ("picture", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      ("prose.txt", Array("Once upon a time.\nThe end.\n".utf8)),
      ("broken.csv", Array("x\n".utf8)), ("gbk.txt", [0xC4, 0xE3, 0xBA, 0xC3, 0x0A]),
      ("book", try Samples.bytes("turns-zh.xlsx")), ("chat.txt.gz", Gzip.stored(Array(chat.utf8))),
    ]
    for (name, bytes) in files { try directory.write(bytes, to: name) }
    var leftOut: [String] = []
    let taken = try InputListing.expand([directory.path], recursive: true) { leftOut.append($0.name) }
    func names(_ paths: [String]) -> Set<String> { Set(paths.map { $0.replacing(directory.path + "/", with: "") }) }
    #expect(
      names(taken.map(\.name))
        == ["千牛.txt", "export", "names.log", "broken.csv", "gbk.txt", "book", "chat.txt.gz"])
    #expect(names(leftOut) == ["readme.md", "usage.txt", "empty.txt", "picture", "prose.txt"])
    let archive = directory.file("x.zip")
    try directory.write(
      Zip.archive(files.filter { $0.0 != "book" }.map { Zip.Entry(Array($0.0.utf8), $0.1) }), to: "x.zip")
    #expect(
      try InputListing.expand([archive]).map { $0.name.replacing(archive + "/", with: "") }
        == ["千牛.txt", "export", "names.log", "broken.csv", "gbk.txt", "chat.txt.gz"])
  }

  /// What cannot be opened keeps its place in the list and is refused there; the others are read.
  @Test func goesOnWithoutWhatIsMissing() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("{\"id\":\"a\",\"turns\":[]}\n", to: "a.ndjson")
    let paths = [
      directory.file("none"), path, directory.path, try directory.write([0x50, 0x4B, 3, 4, 9], to: "b.zip"),
    ]
    let source = ConversationSource(try InputListing.expand(paths, keepsGoing: true), keepsGoing: true)
    let report = source.report
    #expect(try outcomes(source).map { $0.prefix(2) } == ["a "])
    #expect(report.entries.map { $0.failure?.code } == ["E-INPUT-MISSING", nil, "E-INPUT-DIRECTORY", "E-INPUT-ZIP"])
  }

  @Test func refusesWhatItCannotRead() throws {
    let directory = try TemporaryDirectory()
    func error(_ path: String) -> ToolError? {
      #expect(throws: ToolError.self) { try InputListing.expand([path]) }
    }
    #expect(error(directory.file("none"))?.exitCode == .inputMissing)
    #expect(error(directory.path)?.exitCode == .usage)
    #expect(error(directory.path)?.how.contains("-r") == true)
    let path = try directory.write("x", to: "secret")
    guard SystemCalls.lock(path) else { return }
    #expect(error(path)?.exitCode == .inputOutput)
  }

  @Test func refusesOutputsThatAreInputs() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("x", to: "in/a.ndjson")
    let inputs = [InputFile(path), .standardInput]
    func check(_ output: String, _ directories: [String] = []) throws {
      try InputListing.check(output: output, against: inputs, directories: directories)
    }
    try check("-")
    try check(directory.file("out.ndjson"))
    try check(directory.file("in/out.ndjson"))
    #expect(throws: ToolError.self) { try check(path) }
    #expect(throws: ToolError.self) { try check(directory.file("in/../in/a.ndjson")) }
    #expect(SystemCalls.linkHard(path, as: directory.file("hard")))
    #expect(throws: ToolError.self) { try check(directory.file("hard")) }
    #expect(throws: ToolError.self) { try check(directory.file("in/out.ndjson"), [directory.path]) }
    try check(directory.file("inside"), [directory.file("in")])
  }
}
