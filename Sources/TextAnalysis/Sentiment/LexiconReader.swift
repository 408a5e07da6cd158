/// Reads text with a lexicon: finds the terms, keeps count of distance, and lets ``Valence`` weigh them.
///
/// Unsafe code: the text is read through a pointer, always between `range`'s bounds.
final class LexiconReader: SentimentReader {
  private let lexicon: SentimentLexicon

  init(_ lexicon: SentimentLexicon) { self.lexicon = lexicon }

  /// The lexicon for the time of a reading.
  @unsafe
  private struct Terms {
    let table: TermView
    let entries: UnsafeBufferPointer<LexiconEntry>
  }

  func read(_ bytes: [UInt8], in range: Range<Int>) -> SentimentReading {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    var valence = Valence()
    unsafe lexicon.table.withView { table in
      unsafe lexicon.entries.withUnsafeBufferPointer { entries in
        unsafe bytes.withUnsafeBufferPointer { buffer in
          unsafe Self.scan(Terms(table: table, entries: entries), buffer, range, &valence)
        }
      }
    }
    return valence.finish()
  }

  private static func scan(
    _ lexicon: Terms, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ valence: inout Valence
  ) {
    let end = range.upperBound
    var index = range.lowerBound
    while index < end {
      let byte = unsafe bytes[index]
      if byte == 0x20 {
        index += 1
      } else if TermTable.isWordByte(byte) {
        if byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w"), let next = unsafe skipAddress(bytes, index, end) {
          valence.pass(units: 2)
          index = next
        } else {
          let word = unsafe TermView.latinKey(bytes, index, end)
          if let found = unsafe lexicon.table.find(word.key, word.end, bytes, index, end) {
            valence.add(unsafe lexicon.entries[found.value], latin: true)
            index = found.end
          } else {
            index = unsafe passWord(lexicon, bytes, index, word.end, end, &valence)
          }
        }
      } else if byte < 0x80 {
        index = unsafe passMark(lexicon, bytes, index, end, &valence)
      } else if let found = unsafe lexicon.table.longest(bytes, at: index, end) {
        valence.add(unsafe lexicon.entries[found.value], latin: false)
        index = found.end
      } else {
        index = unsafe passCharacter(lexicon, bytes, index, end, &valence)
      }
    }
  }

  /// The end of a web address at an offset; no sign and no word in it means anything.
  private static func skipAddress(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    func has(_ prefix: StaticString) -> Bool {
      guard end - start > prefix.utf8CodeUnitCount else { return false }
      for offset in 0..<prefix.utf8CodeUnitCount {
        guard unsafe bytes[start + offset] == prefix.utf8Start[offset] else { return false }
      }
      return true
    }
    guard has("http://") || has("https://") || has("www.") else { return nil }
    var index = start
    while index < end, unsafe bytes[index] > 0x20 && bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// Steps over a word that is not in the lexicon; a word with a stretched letter (soooo) is tried without.
  private static func passWord(
    _ lexicon: Terms, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ wordEnd: Int, _ end: Int,
    _ valence: inout Valence
  ) -> Int {
    var index = wordEnd
    // A part behind an apostrophe belongs to the word.
    while index + 1 < end, unsafe bytes[index] == 0x27 && TermTable.isWordByte(bytes[index + 1]) {
      index += 1
      while index < end, TermTable.isWordByte(unsafe bytes[index]) { index += 1 }
    }
    if wordEnd - start > 3 {
      var place = start + 2
      while place < wordEnd, unsafe bytes[place] != bytes[place - 1] || bytes[place] != bytes[place - 2] { place += 1 }
      if place < wordEnd, let entry = unsafe squeezed(lexicon, bytes, start, index) {
        valence.add(entry, latin: true, stretched: true)
        return index
      }
    }
    valence.pass(units: 2)
    return index
  }

  /// The entry of a word whose letters that stand three times or more are taken once, else twice.
  private static func squeezed(
    _ lexicon: Terms, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
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
      if let found { return unsafe lexicon.entries[found] }
    }
    return nil
  }

  /// Steps over ASCII punctuation, or an emoticon made of it.
  private static func passMark(
    _ lexicon: Terms, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ valence: inout Valence
  ) -> Int {
    let byte = unsafe bytes[start]
    var run = start + 1
    if byte == UInt8(ascii: "@") {
      // A name somebody is called by.
      while run < end, unsafe TermTable.isWordByte(bytes[run]) || bytes[run] == UInt8(ascii: "_") { run += 1 }
      return run
    }
    if let found = unsafe lexicon.table.longest(bytes, at: start, end) {
      let last = unsafe bytes[found.end - 1]
      // A bracket that goes on is a bracket, no mouth: 如下:(1)退款
      let goesOn =
        unsafe (last == UInt8(ascii: "(") || last == UInt8(ascii: ")")) && found.end < end
        && (TermTable.isWordByte(bytes[found.end]) || bytes[found.end] >= 0xE3)
      if !goesOn {
        valence.add(unsafe lexicon.entries[found.value], latin: true)
        return found.end
      }
    }
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
    _ lexicon: Terms, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ valence: inout Valence
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
    if unsafe isParticle(lead, bytes, start, next) { valence.passParticle() } else { valence.pass(units: 1) }
    return next
  }

  /// Whether a character is 了, 的, 啊, 呀, 哦, 呢 or 哈.
  @inline(__always)
  private static func isParticle(
    _ lead: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ next: Int
  ) -> Bool {
    guard lead >= 0xE4, next - start == 3 else { return false }
    switch unsafe UInt32(lead) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) {
    case 0xE4BA86, 0xE79A84, 0xE5958A, 0xE59180, 0xE593A6, 0xE591A2, 0xE59388: return true
    default: return false
    }
  }
}
