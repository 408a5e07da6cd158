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
          "-", "a.json", "a/x.jsonl", "b.ndjson", "c.json.gz", "d.json.gz", "pretty.json", "é.ndjson", "a/z.txt",
        ])
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
