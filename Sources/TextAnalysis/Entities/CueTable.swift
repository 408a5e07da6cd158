/// Words that mean something for what follows or precedes them, found at a place by their first character.
struct CueTable: Sendable {
  /// The words by first code point, longest first.
  private let words: [UInt32: [[UInt32]]]

  init(_ texts: [String]) {
    var words: [UInt32: [[UInt32]]] = [:]
    for text in texts { words[text.codes[0], default: []].append(text.codes) }
    self.words = words.mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The longest word that stands at a place; words of letters must stand alone if that is asked for.
  func match(_ characters: TurnCharacters, at index: Int, whole: Bool = false) -> [UInt32]? {
    guard characters.values.indices.contains(index), let candidates = words[characters.values[index]] else {
      return nil
    }
    return candidates.first { word in
      characters.has(word, at: index)
        && !(whole && (0x61...0x7A).contains(word[0]) && characters.isLetter(index - 1))
        && !(whole && (0x61...0x7A).contains(word[word.count - 1]) && characters.isLetter(index + word.count))
    }
  }
}
