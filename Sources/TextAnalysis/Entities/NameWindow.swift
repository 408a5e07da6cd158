/// The most probable cuts of a few ideographs around a place into words of the dictionary, names left aside.
///
/// Forward and backward sums of the best paths (Viterbi over unigram probabilities) answer for every candidate that
/// begins at the place how probable the words around are with it and without.
struct NameWindow {
  /// How many characters it looks at on each side of the place.
  static let reach = 6

  /// The characters it spans.
  private(set) var range = 0..<0
  private var codes: [UInt32] = []
  /// ln P of the best path from the window's beginning to a place, and where its last word begins.
  private var forward: [Float] = []
  private var lastStart: [Int] = []
  /// ln P of the best path from a place to the window's end, and where its first word ends.
  private var backward: [Float] = []
  private var firstEnd: [Int] = []
  /// The word that is written like one of the candidates: its weight by its length.
  private var own: [Float] = []

  private let dictionary: WordDictionary

  init(_ dictionary: WordDictionary) { self.dictionary = dictionary }

  /// Looks at the ideographs around a place.
  mutating func read(_ characters: TurnCharacters, around place: Int) {
    var start = place
    while start > 0, place - start < Self.reach, characters.isHan(start - 1) { start -= 1 }
    var end = place
    while end < characters.count, end - place < Self.reach + 3, characters.isHan(end) { end += 1 }
    range = start..<end
    codes.removeAll(keepingCapacity: true)
    for value in characters.values[range] { codes.append(CharacterCode(value).code) }
    let count = codes.count
    Self.fill(&forward, count + 1, -.infinity)
    Self.fill(&lastStart, count + 1, 0)
    Self.fill(&backward, count + 1, -.infinity)
    Self.fill(&firstEnd, count + 1, 0)
    Self.fill(&own, 5, WordTrie.none)
    forward[0] = 0
    for index in 0..<count { extend(index) }
    backward[count] = 0
    for index in stride(from: count - 1, through: 0, by: -1) { extendBack(index) }
    var link = WordTrie.Link.root
    let first = place - start
    for index in first..<min(first + 4, count) {
      link = dictionary.trie.link(after: link, codes[index])
      guard link.exists else { break }
      own[index - first + 1] = link.weight
    }
  }

  private mutating func extend(_ index: Int) {
    words(from: index) { end, weight, window in
      if window.forward[index] + weight > window.forward[end] {
        window.forward[end] = window.forward[index] + weight
        window.lastStart[end] = index
      }
    }
  }

  private mutating func extendBack(_ index: Int) {
    words(from: index) { end, weight, window in
      if window.backward[end] + weight > window.backward[index] {
        window.backward[index] = window.backward[end] + weight
        window.firstEnd[index] = end
      }
    }
  }

  @inline(__always)
  private mutating func words(from index: Int, _ use: (Int, Float, inout NameWindow) -> Void) {
    var link = dictionary.trie.link(after: .root, codes[index])
    use(index + 1, link.weight > WordTrie.none ? link.weight : dictionary.unknown, &self)
    var end = index + 1
    while link.exists, end < codes.count {
      link = dictionary.trie.link(after: link, codes[end])
      end += 1
      if link.weight > WordTrie.none { use(end, link.weight, &self) }
    }
  }

  private static func fill<Value>(_ list: inout [Value], _ count: Int, _ value: Value) {
    list.removeAll(keepingCapacity: true)
    list.append(contentsOf: repeatElement(value, count: count))
  }

  /// ln of how much more probable the window is with a name of that probability at a range than without.
  func margin(_ name: Range<Int>, _ weight: Float) -> Float {
    forward[name.lowerBound - range.lowerBound] + NameModel.prior + weight
      + backward[name.upperBound - range.lowerBound] - forward[codes.count]
  }

  /// The weight of the dictionary's word of a length at the place, or ``WordTrie/none``.
  func ownWeight(_ length: Int) -> Float { own[length] }

  /// Whether two characters are a word of the dictionary.
  func isWord(_ place: Int) -> Bool {
    guard place >= range.lowerBound, place + 1 < range.upperBound else { return false }
    let index = place - range.lowerBound
    let link = dictionary.trie.link(after: .root, codes[index])
    return dictionary.trie.link(after: link, codes[index + 1]).weight > WordTrie.none
  }

  /// The last word of the best path to a place.
  func word(before place: Int) -> Range<Int>? {
    let end = place - range.lowerBound
    return end > 0 ? range.lowerBound + lastStart[end]..<place : nil
  }

  /// The first word of the best path from a place.
  func word(after place: Int) -> Range<Int>? {
    let start = place - range.lowerBound
    return start < codes.count ? place..<range.lowerBound + firstEnd[start] : nil
  }
}
