import Foundation
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

  /// A sentence without its marks, and the marked byte ranges.
  struct Sentence {
    var text: [UInt8] = []
    var marks: [(kind: String, range: Range<Int>)] = []

    init(_ line: Substring) {
      var open: (kind: String, start: Int)?
      var rest = line
      while let character = rest.first {
        rest.removeFirst()
        if character == "⟦" {
          let kind = rest.prefix { $0 != ":" }
          rest = rest.dropFirst(kind.count + 1)
          open = (String(kind), text.count)
        } else if character == "⟧", let mark = open {
          marks.append((mark.kind, mark.start..<text.count))
          open = nil
        } else {
          text += Array(String(character).utf8)
        }
      }
    }
  }

  /// The sentences under a heading: `development` or `unseen`.
  static func read(_ name: String, part: String) throws -> [Sentence] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Gold/personal-data-\(name).txt")
    var heading = ""
    var sentences: [Sentence] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("# ") {
        heading = String(line.dropFirst(2))
      } else if heading == part {
        sentences.append(Sentence(line))
      }
    }
    return sentences
  }

  /// Counts by kind; a find counts if it and the mark share at least half of either.
  static func counts(_ sentences: [Sentence]) throws -> [String: Count] {
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
