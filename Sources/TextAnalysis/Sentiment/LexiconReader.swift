/// Reads text with a lexicon: finds the terms, keeps count of distance, and lets ``Valence`` weigh them.
///
/// Unsafe code: the text is read through a pointer, always between `range`'s bounds.
final class LexiconReader: SentimentReader {
  private let lexicon: SentimentLexicon

  init(_ lexicon: SentimentLexicon) { self.lexicon = lexicon }

  func read(_ bytes: [UInt8], in range: Range<Int>) -> SentimentReading {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    var valence = Valence()
    unsafe bytes.withUnsafeBufferPointer { buffer in unsafe Self.scan(lexicon, buffer, range, &valence) }
    return valence.finish()
  }

  private static func scan(
    _ lexicon: SentimentLexicon, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ valence: inout Valence
  ) {
    let end = range.upperBound
    var index = range.lowerBound
    while index < end {
      let byte = unsafe bytes[index]
      if byte == 0x20 {
        index += 1
      } else if TermTable.isWordByte(byte) {
        if let found = unsafe lexicon.table.longest(bytes, at: index, end) {
          valence.add(lexicon.entries[found.value], latin: true)
          index = found.end
        } else {
          index = unsafe passWord(lexicon, bytes, index, end, &valence)
        }
      } else if byte < 0x80 {
        index = unsafe passMark(lexicon, bytes, index, end, &valence)
      } else if let found = unsafe lexicon.table.longest(bytes, at: index, end) {
        valence.add(lexicon.entries[found.value], latin: false)
        index = found.end
      } else {
        index = unsafe passCharacter(lexicon, bytes, index, end, &valence)
      }
    }
  }

  /// Steps over a word that is not in the lexicon; a word with a stretched letter (soooo) is tried without.
  private static func passWord(
    _ lexicon: SentimentLexicon, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ valence: inout Valence
  ) -> Int {
    var index = start
    var isStretched = false
    while index < end {
      let byte = unsafe bytes[index]
      if TermTable.isWordByte(byte) {
        if index >= start + 2, unsafe bytes[index - 1] == byte, unsafe bytes[index - 2] == byte { isStretched = true }
        index += 1
      } else if unsafe byte == 0x27 && index + 1 < end && TermTable.isWordByte(bytes[index + 1]) {
        index += 1
      } else {
        break
      }
    }
    if isStretched, let entry = unsafe squeezed(lexicon, bytes, start, index) {
      valence.add(entry, latin: true, stretched: true)
    } else {
      valence.pass(units: 2)
    }
    return index
  }

  /// The entry of a word whose letters that stand three times or more are taken once, else twice.
  private static func squeezed(
    _ lexicon: SentimentLexicon, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> LexiconEntry? {
    guard end - start <= 64 else { return nil }
    for copies in 1...2 {
      var word: [UInt8] = []
      var index = start
      while index < end {
        let byte = unsafe bytes[index]
        var run = index
        while run < end, unsafe bytes[run] == byte { run += 1 }
        let count = run - index >= 3 ? copies : run - index
        for _ in 0..<count { word.append(byte) }
        index = run
      }
      let found = unsafe word.withUnsafeBufferPointer { buffer -> Int? in
        guard let found = unsafe lexicon.table.longest(buffer, at: 0, buffer.count), found.end == buffer.count else {
          return nil
        }
        return found.value
      }
      if let found { return lexicon.entries[found] }
    }
    return nil
  }

  /// Steps over ASCII punctuation, or an emoticon made of it.
  private static func passMark(
    _ lexicon: SentimentLexicon, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ valence: inout Valence
  ) -> Int {
    if let found = unsafe lexicon.table.longest(bytes, at: start, end) {
      valence.add(lexicon.entries[found.value], latin: true)
      return found.end
    }
    let byte = unsafe bytes[start]
    var run = start + 1
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      var exclamations = 0
      var questions = 0
      run = start
      while run < end {
        let mark = unsafe bytes[run]
        if mark == UInt8(ascii: "!") {
          exclamations += 1
        } else if mark == UInt8(ascii: "?") {
          questions += 1
        } else {
          break
        }
        run += 1
      }
      valence.endSentence(exclamations: exclamations, questions: questions)
    case UInt8(ascii: "."):
      while run < end, unsafe bytes[run] == byte { run += 1 }
      let endsWord = unsafe run >= end || bytes[run] <= 0x20 || bytes[run] >= 0x80
      if run - start >= 2 {
        valence.trailOff()
      } else if endsWord {
        valence.endSentence(exclamations: 0, questions: 0)
      }
    case 0x0A, UInt8(ascii: ";"): valence.endSentence(exclamations: 0, questions: 0)
    case UInt8(ascii: ","):
      let isGrouping =
        unsafe start > 0 && run < end && (0x30...0x39).contains(bytes[start - 1])
        && (0x30...0x39).contains(bytes[run])
      if !isGrouping { valence.endClause() }
    case UInt8(ascii: ":"), UInt8(ascii: "~"), UInt8(ascii: "("), UInt8(ascii: ")"): valence.endClause()
    default: break
    }
    return run
  }

  /// Steps over a character of another script that begins no term.
  private static func passCharacter(
    _ lexicon: SentimentLexicon, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ valence: inout Valence
  ) -> Int {
    let lead = unsafe bytes[start]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let next = min(start + length, end)
    if lead == 0xE3, start + 2 < end, unsafe bytes[start + 1] == 0x80 {
      let last = unsafe bytes[start + 2]
      if last == 0x82 {  // 。
        var run = next
        var count = 1
        while run + 2 < end, unsafe bytes[run] == 0xE3, unsafe bytes[run + 1] == 0x80, unsafe bytes[run + 2] == 0x82 {
          run += 3
          count += 1
        }
        if count >= 3 { valence.trailOff() } else { valence.endSentence(exclamations: 0, questions: 0) }
        return run
      }
      if last == 0x81 { valence.endClause() }  // 、
      return next
    }
    if lead == 0xE2 || lead == 0xF0 || lead == 0xC2 {
      if lead == 0xF0 { valence.endClause() }
      return next
    }
    valence.pass(units: 1)
    return next
  }
}
