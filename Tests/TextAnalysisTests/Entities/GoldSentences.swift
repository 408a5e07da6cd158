import Foundation
import TestSupport
import TextAnalysis
import Transcripts

/// Hand-written sentences with marked personal data, and how well the recogniser finds it.
struct GoldSentences {
  /// What was found, found wrongly and missed of a kind.
  struct Count {
    var found = 0
    var wrong = 0
    var missed = 0
    var precision: Double { Double(found) / Double(max(1, found + wrong)) }
    var recall: Double { Double(found) / Double(max(1, found + missed)) }
  }

  /// The sentences under a heading: `development` or one of the unseen parts.
  static func read(_ name: String, part: String) throws -> [MarkedSentence] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Gold/personal-data-\(name).txt")
    return try MarkedSentence.read(file.path, part: part)
  }

  /// Counts by kind; a find counts if it and the mark share at least half of either.
  static func counts(_ sentences: [MarkedSentence]) throws -> [String: Count] {
    let folder = try Folder()
    let recognizer = EntityRecognizer()
    var folded = FoldedText()
    var counts: [String: Count] = [:]
    for sentence in sentences {
      var conversation = Conversation()
      conversation.append(Turn(start: 0, end: 0, role: .customer), text: sentence.text)
      folder.fold(conversation, into: &folded)
      var finds = recognizer.entities(in: conversation, folded).filter { !$0.isMasked }
        .map { (kind: $0.kind.rawValue, range: folded.original($0.parts[0])) }
      for mark in sentence.marks {
        let match = finds.firstIndex { find in
          let shared = find.range.clamped(to: mark.range).count
          return find.kind == mark.kind && shared * 2 >= find.range.count && shared * 2 >= mark.range.count
        }
        if let match {
          finds.remove(at: match)
          counts[mark.kind, default: Count()].found += 1
        } else {
          counts[mark.kind, default: Count()].missed += 1
        }
      }
      for find in finds { counts[find.kind, default: Count()].wrong += 1 }
    }
    return counts
  }

  /// Prints a line of the table, when asked to by GOLD=1.
  static func show(_ title: String, _ count: Count) {
    guard ProcessInfo.processInfo.environment["GOLD"] != nil else { return }
    func two(_ value: Double) -> String { String(format: "%.2f", value) }
    print("GOLD", title, count.found, count.wrong, count.missed, two(count.precision), two(count.recall))
  }
}
