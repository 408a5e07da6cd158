import Foundation
import TestSupport
import Testing

/// What build servers read is valid by an XML Schema that is not ours to check, read by xmllint.
@Suite(.enabled(if: XMLLint.isThere)) struct JUnitSchemaTests {
  @Test(arguments: [
    ("transcripts/online-service-zh.ndjson", "online-service-zh"), ("transcripts/finance-en.ndjson", "finance-en"),
    ("transcripts/collection-zh.ndjson", "collection-zh"),
  ])
  func isWhatJenkinsReads(_ input: String, _ book: String) throws {
    let work = try TemporaryDirectory()
    let outcome = try Tool.run(
      ["score", Tool.package + "/" + input, "--rules", book, "--junit", "findings.xml"], in: work.path)
    #expect(outcome.code == 0)
    #expect(try XMLLint.accepts(work.file("findings.xml")) == "")
  }

  /// The schema refuses what Jenkins would not read, so the test above can fail.
  @Test func schemaRefusesOtherThings() throws {
    let work = try TemporaryDirectory()
    try work.write("<testsuites><testsuite name=\"a\"/></testsuites>", to: "a.xml")
    #expect(try XMLLint.accepts(work.file("a.xml")) != "")
  }
}

/// The schema checker of libxml2.
enum XMLLint {
  private static let path = ["/usr/bin/xmllint", "/opt/homebrew/opt/libxml2/bin/xmllint"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static var isThere: Bool { path != nil }

  /// What is wrong with a file by the schema; empty if nothing is.
  static func accepts(_ file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = ["--noout", "--schema", Tool.package + "/Tests/Oracles/junit-jenkins.xsd", file]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : said
  }
}
