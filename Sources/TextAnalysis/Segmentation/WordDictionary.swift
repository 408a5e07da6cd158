internal import CSegmentation
internal import Statistics

/// The words a segmenter knows with their probabilities: the bundled dictionary and the user's words on top.
public struct WordDictionary: Sendable {
  var trie: WordTrie
  let names: NameModel
  /// ln P of a character that is no word.
  let unknown: Float
  /// How many words of the user it holds.
  public private(set) var userWordCount = 0

  /// The bundled dictionary.
  ///
  /// It is read once in a process, at its first use, which takes about 0.1 s.
  public static let bundled = WordDictionary()

  private init() {
    let words = unsafe csegmentation_words()
    var reader = WordListReader()
    unsafe reader.read(UnsafeBufferPointer(start: words.bytes, count: words.count))
    trie = reader.trie
    unknown = Float(-logarithm(Double(reader.total))) - 1
    names = NameModel.bundled
    trie.normalize(by: Float(logarithm(Double(reader.total))))
  }

  /// Adds a word of the user: it wins against its own parts and against nothing else that is more probable.
  ///
  /// - Parameter count: How often it occurs per 60 million words, if known.
  public mutating func add(_ word: String, count: Int? = nil) {
    let codes = word.unicodeScalars.map { CharacterCode($0.value) }.filter { $0.kind != .space && $0.kind != .mark }
    guard codes.count > 1 || codes.first?.kind == .han else { return }
    var parts = Stretch.probability(of: word, self) + 0.7
    if let count { parts = Float(logarithm(Double(max(count, 1)))) - Self.logTotal }
    trie.insert(codes.map(\.code), weight: min(max(parts, count == nil ? -11 : -.infinity), -1))
    userWordCount += 1
  }

  /// Adds the words of a list: one a line, with a count after a blank if it is known; `#` begins a comment.
  ///
  /// Lines of the form `word count tag`, which other segmenters read, are understood.
  public mutating func add(list: [UInt8]) {
    for line in list.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      var text = String(decoding: line, as: UTF8.self)
      if text.unicodeScalars.first?.value == 0xFEFF { text.unicodeScalars.removeFirst() }
      let fields = text.split(whereSeparator: \.isWhitespace)
      guard let word = fields.first, !word.hasPrefix("#") else { continue }
      if fields.count > 1, let count = Int(fields[1]) {
        add(String(word), count: count)
      } else if fields.count > 1, fields[1].allSatisfy({ $0.isASCII && $0.isLetter }) == false {
        // Words with blanks in them ("iPhone 15") are terms of several tokens; their parts stay words.
        continue
      } else {
        add(String(word))
      }
    }
  }

  /// Whether it holds a word.
  public func contains(_ word: String) -> Bool {
    trie.weight(of: word.unicodeScalars.map { CharacterCode($0.value).code }) > WordTrie.none
  }

  /// ln of the number of words behind the bundled counts.
  private static let logTotal: Float = 17.91
}

/// Reads lines of `count<TAB>word word …` straight into a trie.
private struct WordListReader {
  var trie = WordTrie(capacity: 520_000)
  var total = 0

  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var position = 0
    var codes: [UInt32] = []
    codes.reserveCapacity(32)
    while position < text.count {
      if unsafe text[position] == 0x23 {
        while position < text.count, unsafe text[position] != 0x0A { position += 1 }
        position += 1
        continue
      }
      var count = 0
      while position < text.count, unsafe text[position] != 0x09 {
        count = unsafe count * 10 + Int(text[position]) - 0x30
        position += 1
      }
      position += 1
      let weight = Float(logarithm(Double(count)))
      while position < text.count {
        let byte = unsafe text[position]
        if byte == 0x20 || byte == 0x0A {
          trie.insert(codes, weight: weight)
          total += count
          codes.removeAll(keepingCapacity: true)
          position += 1
          if byte == 0x0A { break }
          continue
        }
        let (scalar, length) = unsafe UTF8Decoding.scalar(text, position)
        codes.append(CharacterCode(scalar).code)
        position += length
      }
    }
  }
}

/// Decodes valid UTF-8.
enum UTF8Decoding {
  /// The code point at a position and its length in bytes; a torn end gives what is left as one byte.
  @inline(__always)
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> (UInt32, Int) {
    let lead = unsafe text[position]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard length > 1, position + length <= text.count else { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = unsafe text[position + offset]
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }
}
