import Foundation
import TestSupport
import Testing

/// Odd arguments, and an environment that lacks what programs like to find.
@Suite struct SurroundingsTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write(Samples.lines(600), to: "a.ndjson")
  }

  private func score(_ arguments: String..., environment: [String: String?] = [:]) throws -> Outcome {
    try Tool.run(["score", "--rules", "book.yaml"] + arguments, in: work.path, environment: environment)
  }

  // MARK: Arguments

  @Test func filesNamedLikeOptions() throws {
    try work.write(Samples.lines(3), to: "-x")
    #expect(try Tool.run(["score", "--rules", "book.yaml", "--", "-x"], in: work.path).lines.count == 3)
    #expect(try Tool.run(["score", "--rules", "book.yaml", "./-x"], in: work.path).lines.count == 3)
    #expect(try score("-x").code == 64)
  }

  @Test func oddArguments() throws {
    // Every record repeats the field's name: a few are enough.
    try work.write(Samples.lines(3), to: "few.ndjson")
    let long = try score("few.ndjson", "--by", String(repeating: "x", count: 100_000))
    #expect(long.code == 0 && long.lines.count == 3 && long.seconds < 10)
    #expect(try score(String(repeating: "y", count: 100_000)).code != 0)
    #expect(try score("a.ndjson", "--jobs", "2", "--jobs", "3").code == 0)
    #expect(try score("").code == 66)
  }

  @Test func bytesOfFileNamesAreKept() throws {
    let name: [UInt8] = [0x66, 0xFF, 0xFE, 0x2E, 0x6E]
    let path = Array(work.path.utf8) + [0x2F] + name
    let script = "cp a.ndjson \"$(printf 'f\\377\\376.n')\""
    let capture = try TemporaryDirectory()
    let copying = try ToolProcess(
      "/bin/sh", [Array("-c".utf8), Array("cd \(work.path) && \(script)".utf8)], environment: Tool.environment(),
      input: .empty, output: .capture, capture: (capture.file("o"), capture.file("e")))
    guard copying.wait(timeout: Tool.patience).code == 0 else { return }
    let process = try Tool.start(
      ["score", "--rules", "book.yaml"].map { Array($0.utf8) } + [path], in: work.path, capture: capture)
    let outcome = Tool.outcome(process.wait(timeout: Tool.patience), capture)
    #expect(outcome.code == 0 && outcome.lines.count == 600)
    #expect(try Tool.run(["score", "-r", ".", "--rules", "book.yaml"], in: work.path).code == 0)
  }

  // MARK: The environment

  @Test func aHomeThatIsMissingOrClosed() throws {
    try work.write("no folder", to: "home")
    let plain = try score("a.ndjson")
    for environment in [
      ["HOME": nil, "XDG_CACHE_HOME": nil], ["HOME": work.file("home"), "XDG_CACHE_HOME": nil],
      ["HOME": "relative", "XDG_CACHE_HOME": "relative"], ["XDG_CACHE_HOME": "/dev/null/x"],
      ["XDG_CACHE_HOME": "/proc"],
      ["HOME": "", "XDG_CACHE_HOME": "", "PATH": nil],
    ] as [[String: String?]] {
      let outcome = try score("a.ndjson", environment: environment)
      #expect(outcome.code == 0 && outcome.outputBytes == plain.outputBytes)
    }
    #expect(Files.all(in: work.path) == ["a.ndjson", "book.yaml", "home"])
  }

  /// A cache that somebody damaged or that others can write is not believed.
  @Test func aDamagedCacheIsNotBelieved() throws {
    let environment = ["XDG_CACHE_HOME": work.file("cache") as String?]
    let plain = try score("a.ndjson", environment: environment)
    for name in Files.all(in: work.file("cache")) where name.hasSuffix(".hsdb") {
      var bytes = try work.read("cache/" + name)
      #expect(try Files.mode(work.file("cache/" + name)) == 0o600)
      bytes[bytes.count / 2] ^= 0xFF
      try work.write(bytes, to: "cache/" + name)
    }
    #expect(try score("a.ndjson", environment: environment).outputBytes == plain.outputBytes)
    for name in Files.all(in: work.file("cache")) where name.hasSuffix(".hsdb") {
      try work.write([], to: "cache/" + name)
    }
    #expect(try score("a.ndjson", environment: environment).outputBytes == plain.outputBytes)
  }

  @Test func aFolderThatIsGone() throws {
    let book = work.file("book.yaml")
    let outcome = try Tool.run(
      ["score", work.file("a.ndjson"), "--rules", book], in: work.path,
      prelude: "mkdir gone && cd gone && rmdir ../gone")
    #expect(outcome.code == 0 && outcome.lines.count == 600)
  }

  @Test func aFolderThatCannotBeWritten() throws {
    // Root may write anywhere, so the folder is one in which nobody can.
    let outcome = try score("a.ndjson", "--out", "/proc/qa-results")
    #expect(outcome.code == 74 && outcome.errors.contains("error[E-OUTPUT-WRITE]") && outcome.outputBytes.isEmpty)
    #expect(try score("a.ndjson", "--quarantine", "/proc/q.ndjson").code == 74)
    #expect(try score("a.ndjson", "--quarantine", "no-such-folder/q.ndjson").code == 74)
  }
}
