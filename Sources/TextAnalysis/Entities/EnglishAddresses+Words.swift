extension EnglishAddresses {
  /// A word with what tells whether it belongs to an address.
  struct Word {
    var range: Range<Int>
    var text: String
    var isNumber: Bool
    var isCapital: Bool
    /// What stands between the word before and this one: nothing but spaces, or a comma, a full stop, a dash too.
    var isNear: Bool
    var hasComma: Bool
    /// Whether a number sign stands before it.
    var hasHash: Bool
  }

  /// Whether a postcode of the United Kingdom or Canada begins at a word.
  static func isPostcode(_ words: [Word], _ index: Int) -> Bool {
    guard index + 1 < words.count, words[index + 1].isNear else { return false }
    let area = Array(words[index].text.utf8)
    let unit = Array(words[index + 1].text.utf8)
    let letters = area.prefix { $0.isASCIILetter }.count
    // S6H 4N7 in Canada.
    if area.count == 3, unit.count == 3, area[0].isASCIILetter, area[1].isASCIIDigit, area[2].isASCIILetter,
      unit[0].isASCIIDigit, unit[1].isASCIILetter, unit[2].isASCIIDigit
    {
      return true
    }
    return (2...4).contains(area.count) && (1...2).contains(letters) && area[letters...].first?.isASCIIDigit == true
      && area.count - letters <= 2
      && unit.count == 3 && unit[0].isASCIIDigit && unit[1].isASCIILetter && unit[2].isASCIILetter
  }

  /// The last word of the town, the state and the postcode that follow.
  static func tail(_ words: [Word], from core: Int) -> Int {
    var last = core
    var next = core + 1
    if next < words.count, Words.directions.contains(words[next].text), words[next].isNear { last = next; next += 1 }
    var isOpen = false
    while next < words.count, next - core <= 10 {
      let word = words[next]
      guard word.isNear || word.hasComma else { break }
      if isPostcode(words, next) { return next + 1 }
      if Words.units.contains(word.text), next + 1 < words.count, words[next + 1].range.count <= 4, word.text != "no" {
        last = next + 1; next += 2; continue
      }
      if word.isNumber, word.hasHash || next > core + 1 && Words.numbered.contains(words[next - 1].text) {
        last = next
        while last + 1 < words.count, words[last + 1].isNumber,
          words[last + 1].range.lowerBound == words[last].range.upperBound + 1
        { last += 1 }
        next = last + 1
        continue
      }
      if word.isNumber {
        guard (4...6).contains(word.text.count) || word.text.count <= 4 && word.hasComma else { break }
        last = next
        if (4...6).contains(word.text.count) { return next }
      } else if Words.states.contains(word.text),
        word.isCapital || (isOpen || word.hasComma) && !Words.wordStates.contains(word.text)
      {
        last = next
      } else if ["ii", "iii", "iv"].contains(word.text) {
        last = next
      } else if word.isCapital, word.hasComma || isOpen,
        !EnglishNames.isStopWord(word.text) || looksLikeCode(words, next, within: 6)
      {
        isOpen = true
        last = next
      } else if !word.isCapital, next + 2 < words.count, word.isNear, looksLikeCode(words, next) {
        // Town names in lower case count when a state or a postcode closes them.
        isOpen = true
      } else {
        break
      }
      next += 1
    }
    return last
  }

  /// Whether a state or postcode comes within some words.
  private static func looksLikeCode(_ words: [Word], _ index: Int, within count: Int = 3) -> Bool {
    for next in index + 1..<max(index + 1, min(index + count + 1, words.count)) {
      guard words[next].isNear || words[next].hasComma else { return false }
      if isPostcode(words, next) { return true }
      if words[next].isNumber { return (5...6).contains(words[next].text.count) }
      if Words.notStreets.contains(words[next].text) { return false }
    }
    return false
  }

  /// The words of a turn.
  static func words(_ characters: TurnCharacters, _ original: (Range<Int>) -> ArraySlice<UInt8>) -> [Word] {
    var words: [Word] = []
    var index = 0
    func isPart(_ index: Int) -> Bool {
      characters.isLetter(index) || characters.isDigit(index)
        || index < characters.count && (0xDF...0x24F).contains(characters.values[index])
    }
    while index < characters.count {
      guard isPart(index) else {
        index += 1
        continue
      }
      let start = index
      while index < characters.count,
        isPart(index)
          || index > start && [0x27, 0x2019].contains(characters.values[index]) && characters.isLetter(index + 1)
      { index += 1 }
      let text = characters.string(start..<index)
      let gap = characters.values[(words.last?.range.upperBound ?? 0)..<start]
      let capital = original(characters.bytes(start..<index)).first.map { (0x41...0x5A).contains($0) } ?? false
      words.append(
        Word(
          range: start..<index, text: text, isNumber: characters.isDigit(start), isCapital: capital,
          isNear: !words.isEmpty && gap.allSatisfy { [0x20, 0x2E, 0x23, 0x2D].contains($0) },
          hasComma: !words.isEmpty && gap.contains(0x2C) && gap.allSatisfy { [0x20, 0x2E, 0x2C, 0x23].contains($0) },
          hasHash: gap.last == 0x23))
    }
    return words
  }
}
