extension Lattice {
  /// ln P of a number; every number is equally probable.
  static var numberWeight: Float { -5 }

  /// Adds all arcs of the lattice that begin at a position.
  static func addArcs(
    _ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>, _ pairs: Span<WordPair>,
    _ cells: inout MutableSpan<LatticeCell>, _ dictionary: WordDictionary
  ) {
    if start == 0 || !isInsideRun(start, kinds) { addWords(start, codes, kinds, pairs[start], &cells, dictionary) }
    switch kinds[start] {
    case .han:
      let role = dictionary.names.role(codes[start])
      if !role.isEmpty {
        if role.contains(.number) { addNumeral(start, codes, kinds, &cells, dictionary) }
        addNames(start, role, codes, &cells, dictionary)
      }
      relax(start, start + 1, dictionary.unknown, .han, &cells)
    case .letter:
      let end = endOfLetters(start, codes, kinds)
      relax(start, end, -8 - Float(end - start) * 0.01, .letters, &cells)
    case .digit:
      let end = endOfDigits(start, codes, kinds)
      relax(start, end, numberWeight, .number, &cells)
      if end < codes.count, kinds[end] == .letter {
        let wordEnd = endOfLetters(start, codes, kinds)
        relax(start, wordEnd, -8 - Float(wordEnd - start) * 0.01, .letters, &cells)
      }
    case .symbol, .mark, .space:
      relax(start, endOfSymbol(start, codes, kinds), -5, .symbol, &cells)
    }
  }

  /// Dictionary words; they begin and end at the borders of runs of letters and digits.
  private static func addWords(
    _ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>, _ pair: WordPair,
    _ cells: inout MutableSpan<LatticeCell>, _ dictionary: WordDictionary
  ) {
    var link = dictionary.trie.link(after: .root, codes[start])
    guard link.exists else { return }
    addWord(start, start + 1, link.weight, codes, kinds, &cells)
    link = pair.link
    guard link.exists else { return }
    addWord(start, start + 2, link.weight, codes, kinds, &cells)
    guard pair.next >= 0 else { return }
    link = dictionary.trie.link(at: pair.next, after: link, codes[start + 2])
    var end = start + 3
    while link.exists {
      addWord(start, end, link.weight, codes, kinds, &cells)
      guard end < codes.count else { return }
      link = dictionary.trie.link(after: link, codes[end])
      end += 1
    }
  }

  /// A dictionary word, if a word ends there and no run of letters or digits is cut.
  @inline(__always)
  private static func addWord(
    _ start: Int, _ end: Int, _ weight: Float, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>,
    _ cells: inout MutableSpan<LatticeCell>
  ) {
    guard weight > WordTrie.none, end == codes.count || !isInsideRun(end, kinds) else { return }
    let kind: WordToken.Kind =
      kinds[end - 1] == .han || kinds[start] == .han
      ? .han : kinds[start] == .letter ? .letters : kinds[start] == .digit ? .number : .symbol
    relax(start, end, weight, kind, &cells)
    if end - start == 2, kinds[start] == .han { addReduplication(start, weight, codes, kinds, &cells) }
  }

  /// ABAB where AB is a word: 研究研究.
  private static func addReduplication(
    _ start: Int, _ weight: Float, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>,
    _ cells: inout MutableSpan<LatticeCell>
  ) {
    guard start + 3 < codes.count, codes[start] != codes[start + 1], kinds[start + 1] == .han else { return }
    if codes[start] == codes[start + 2], codes[start + 1] == codes[start + 3] {
      relax(start, start + 4, weight - 4, .han, &cells)
    }
  }

  /// Whether a position lies between two letters or two digits of one alphabet.
  @inline(__always)
  static func isInsideRun(_ position: Int, _ kinds: Span<CharacterClass>) -> Bool {
    kinds[position] == kinds[position - 1] && (kinds[position] == .letter || kinds[position] == .digit)
  }

  /// The end of a run of letters and digits, with what joins them: apostrophes, dots, hyphens before digits, @ and &.
  private static func endOfLetters(_ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>) -> Int {
    var end = start
    let count = codes.count
    while end < count {
      let kind = kinds[end]
      if kind == .letter || kind == .digit || kind == .mark {
        end += 1
        continue
      }
      guard end + 1 < count, end > start else { break }
      let next = kinds[end + 1]
      let joins: Bool
      switch codes[end] {
      case 0x27, 0x2019: joins = next == .letter && kinds[end - 1] == .letter
      case 0x2E, 0x5F, 0x40: joins = codes[end + 1] < 0x80 && (next == .letter || next == .digit)
      case 0x2D: joins = next == .digit && kinds[end - 1] != .digit
      case 0x26: joins = next == .letter && codes[end + 1] < 0x80
      case 0x3A: joins = end + 3 < count && codes[end + 1] == 0x2F && codes[end + 2] == 0x2F
      default: joins = false
      }
      guard joins else { break }
      end += codes[end] == 0x3A ? 3 : 1
    }
    return max(end, start + 1)
  }

  /// Marks join the symbol before them; dashes, ellipses and stops repeat as one.
  private static func endOfSymbol(_ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>) -> Int {
    var end = start + 1
    let code = codes[start]
    if code == 0x2014 || code == 0x2026 || code == 0x2D || code == 0x2E || code == 0x2500 || code == 0x2A {
      while end < codes.count, codes[end] == code { end += 1 }
    }
    while end < codes.count, kinds[end] == .mark || codes[end - 1] == 0x200D { end += 1 }
    return end
  }
}
