/// Counts the hashed n-grams of folded texts; one a worker.
///
/// Features are, as in the usual strong baseline for short texts: character 1- to 3-grams of scripts without spaces;
/// character 2- to 5-grams within Latin words, the word's borders included; Latin words and pairs of neighbours; marks.
/// All are hashed into 2^`bits` places (Weinberger et al., *Feature Hashing*, 2009); the hash is fixed for ever by
/// the model version.
///
/// Unsafe code: the text and the counters are reached through pointers within their bounds.
final class NgramCounter {
  static let defaultBits = 18

  private let mask: UInt64
  /// Occurrences by feature; all zero between texts.
  private var counts: [UInt16]
  /// The features of the text, in order of first occurrence.
  private var touched: [Int32] = []

  init(bits: Int = NgramCounter.defaultBits) {
    mask = (1 << UInt64(bits)) - 1
    counts = Array(repeating: 0, count: 1 << bits)
  }

  /// Number of places n-grams are hashed into.
  var placeCount: Int { counts.count }

  /// Calls `body` with every feature of a range of folded text and how often it occurs.
  @inline(__always)
  func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (_ feature: Int, _ count: Int) -> Void) {
    // Taken out for the time of the call: reaching them in the object for every feature would cost more than the work.
    var touched: [Int32] = []
    swap(&touched, &self.touched)
    count(bytes, range, &touched)
    for index in touched {
      let feature = Int(index)
      body(feature, Int(counts[feature]))
      counts[feature] = 0
    }
    touched.removeAll(keepingCapacity: true)
    swap(&touched, &self.touched)
  }

  private func count(_ bytes: [UInt8], _ range: Range<Int>, _ touched: inout [Int32]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    unsafe bytes.withUnsafeBufferPointer { text in
      unsafe counts.withUnsafeMutableBufferPointer { counts in
        unsafe Self.scan(text, range, counts, mask, &touched)
      }
    }
  }

  private static func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ counts: UnsafeMutableBufferPointer<UInt16>,
    _ mask: UInt64, _ touched: inout [Int32]
  ) {
    let end = range.upperBound
    var index = range.lowerBound
    var lastWord: UInt64 = 0
    while index < end {
      let byte = unsafe text[index]
      if TermTable.isWordByte(byte) {
        index = unsafe word(text, index, end, counts, mask, &touched, &lastWord)
      } else if byte < 0x80 {
        if byte > 0x20 {
          unsafe add(UInt64(byte) &+ 0x1000, counts, mask, &touched)
          if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { lastWord = 0 }
        }
        index += 1
      } else {
        index = unsafe run(text, index, end, counts, mask, &touched)
        lastWord = 0
      }
    }
  }

  /// The n-grams of a Latin word; an apostrophe belongs to it.
  private static func word(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int, _ counts: UnsafeMutableBufferPointer<UInt16>,
    _ mask: UInt64, _ touched: inout [Int32], _ lastWord: inout UInt64
  ) -> Int {
    var end = start
    var whole: UInt64 = 0x5EED
    while end < limit {
      let byte = unsafe text[end]
      guard TermTable.isWordByte(byte) || byte == 0x27 else { break }
      whole = (whole ^ UInt64(byte)) &* Self.prime
      end += 1
    }
    unsafe add(whole &+ 7, counts, mask, &touched)
    if lastWord != 0 { unsafe add((lastWord ^ (whole >> 7)) &* Self.prime &+ 11, counts, mask, &touched) }
    lastWord = whole
    // Position −1 and `end` are the word's borders.
    var from = start - 1
    let last = min(end, start + 64)
    while from < last {
      var hash: UInt64 = 0xB0
      var position = from
      let stop = min(from + 5, last + 1)
      while position < stop {
        let byte: UInt8 = position < start || position >= last ? 0x20 : unsafe text[position]
        hash = (hash ^ UInt64(byte)) &* Self.prime
        position += 1
        if position - from >= 2 { unsafe add(hash &+ UInt64(position - from), counts, mask, &touched) }
      }
      from += 1
    }
    return end
  }

  /// The n-grams of a run of characters beyond ASCII.
  private static func run(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ counts: UnsafeMutableBufferPointer<UInt16>,
    _ mask: UInt64, _ touched: inout [Int32]
  ) -> Int {
    var index = start
    var previous: UInt64 = 0
    var beforePrevious: UInt64 = 0
    while index < end {
      let lead = unsafe text[index]
      guard lead >= 0x80 else { break }
      let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      var code = UInt64(lead)
      for offset in 1..<length where index + offset < end { code = code << 8 | UInt64(unsafe text[index + offset]) }
      unsafe add(code &* 3 &+ 1, counts, mask, &touched)
      if previous != 0 {
        let pair = (previous &* Self.prime ^ code) &* Self.prime
        unsafe add(pair &+ 2, counts, mask, &touched)
        if beforePrevious != 0 {
          unsafe add(
            ((beforePrevious &* Self.prime ^ previous) &* Self.prime ^ code) &* Self.prime &+ 3, counts, mask, &touched)
        }
      }
      beforePrevious = previous
      previous = code
      index += length
    }
    return index
  }

  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  @inline(__always)
  private static func add(
    _ value: UInt64, _ counts: UnsafeMutableBufferPointer<UInt16>, _ mask: UInt64, _ touched: inout [Int32]
  ) {
    var hash = value &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 29
    let feature = Int(truncatingIfNeeded: (hash &* 0xBF58_476D_1CE4_E5B9) >> 40 & mask)
    let count = unsafe counts[feature]
    if count == 0 { touched.append(Int32(truncatingIfNeeded: feature)) }
    if count < .max { unsafe counts[feature] = count + 1 }
  }
}
