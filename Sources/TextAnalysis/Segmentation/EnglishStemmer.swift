/// Light stemming of English: plural, -ing and -ed, possessive; nothing that makes two meanings one.
///
/// In the spirit of Harman, *How effective is suffixing?*, 1991 (the s-stemmer), with the two verb endings that service
/// texts vary most. A stem need not be a word: it is compared, never shown.
public enum EnglishStemmer {
  /// Cuts the endings off a lower-case ASCII word in place.
  public static func stem(_ word: inout [UInt8]) {
    if ends(word, "'s") { word.removeLast(2) }
    if word.count > 4, ends(word, "ies") {
      word.removeLast(3)
      word.append(0x79)
      return
    }
    if word.count > 3, word.last == 0x73, !ends(word, "ss"), !ends(word, "us"), !ends(word, "is") { word.removeLast() }
    if word.count > 5, ends(word, "ing") {
      word.removeLast(3)
    } else if word.count > 4, ends(word, "ed") {
      word.removeLast(2)
    }
    // stopped → stop, but not call → cal.
    if word.count > 3, let last = word.last, word[word.count - 2] == last,
      !(last == 0x6C || last == 0x73 || last == 0x65)
    {
      word.removeLast()
    }
    if word.count > 3, word.last == 0x65 { word.removeLast() }
  }

  /// The stem of a word.
  public static func stem(_ word: String) -> String {
    var bytes = Array(word.lowercased().utf8)
    stem(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func ends(_ word: [UInt8], _ ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard word.count >= count else { return false }
    return ending.withUTF8Buffer { buffer in
      for index in 0..<count where unsafe buffer[index] != word[word.count - count + index] { return false }
      return true
    }
  }
}
