/// Counts the hashed n-grams of folded texts; one a worker.
///
/// Features are, as in the usual strong baseline for short texts: character 1- to 3-grams of scripts without spaces;
/// character 2- to 5-grams within Latin words, the word's borders included; Latin words and pairs of neighbours; marks.
/// All are hashed into 2^`bits` places (Weinberger et al., *Feature Hashing*, 2009); the hash is fixed for ever by
/// the model version.
///
/// A text is hashed first and counted afterwards, so that look-ups in tables larger than the caches do not wait for one another.
///
/// Unsafe code: the buffers are owned by the object and freed with it; hashes are masked, so that all lie within the
/// counters, and the list of features has room for every place.
@safe
final class NgramCounter {
  static let defaultBits = 18
  /// Hashes held before they are counted.
  private static let room = 4096
  /// The most hashes that one step of the scan adds: a word of 64 letters, or one character.
  private static let largestStep = 4 * 65 + 2

  /// Number of places n-grams are hashed into.
  let placeCount: Int
  private let mask: UInt64
  /// Occurrences by feature; all zero between texts.
  private let counts: UnsafeMutablePointer<UInt16>
  /// The features of the text, in order of first occurrence.
  private let touched: UnsafeMutablePointer<Int32>
  private let hashes: UnsafeMutablePointer<Int32>

  init(bits: Int = NgramCounter.defaultBits) {
    precondition((0...24).contains(bits))
    placeCount = 1 << bits
    mask = (1 << UInt64(bits)) - 1
    unsafe counts = .allocate(capacity: placeCount)
    unsafe counts.initialize(repeating: 0, count: placeCount)
    // One more, because the next free place is written before it is known whether the feature is new.
    unsafe touched = .allocate(capacity: placeCount + 1)
    unsafe hashes = .allocate(capacity: Self.room + Self.largestStep)
  }

  deinit {
    unsafe counts.deallocate()
    unsafe touched.deallocate()
    unsafe hashes.deallocate()
  }

  /// Calls `body` with every feature of a range of folded text and how often it occurs.
  @inline(__always)
  func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (_ feature: Int, _ count: Int) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    let number = unsafe bytes.withUnsafeBufferPointer { unsafe count($0, range) }
    let (counts, touched) = unsafe (counts, touched)
    for index in 0..<number {
      let feature = unsafe Int(touched[index])
      let count = unsafe counts[feature]
      unsafe counts[feature] = 0
      body(feature, Int(count))
    }
  }

  /// Counts the features of a text and gives their number.
  private func count(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var scan = unsafe NgramScan(text: text, end: range.upperBound, mask: mask, out: hashes)
    var index = range.lowerBound
    var number = 0
    while index < range.upperBound {
      index = unsafe scan.step(index)
      if unsafe scan.count >= Self.room || index >= range.upperBound { unsafe add(&scan, &number) }
    }
    return number
  }

  /// Counts the hashes at hand.
  private func add(_ scan: inout NgramScan, _ number: inout Int) {
    let (counts, touched, hashes) = unsafe (counts, touched, hashes)
    for index in 0..<(unsafe scan.count) {
      let feature = unsafe hashes[index]
      let count = unsafe counts[Int(feature)]
      unsafe touched[number] = feature
      number += count == 0 ? 1 : 0
      unsafe counts[Int(feature)] = count == .max ? count : count + 1
    }
    unsafe scan.count = 0
  }
}

/// Writes the hashes of a text's n-grams one after the other.
@unsafe
private struct NgramScan {
  let text: UnsafeBufferPointer<UInt8>
  let end: Int
  let mask: UInt64
  let out: UnsafeMutablePointer<Int32>
  /// Hashes written.
  var count = 0
  /// The hash of the Latin word before, 0 if a sentence or another script lies between.
  var lastWord: UInt64 = 0
  // The two characters before of a run beyond ASCII, 0 if there are none.
  var previous: UInt64 = 0
  var beforePrevious: UInt64 = 0

  init(text: UnsafeBufferPointer<UInt8>, end: Int, mask: UInt64, out: UnsafeMutablePointer<Int32>) {
    unsafe self.text = text
    unsafe self.end = end
    unsafe self.mask = mask
    unsafe self.out = out
  }

  /// Takes the word, mark or character at a position and gives the position behind it.
  @inline(__always)
  mutating func step(_ index: Int) -> Int {
    let byte = unsafe text[index]
    if byte >= 0x80 {
      unsafe lastWord = 0
      return unsafe character(index, byte)
    }
    unsafe previous = 0
    unsafe beforePrevious = 0
    if TermTable.isWordByte(byte) { return unsafe word(index) }
    if byte > 0x20 {
      unsafe add(UInt64(byte) &+ 0x1000)
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { unsafe lastWord = 0 }
    }
    return index + 1
  }

  /// The n-grams of a Latin word; an apostrophe belongs to it.
  private mutating func word(_ start: Int) -> Int {
    let limit = unsafe end
    let text = unsafe text
    var end = start
    var whole: UInt64 = 0x5EED
    while end < limit {
      let byte = unsafe text[end]
      guard TermTable.isWordByte(byte) || byte == 0x27 else { break }
      whole = unsafe (whole ^ UInt64(byte)) &* Self.prime
      end += 1
    }
    unsafe add(whole &+ 7)
    if unsafe lastWord != 0 { unsafe add((lastWord ^ (whole >> 7)) &* Self.prime &+ 11) }
    unsafe lastWord = whole
    // Two to five letters with the word's borders, which are blanks; of a long word the first 64.
    let last = min(end, start + 64)
    unsafe grams(Self.border, start, last)
    var from = start
    while from + 5 <= last {
      let second = unsafe Self.next(Self.next(Self.first, text[from]), text[from + 1])
      let third = unsafe Self.next(second, text[from + 2])
      let fourth = unsafe Self.next(third, text[from + 3])
      let fifth = unsafe Self.next(fourth, text[from + 4])
      unsafe add(second &+ 2)
      unsafe add(third &+ 3)
      unsafe add(fourth &+ 4)
      unsafe add(fifth &+ 5)
      from += 1
    }
    while from < last {
      unsafe grams(Self.next(Self.first, text[from]), from + 1, last)
      from += 1
    }
    return end
  }

  /// The n-grams that go on with the letters from a position to the end of the word and the blank behind it.
  @inline(__always)
  private mutating func grams(_ start: UInt64, _ position: Int, _ last: Int) {
    var hash = start
    let length = min(4, last - position)
    for offset in 0..<length {
      hash = unsafe Self.next(hash, text[position + offset])
      unsafe add(hash &+ UInt64(offset + 2))
    }
    if length < 4 { unsafe add(Self.next(hash, 0x20) &+ UInt64(length + 2)) }
  }

  /// The n-grams that end with a character beyond ASCII.
  @inline(__always)
  private mutating func character(_ index: Int, _ lead: UInt8) -> Int {
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var code = UInt64(lead)
    for offset in 1..<length where unsafe index + offset < end {
      code = code << 8 | UInt64(unsafe text[index + offset])
    }
    unsafe add(code &* 3 &+ 1)
    if unsafe previous != 0 {
      unsafe add((previous &* Self.prime ^ code) &* Self.prime &+ 2)
      if unsafe beforePrevious != 0 {
        unsafe add(((beforePrevious &* Self.prime ^ previous) &* Self.prime ^ code) &* Self.prime &+ 3)
      }
    }
    unsafe beforePrevious = previous
    unsafe previous = code
    return index + length
  }

  private static let prime: UInt64 = 0x0000_0100_0000_01B3
  /// The hash of no letter, and of the blank before a word.
  private static let first: UInt64 = 0xB0
  private static var border: UInt64 { unsafe next(first, 0x20) }

  @inline(__always)
  private static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 { unsafe (hash ^ UInt64(byte)) &* prime }

  @inline(__always)
  private mutating func add(_ value: UInt64) {
    var hash = value &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 29
    unsafe out[count] = Int32(truncatingIfNeeded: (hash &* 0xBF58_476D_1CE4_E5B9) >> 40 & mask)
    unsafe count += 1
  }
}
