import TestSupport
import Testing
import Transcripts

@Suite struct OutputTests {
  @Test func writesWholeFilesWithPrivateMode() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("out.ndjson")
    let file = try AtomicFile(path: path)
    let bytes = [UInt8](repeating: 0x61, count: 200_000)
    try file.write(bytes)
    try file.write(Array("end".utf8))
    #expect(try directory.names() != ["out.ndjson"])
    try file.commit()
    #expect(try directory.names() == ["out.ndjson"])
    #expect(try directory.read("out.ndjson") == bytes + Array("end".utf8))
    #expect(SystemCalls.mode(of: path) == 0o600)
  }

  @Test func leavesTheOldFileWithoutACommit() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("old", to: "out")
    do {
      let file = try AtomicFile(path: path, force: true)
      try file.write(Array("new".utf8))
    }
    #expect(try directory.names() == ["out"])
    #expect(try directory.read("out") == Array("old".utf8))
    let file = try AtomicFile(path: path, force: true)
    try file.write(Array("new".utf8))
    try file.commit()
    #expect(try directory.read("out") == Array("new".utf8))
  }

  @Test func refusesTargetsThatAreNotItsOwn() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("old", to: "out")
    func code(_ path: String, force: Bool) -> String? {
      #expect(throws: ToolError.self) { try AtomicFile(path: path, force: force) }?.code
    }
    #expect(code(path, force: false) == "E-OUTPUT-EXISTS")
    #expect(SystemCalls.linkSymbolic(path, as: directory.file("link")))
    #expect(code(directory.file("link"), force: true) == "E-OUTPUT-TARGET")
    #expect(code("/dev/null", force: true) == "E-OUTPUT-TARGET")
    #expect(code(directory.path, force: true) == "E-OUTPUT-TARGET")
    #expect(code(directory.file("none/out"), force: true) == "E-OUTPUT-WRITE")
    #expect(try directory.names() == ["link", "out"])
  }

  @Test func reportsAFullDisk() throws {
    let descriptor = SystemCalls.openForWriting("/dev/full")
    try #require(descriptor >= 0)
    defer { SystemCalls.shut(descriptor) }
    let output = CheckedOutput(descriptor: descriptor, name: "/dev/full")
    try output.write("held back")
    let error = #expect(throws: ToolError.self) { try output.flush() }
    #expect(error?.code == "E-OUTPUT-FULL")
    #expect(error?.exitCode == .inputOutput)
    #expect(error?.file == "/dev/full")
  }

  @Test func reportsAClosedPipeSilently() throws {
    let descriptor = SystemCalls.brokenPipe()
    defer { SystemCalls.shut(descriptor) }
    let output = CheckedOutput(descriptor: descriptor, name: "pipe")
    let error = #expect(throws: ToolError.self) { try output.write([UInt8](repeating: 0, count: 1 << 20)) }
    #expect(error == .closedPipe)
    #expect(error?.isSilent == true)
    #expect(error?.exitCode.rawValue == 141)
  }

  @Test func reportsAClosedDescriptor() {
    let output = CheckedOutput(descriptor: 9999, name: "gone")
    let error = #expect(throws: ToolError.self) { try output.write([UInt8](repeating: 0, count: 1 << 20)) }
    #expect(error?.code == "E-OUTPUT-WRITE")
  }
}
