/// Words with a value each, looked up at an offset of a text; the longest word wins.
///
/// Words are grouped by a hash of their first character, so that a lookup where no word begins reads one number.
struct WordList<Value: Sendable>: Sendable {
  private static var bucketCount: Int { 1024 }

  /// Where each bucket's words begin in `words`, and a closing entry.
  private var buckets: [UInt16]
  /// The words of a bucket, longest first.
  private var words: [(start: UInt16, length: UInt16, value: Value)] = []
  private var bytes: [UInt8] = []

  /// Makes a list of comma-separated words, written folded.
  init(_ groups: [(words: String, value: Value)]) {
    var all: [(bucket: Int, word: [UInt8], value: Value)] = []
    for group in groups {
      for word in group.words.split(separator: ",") {
        let word = Array(word.utf8)
        all.append((Self.bucket(word, 0, word.count), word, group.value))
      }
    }
    all.sort { ($0.bucket, -$0.word.count) < ($1.bucket, -$1.word.count) }
    buckets = Array(repeating: UInt16(all.count), count: Self.bucketCount + 1)
    for (index, entry) in all.enumerated().reversed() {
      buckets[entry.bucket] = UInt16(index)
    }
    for index in buckets.indices.dropLast().reversed() where buckets[index] > buckets[index + 1] {
      buckets[index] = buckets[index + 1]
    }
    for entry in all {
      words.append((UInt16(bytes.count), UInt16(entry.word.count), entry.value))
      bytes.append(contentsOf: entry.word)
    }
  }

  /// The bucket of the words that can begin at an offset; every word has its first character's bytes in full.
  @inline(__always)
  private static func bucket(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Int {
    let lead = Int(bytes[index])
    guard lead >= 0xE0, index + 2 < end else { return lead }
    return (lead &* 131 ^ Int(bytes[index + 1]) &* 37 ^ Int(bytes[index + 2])) & (bucketCount - 1)
  }

  /// The longest word that stands at an offset and ends at or before `end`.
  ///
  /// Words of letters must stand alone; ideographs need not.
  func match(in text: [UInt8], at index: Int, end: Int) -> (length: Int, value: Value)? {
    guard index < end else { return nil }
    let isLetter = text[index].isASCIILetter
    // A word of letters begins where no letter or digit stands before.
    if isLetter, index > 0, text[index - 1].isASCIILetter || text[index - 1].isASCIIDigit { return nil }
    let bucket = Self.bucket(text, index, end)
    var candidate = Int(buckets[bucket])
    let last = Int(buckets[bucket + 1])
    candidates: while candidate < last {
      let (start, length, value) = words[candidate]
      candidate += 1
      let upper = index + Int(length)
      guard upper <= end else { continue }
      for offset in 0..<Int(length) where text[index + offset] != bytes[Int(start) + offset] { continue candidates }
      if isLetter, upper < text.count, text[upper - 1].isASCIILetter, text[upper].isASCIILetter { continue }
      return (Int(length), value)
    }
    return nil
  }
}
