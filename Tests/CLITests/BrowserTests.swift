import Foundation
import TestSupport
import Testing

/// The page in a real browser, where one is installed.
@Suite(.enabled(if: Browser.isThere), .serialized) struct BrowserTests {
  let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  /// Scripts in the data do not run, ours does, and the policy refuses what somebody adds.
  @Test func onlyOurScriptRuns() throws {
    let hostile = "<img src=x onerror=document.title='pwned'></details><script>document.title='pwned'</script>"
    try work.write(Samples.book, to: "book.yaml")
    let lines = (0..<12).map { Samples.line("c-\($0) \(hostile)", agent: "that is forbidden and fatal \(hostile)") }
    try work.write(lines.joined(), to: "a.ndjson")
    let outcome = try Tool.run(["score", "a.ndjson", "--rules", "book.yaml", "--out", "out"], in: work.path)
    #expect(outcome.code == 0)
    let page = try Browser.dump(work.file("out/report.html"), profile: work.file("profile"))
    #expect(page.contains("<title>Quality report"))
    #expect(page.contains("class=\"sort\"") && page.contains("type=\"search\""), "sorting and filtering are there")
    #expect(!page.contains("<img") && !page.contains("title>pwned"))

    // The same page with markup let in: the policy stops it, which shows that the test can see a difference.
    let text = String(decoding: try work.read("out/report.html"), as: UTF8.self)
    let spoiled = text.replacing("<main", with: "<script>document.title='pwned'</script><main", maxReplacements: 1)
    try work.write(spoiled, to: "spoiled.html")
    #expect(try !Browser.dump(work.file("spoiled.html"), profile: work.file("profile")).contains("title>pwned"))
    let start = try #require(spoiled.range(of: "<meta http-equiv"))
    let end = try #require(spoiled.range(of: ">", range: start.lowerBound..<spoiled.endIndex))
    try work.write(spoiled.replacingCharacters(in: start.lowerBound..<end.upperBound, with: ""), to: "open.html")
    #expect(try Browser.dump(work.file("open.html"), profile: work.file("profile")).contains("title>pwned"))
  }
}

/// Chromium without a window.
enum Browser {
  private static let path = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static var isThere: Bool { path != nil }

  /// The document after its scripts ran.
  static func dump(_ file: String, profile: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile, "--dump-dom", "file://" + file,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
