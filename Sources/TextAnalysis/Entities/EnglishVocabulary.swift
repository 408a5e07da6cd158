internal import CSegmentation

/// The words of written English, to tell a name from another word with a capital.
struct EnglishVocabulary: Sendable {
  /// The list inside the program; read once, at its first use.
  static let bundled: EnglishVocabulary = {
    let lines = unsafe csegmentation_english_words()
    return unsafe EnglishVocabulary(Span(_unsafeElements: UnsafeBufferPointer(start: lines.bytes, count: lines.count)))
  }()

  /// How a word is written by its hash: 1 in lower case, 2 with a capital, 3 both.
  private var kinds: [UInt64: UInt8] = [:]
  /// A bit for each hash of a word in lower case, to say quickly that a word is one.
  private var ordinary = [UInt64](repeating: 0, count: 1 << 14)

  /// Reads a list of a word a line; `#` begins a comment.
  init(_ text: Span<UInt8>) {
    kinds.reserveCapacity(80_000)
    var hash = Self.basis
    var first: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      if byte == 0x0A {
        if first != 0, first != 0x23 { add(hash, isCapital: first < 0x61) }
        hash = Self.basis
        first = 0
      } else {
        if first == 0 { first = byte }
        hash = (hash ^ UInt64(byte | 0x20)) &* Self.prime
      }
    }
  }

  private mutating func add(_ hash: UInt64, isCapital: Bool) {
    kinds[hash, default: 0] |= isCapital ? 2 : 1
    guard !isCapital else { return }
    let bit = hash >> 44
    ordinary[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  /// Whether a word of folded text is one that is written in lower case; one in fifteen others says yes as well.
  func isOrdinary(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var hash = Self.basis
    for index in 0..<word.count { hash = unsafe (hash ^ UInt64(word[index])) &* Self.prime }
    let bit = hash >> 44
    return ordinary[Int(bit >> 6)] & 1 << (bit & 63) != 0
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  /// The hash of a word in lower case (FNV-1a over code points).
  static func hash(_ codes: ArraySlice<UInt32>) -> UInt64 { codes.reduce(basis) { ($0 ^ UInt64($1)) &* prime } }

  /// 0 unknown, 1 a word in lower case, 2 only with a capital (names, places, brands), 3 both.
  func kind(_ hash: UInt64) -> UInt8 { kinds[hash] ?? 0 }
}
