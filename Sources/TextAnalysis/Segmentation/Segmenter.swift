/// Splits Chinese, English and mixed text into words: one a worker, not thread-safe.
///
/// The most probable path through a lattice (Viterbi over unigram probabilities): dictionary words, numbers with their
/// counting units, runs of letters, persons' names and transliterated names by probability, single characters.
/// Width, case and 繁/简 make no difference to what is a word; tokens are ranges of the bytes as they are, and together
/// they are the whole text. The same text always gives the same words.
public struct Segmenter {
  let dictionary: WordDictionary

  // Buffers of one stretch without blanks; kept between calls.
  private var codes: [UInt32] = []
  private var kinds: [CharacterClass] = []
  private var offsets: [Int] = []
  private var cells: [LatticeCell] = []

  /// The longest stretch that is decided as one; longer ones are cut at a character.
  static let longestStretch = 4096

  /// Makes a segmenter.
  public init(_ dictionary: WordDictionary = .bundled) { self.dictionary = dictionary }

  /// Appends the tokens of UTF-8 text in order; blanks are tokens too.
  ///
  /// - Complexity: O(*n*) for *n* bytes
  public mutating func segment(_ text: [UInt8], into tokens: inout [WordToken]) {
    unsafe text.withUnsafeBufferPointer { unsafe segment($0, into: &tokens) }
  }

  /// The words of a text, without blanks; for tests and small uses.
  public mutating func words(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var tokens: [WordToken] = []
    segment(bytes, into: &tokens)
    return tokens.filter { $0.kind != .space }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  mutating func segment(_ text: UnsafeBufferPointer<UInt8>, into tokens: inout [WordToken]) {
    var position = 0
    var spaceStart = -1
    while position < text.count {
      let (scalar, length) = unsafe UTF8Decoding.scalar(text, position)
      let character = CharacterCode(scalar)
      if character.kind == .space {
        finish(position, &tokens)
        if spaceStart < 0 { spaceStart = position }
      } else {
        if spaceStart >= 0 {
          tokens.append(WordToken(range: spaceStart..<position, kind: .space))
          spaceStart = -1
        }
        if codes.count >= Self.longestStretch { finish(position, &tokens) }
        codes.append(character.code)
        kinds.append(character.kind)
        offsets.append(position)
      }
      position += length
    }
    finish(text.count, &tokens)
    if spaceStart >= 0 { tokens.append(WordToken(range: spaceStart..<text.count, kind: .space)) }
  }

  /// ln P of the best path through a text, for the weights of new words.
  mutating func probability(of text: String) -> Float {
    codes.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    for scalar in text.unicodeScalars {
      let character = CharacterCode(scalar.value)
      codes.append(character.code)
      kinds.append(character.kind)
    }
    defer {
      codes.removeAll(keepingCapacity: true)
      kinds.removeAll(keepingCapacity: true)
    }
    solve()
    return cells[codes.count].weight
  }

  /// Decides the stretch in the buffers and appends its tokens.
  private mutating func finish(_ end: Int, _ tokens: inout [WordToken]) {
    let count = codes.count
    guard count > 0 else { return }
    offsets.append(end)
    solve()
    let first = tokens.count
    var position = count
    while position > 0 {
      let start = Int(cells[position].start)
      tokens.append(WordToken(range: offsets[start]..<offsets[position], kind: cells[position].kind))
      position = start
    }
    tokens[first...].reverse()
    codes.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
  }

  /// Finds the most probable path into `cells`, by end position.
  private mutating func solve() {
    cells.removeAll(keepingCapacity: true)
    cells.append(contentsOf: repeatElement(LatticeCell(), count: codes.count + 1))
    cells[0].weight = 0
    // Taken out of `self`, so that it can change while the rest is read.
    var taken: [LatticeCell] = []
    swap(&taken, &cells)
    do {
      let codes = codes.span
      let kinds = kinds.span
      var lattice = taken.mutableSpan
      for start in 0..<codes.count where lattice[start].weight > -.infinity {
        Lattice.addArcs(start, codes, kinds, &lattice, dictionary)
      }
    }
    swap(&taken, &cells)
  }
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
