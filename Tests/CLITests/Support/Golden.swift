import Foundation
import Testing

/// Texts kept in `Golden/`; `RECORD=1` writes them anew and fails the run, so that nobody forgets to look at them.
enum Golden {
  private static let folder = Tool.package + "/Tests/CLITests/Golden"
  private static var records: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

  /// Compares a text with the one kept under a name.
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    // The hash of a rulebook changes with every comma of it; what the tool says about it does not.
    let text = text.replacing(/[0-9a-f]{64}/, with: "<hash>")
    let path = "\(folder)/\(name).txt"
    let kept = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    if kept == text { return }
    if records {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record(
        "recorded Golden/\(name).txt; look at it and run again without RECORD", sourceLocation: sourceLocation)
      return
    }
    guard let kept else {
      Issue.record("Golden/\(name).txt is missing; RECORD=1 writes it", sourceLocation: sourceLocation)
      return
    }
    Issue.record("Golden/\(name).txt differs\n\(difference(kept, text))", sourceLocation: sourceLocation)
  }

  /// The first lines that differ.
  private static func difference(_ kept: String, _ text: String) -> String {
    let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let places = (0..<max(old.count, new.count)).filter {
      $0 >= old.count || $0 >= new.count || old[$0] != new[$0]
    }
    return places.prefix(10).map { place in
      let before = place < old.count ? String(old[place].prefix(300)) : "(end)"
      let after = place < new.count ? String(new[place].prefix(300)) : "(end)"
      return "line \(place + 1)\n- \(before)\n+ \(after)"
    }.joined(separator: "\n")
  }
}

extension Outcome {
  /// The whole outcome as one text.
  var transcript: String {
    var text = output
    if !text.isEmpty && !text.hasSuffix("\n") { text += "\n(no line break)\n" }
    return text + "--- standard error\n" + errors + "--- exit \(code)\n"
  }
}
