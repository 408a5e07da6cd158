/// Words with a value each, looked up at an offset of a text; the longest word wins.
struct WordList<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var word: [UInt8]
    var value: Value
  }

  /// Entries by first byte, longest first.
  private var byFirst: [[Entry]] = Array(repeating: [], count: 256)

  /// Makes a list; words are written folded.
  init(_ groups: [(words: String, value: Value)]) {
    for group in groups {
      for word in group.words.split(separator: ",") {
        let bytes = Array(word.utf8)
        byFirst[Int(bytes[0])].append(Entry(word: bytes, value: group.value))
      }
    }
    for index in byFirst.indices { byFirst[index].sort { $0.word.count > $1.word.count } }
  }

  /// The longest word that stands at an offset and ends at or before `end`.
  ///
  /// Words of letters must stand alone; ideographs need not.
  func match(in bytes: [UInt8], at index: Int, end: Int) -> (length: Int, value: Value)? {
    entries: for entry in byFirst[Int(bytes[index])] {
      let upper = index + entry.word.count
      guard upper <= end else { continue }
      for offset in entry.word.indices where bytes[index + offset] != entry.word[offset] { continue entries }
      if entry.word[0].isASCIILetter {
        if index > 0, bytes[index - 1].isASCIILetter || bytes[index - 1].isASCIIDigit { continue }
        if upper < bytes.count, entry.word[entry.word.count - 1].isASCIILetter, bytes[upper].isASCIILetter { continue }
      }
      return (entry.word.count, entry.value)
    }
    return nil
  }
}
