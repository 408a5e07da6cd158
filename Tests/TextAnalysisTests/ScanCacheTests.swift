import Foundation
import Testing
import TextAnalysis
import Transcripts

@Suite struct ScanCacheTests {
  private func directory() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("scan-cache-\(UUID().uuidString)").path
  }

  private func plan(_ words: [String] = ["保本", "refund"], pattern: String = "保.本") throws -> ScanPlan {
    let folder = try Folder()
    var plan = try ScanPlan()
    for word in words { _ = plan.addLiteral(folder.fold(word)) }
    _ = try plan.addPattern(pattern, caseSensitive: false)
    _ = try plan.addPattern("(a)(?(1)b|c)x", caseSensitive: false)
    return plan
  }

  /// What a scanner finds in one fixed conversation.
  private func results(_ scanner: TextAnalysis.Scanner) throws -> [[Int]] {
    let worker = try scanner.makeWorker()
    let conversation = conversation(["这个保本", "保底本金 refund"])
    var folded = FoldedText()
    try Folder().fold(conversation, into: &folded)
    worker.scan(folded, of: conversation)
    return [
      worker.literalHits.map { Int($0.end) }, worker.candidateTurns(pattern: 0).map { Int($0) },
      worker.candidateTurns(pattern: 1).map { Int($0) },
    ]
  }

  private func files(_ directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }

  private func mode(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int) ?? 0
  }

  @Test func writesPrivatelyAndReadsBack() throws {
    let directory = directory() + "/nested"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let cold = try results(try plan().compile(cacheDirectory: directory))
    let names = files(directory)
    #expect(names.count == 1)
    #expect(mode(directory) == 0o700)
    #expect(mode("\(directory)/\(names[0])") == 0o600)
    #expect(try results(try plan().compile(cacheDirectory: directory)) == cold)
    #expect(try results(try plan().compile(cacheDirectory: nil)) == cold)
    #expect(files(directory) == names)
    _ = try plan(["别的"]).compile(cacheDirectory: directory)
    #expect(files(directory).count == 2)
  }

  @Test func passesOverDamage() throws {
    let directory = directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let expected = try results(try plan().compile(cacheDirectory: directory))
    let path = "\(directory)/\(try #require(files(directory).first))"
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    var generator = SplitMix64(seed: 5)
    var variants = [Data(), Data([0]), good.prefix(good.count / 2), good + Data([0])]
    for _ in 0..<60 {
      var bad = good
      bad[Int.random(in: 0..<bad.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      variants.append(bad)
    }
    for variant in variants {
      try variant.write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(try results(try plan().compile(cacheDirectory: directory)) == expected)
    }
  }

  @Test func passesOverFilesOthersMayWrite() throws {
    let directory = directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let expected = try results(try plan().compile(cacheDirectory: directory))
    let path = "\(directory)/\(try #require(files(directory).first))"
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    #expect(try results(try plan().compile(cacheDirectory: directory)) == expected)
    #expect(mode(path) == 0o600)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
    #expect(try results(try plan().compile(cacheDirectory: directory)) == expected)
  }

  @Test func doesWithoutAWritableDirectory() throws {
    let expected = try results(try plan().compile(cacheDirectory: nil))
    for directory in ["/proc/nowhere", "/dev/null/x", "", "/etc/passwd"] {
      #expect(try results(try plan().compile(cacheDirectory: directory)) == expected)
    }
  }

  @Test func sameContentSameHash() throws {
    #expect(try plan().contentHash == plan().contentHash)
    #expect(try plan().contentHash != plan(["保本"]).contentHash)
    #expect(try plan().contentHash != plan(pattern: "保..本").contentHash)
  }
}
