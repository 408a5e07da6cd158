/// Words that mean something for what follows or precedes them, found at a place by their first character.
struct CueTable: Sendable {
  /// The words by first code point, longest first.
  private let words: [UInt32: [[UInt32]]]
  /// A bit for each first code point below 0x10000, to say no quickly.
  private let firsts: [UInt64]

  init(_ texts: [String]) {
    var words: [UInt32: [[UInt32]]] = [:]
    for text in texts { words[text.codes[0], default: []].append(text.codes) }
    var firsts = [UInt64](repeating: 0, count: 1024)
    for first in words.keys where first < 0x10000 { firsts[Int(first >> 6)] |= 1 << UInt64(first & 63) }
    self.firsts = firsts
    self.words = words.mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The longest word that stands at a place; words of letters must stand alone if that is asked for.
  func match(_ characters: TurnCharacters, at index: Int, whole: Bool = false) -> [UInt32]? {
    guard characters.values.indices.contains(index), mayBegin(with: characters.values[index]),
      let candidates = words[characters.values[index]]
    else { return nil }
    return candidates.first { word in
      characters.has(word, at: index)
        && !(whole && (0x61...0x7A).contains(word[0]) && characters.isLetter(index - 1))
        && !(whole && (0x61...0x7A).contains(word[word.count - 1]) && characters.isLetter(index + word.count))
    }
  }

  /// Whether a word may begin with a code point.
  private func mayBegin(with code: UInt32) -> Bool {
    code >= 0x10000 || firsts[Int(code >> 6)] & 1 << UInt64(code & 63) != 0
  }
}
