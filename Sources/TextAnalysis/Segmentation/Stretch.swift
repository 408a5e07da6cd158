/// A stretch of text without blanks while its words are decided: characters, and the best way to every position.
///
/// The words' first two characters are looked up for all positions at once before the lattice is walked: the dictionary is
/// larger than the caches, and look-ups that wait for one another would take most of the time.
///
/// Unsafe code: the text is read through a pointer, always below its count.
struct Stretch: Sendable {
  /// Characters that are decided as one at most; a longer stretch is cut at a character.
  static let longest = 4096

  /// How many characters it has.
  private(set) var count = 0
  private var codes: [UInt32]
  private var kinds: [CharacterClass]
  /// Where each character begins in the text.
  private var offsets: [Int]
  private var pairs: [WordPair]
  private var cells: [LatticeCell]

  /// Makes room for so many characters.
  init(size: Int = Self.longest) {
    codes = [UInt32](repeating: 0, count: size)
    kinds = [CharacterClass](repeating: .space, count: size)
    offsets = [Int](repeating: 0, count: size == 0 ? 0 : size + 1)
    pairs = [WordPair](repeating: WordPair(), count: size)
    cells = [LatticeCell](repeating: LatticeCell(), count: size == 0 ? 0 : size + 1)
  }

  /// Reads characters up to the next blank or as many as fit, and gives the position behind them.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    unsafe Self.read(text, start, &codes, &kinds, &offsets, &count)
  }

  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ codes: inout [UInt32], _ kinds: inout [CharacterClass],
    _ offsets: inout [Int], _ count: inout Int
  ) -> Int {
    var position = start
    var number = 0
    let room = codes.count
    var codes = codes.mutableSpan
    var kinds = kinds.mutableSpan
    var offsets = offsets.mutableSpan
    let table = Simplification.table
    let simplified = table.span
    while position < text.count, number < room {
      let (scalar, length) = unsafe UTF8Decoding.scalar(text, position)
      if scalar &- Simplification.first < Simplification.end - Simplification.first {
        codes[number] = UInt32(simplified[Int(scalar - Simplification.first)])
        kinds[number] = .han
      } else {
        let character = CharacterCode(scalar)
        if character.kind == .space { break }
        codes[number] = character.code
        kinds[number] = character.kind
      }
      offsets[number] = position
      number += 1
      position += length
    }
    count = number
    return position
  }

  /// ln P of the best path through a text, for the weights of new words.
  static func probability(of text: String, _ dictionary: WordDictionary) -> Float {
    let characters = text.unicodeScalars.map { CharacterCode($0.value) }
    var stretch = Stretch(size: characters.count)
    stretch.count = characters.count
    for (place, character) in characters.enumerated() {
      stretch.codes[place] = character.code
      stretch.kinds[place] = character.kind
    }
    stretch.solve(dictionary)
    return stretch.count == 0 ? 0 : stretch.cells[stretch.count].weight
  }

  /// Finds the most probable path into `cells`, by end position.
  mutating func solve(_ dictionary: WordDictionary) {
    guard count > 0 else { return }
    Self.lookUp(count, codes, kinds, &pairs, dictionary.trie)
    Self.walk(count, codes, kinds, pairs, &cells, dictionary)
  }

  private static func walk(
    _ count: Int, _ codes: [UInt32], _ kinds: [CharacterClass], _ pairs: [WordPair], _ cells: inout [LatticeCell],
    _ dictionary: WordDictionary
  ) {
    let codes = codes.span.extracting(0..<count)
    let kinds = kinds.span.extracting(0..<count)
    let pairs = pairs.span
    var cells = cells.mutableSpan
    for end in 0...codes.count { cells[end] = LatticeCell() }
    cells[0].weight = 0
    for start in 0..<codes.count where cells[start].weight > -.infinity {
      Lattice.addArcs(start, codes, kinds, pairs, &cells, dictionary)
    }
  }

  /// Looks up the first two characters of the words that begin at each position.
  private static func lookUp(
    _ count: Int, _ codes: [UInt32], _ kinds: [CharacterClass], _ pairs: inout [WordPair], _ trie: WordTrie
  ) {
    let codes = codes.span.extracting(0..<count)
    let kinds = kinds.span.extracting(0..<count)
    var pairs = pairs.mutableSpan
    for start in 0..<codes.count {
      pairs[start].next = -1
      guard start + 1 < codes.count, start == 0 || !Lattice.isInsideRun(start, kinds) else { continue }
      let link = trie.link(after: .root, codes[start])
      if link.exists { pairs[start].next = trie.candidate(after: link, codes[start + 1]) }
    }
    for start in 0..<codes.count {
      let slot = pairs[start].next
      pairs[start] = WordPair()
      guard slot >= 0 else { continue }
      let first = trie.link(after: .root, codes[start])
      let link = trie.link(at: slot, after: first, codes[start + 1])
      pairs[start].link = link
      if link.exists, start + 2 < codes.count { pairs[start].next = trie.candidate(after: link, codes[start + 2]) }
    }
  }

  /// Appends the words of the best path; the stretch ends at `end` in the text.
  mutating func appendTokens(end: Int, to tokens: inout [WordToken]) {
    offsets[count] = end
    let first = tokens.count
    var position = count
    while position > 0 {
      let start = Int(cells[position].start)
      tokens.append(WordToken(range: offsets[start]..<offsets[position], kind: cells[position].kind))
      position = start
    }
    tokens[first...].reverse()
  }
}

/// What the dictionary says of two characters that stand at a position.
struct WordPair: Sendable {
  /// Where they lead in the trie.
  var link = WordTrie.Link()
  /// Where to look for the third, or -1 if no word goes on with it.
  var next: Int32 = -1
}

/// The best way to a position.
struct LatticeCell: Sendable {
  /// ln P of the best path that ends here.
  var weight = -Float.infinity
  /// Where the last word of that path begins.
  var start: Int32 = 0
  /// What that word is.
  var kind = WordToken.Kind.han
}

/// The arcs of the lattice; every function adds those of one kind that begin at a position.
enum Lattice {
  /// Keeps an arc if it is the best way to its end so far.
  @inline(__always)
  static func relax(
    _ start: Int, _ end: Int, _ weight: Float, _ kind: WordToken.Kind, _ cells: inout MutableSpan<LatticeCell>
  ) {
    let total = cells[start].weight + weight
    if total > cells[end].weight { cells[end] = LatticeCell(weight: total, start: Int32(start), kind: kind) }
  }
}
