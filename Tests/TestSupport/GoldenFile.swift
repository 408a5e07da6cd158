import Foundation

/// A file with the output that was once looked at and found right.
///
/// `RECORD=1` writes the file anew; the comparison still fails then, so that nobody records by accident.
public struct GoldenFile: Sendable {
  /// Where the file lies.
  public let path: String

  /// Names the file `Golden/<name>` of a test target.
  public init(_ name: String, in target: String) {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    path = tests.appendingPathComponent(target).appendingPathComponent("Golden").appendingPathComponent(name).path
  }

  /// The first line that differs from the file, or `nil` if everything is the same.
  public func difference(from actual: String) throws -> String? {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(actual.utf8).write(to: URL(fileURLWithPath: path))
      return "recorded; look at the change and run again without RECORD"
    }
    guard let data = FileManager.default.contents(atPath: path) else { return "the file is missing; run with RECORD=1" }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != actual else { return nil }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(old.count, new.count) {
      let before = index < old.count ? String(old[index]) : "(nothing)"
      let after = index < new.count ? String(new[index]) : "(nothing)"
      if before != after { return "line \(index + 1)\n  golden: \(before)\n  actual: \(after)" }
    }
    return "the files differ"
  }
}
