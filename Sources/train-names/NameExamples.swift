internal import TestSupport
internal import TextAnalysis
internal import Transcripts

/// What was found rightly, wrongly and not.
struct NameCounts: CustomStringConvertible {
  var found = 0
  var wrong = 0
  var missed = 0

  mutating func add(_ other: NameCounts) {
    found += other.found
    wrong += other.wrong
    missed += other.missed
  }

  var description: String {
    let precision = Double(found) / Double(max(1, found + wrong))
    let recall = Double(found) / Double(max(1, found + missed))
    return "\(found) found, \(wrong) wrong, \(missed) missed; precision \(precision), recall \(recall)"
  }
}

/// Whose names a model is for.
enum NameLanguage {
  case chinese, english
}

/// The candidates of marked sentences with their features.
struct NameExamples {
  private(set) var examples: [LogisticTrainer.Example] = []
  /// The candidates of every sentence: range in characters and index of the example.
  private var sentences: [[(range: Range<Int>, example: Int)]] = []
  /// What features say that are known by hashes.
  private(set) var texts: [NameFeature: String] = [:]
  private var candidates = NameCandidates()

  init(_ lines: [Substring], _ language: NameLanguage) throws {
    let folder = try Folder()
    for line in lines { add(MarkedSentence(line), folder, language) }
  }

  private mutating func add(_ sentence: MarkedSentence, _ folder: Folder, _ language: NameLanguage) {
    var conversation = Conversation()
    conversation.append(Turn(start: 0, end: 0, role: .customer), text: sentence.text)
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    let names = sentence.marks.filter { $0.kind == "name" }.map(\.range)
    var found: [(range: Range<Int>, example: Int)] = []
    func note(_ range: Range<Int>, _ bytes: Range<Int>, _ features: [NameFeature]) {
      found.append((range, examples.count))
      examples.append(
        LogisticTrainer.Example(sentences.count, features, isPositive: names.contains(folded.original(bytes))))
    }
    switch language {
    case .chinese:
      candidates.visit(folded.bytes, folded.turnRange(0)) { note($0, $1, $2) }
    case .english:
      EnglishNameCandidates.visit(
        folded.bytes, folded.turnRange(0), original: { conversation.text[folded.original($0)] }
      ) { range, bytes, features in
        for (feature, text) in features { texts[feature] = text }
        note(range, bytes, features.map(\.0))
      }
    }
    sentences.append(found)
  }

  /// How well a model finds the names among the candidates; names that are no candidates do not count.
  func counts(_ model: [NameFeature: Float], threshold: Float) -> NameCounts {
    var counts = NameCounts()
    for sentence in sentences {
      let scored = sentence.map { (range: $0.range, example: examples[$0.example]) }
        .map { (range: $0.range, isName: $0.example.isPositive, score: $0.example.score(model)) }
        .filter { $0.score > threshold }.sorted { $0.score > $1.score }
      var kept: [Range<Int>] = []
      for candidate in scored where !kept.contains(where: { $0.overlaps(candidate.range) }) {
        kept.append(candidate.range)
        if candidate.isName { counts.found += 1 } else { counts.wrong += 1 }
      }
      let names = sentence.filter { examples[$0.example].isPositive }
      counts.missed += names.filter { name in !kept.contains(name.range) }.count
    }
    return counts
  }
}
