/// Chinese names in a row: 何炅、谢娜、吴昕.
enum NameLists {
  /// Three names or more apart by 、: each a common surname and one or two characters.
  static func names(_ characters: TurnCharacters) -> [Range<Int>] {
    let marks = characters.values.indices.filter { characters.values[$0] == 0x3001 }
    guard marks.count >= 2 else { return [] }
    var found: [Range<Int>] = []
    var row: [Range<Int>] = []
    func close() {
      if row.count >= 3 { found += row }
      row = []
    }
    for (place, mark) in marks.enumerated() {
      // The first has a mark behind it, the last one in front; those between have both.
      if row.isEmpty, let first = name(characters, endingAt: mark) { row.append(first) }
      let limit = place + 1 < marks.count ? marks[place + 1] : nil
      guard !row.isEmpty, let next = name(characters, from: mark + 1, until: limit) else {
        close()
        continue
      }
      row.append(next)
      if next.upperBound != limit { close() }
    }
    close()
    return found
  }

  private static func name(_ characters: TurnCharacters, endingAt end: Int) -> Range<Int>? {
    for length in [3, 2] where end >= length && (end == length || !characters.isHan(end - length - 1)) {
      if isName(characters, end - length..<end) { return end - length..<end }
    }
    return nil
  }

  private static func name(_ characters: TurnCharacters, from start: Int, until limit: Int?) -> Range<Int>? {
    for length in [3, 2] where start + length <= characters.count {
      let range = start..<start + length
      let isClosed =
        limit == range.upperBound || limit == nil && NameRecognizer.isClosed(characters, range.upperBound)
      if isClosed, isName(characters, range) { return range }
    }
    return nil
  }

  private static func isName(_ characters: TurnCharacters, _ range: Range<Int>) -> Bool {
    range.allSatisfy { characters.isHan($0) } && Surnames.isCommon(characters.values[range.lowerBound])
      && NameRecognizer.isGiven(characters, range.lowerBound + 1..<range.upperBound)
      && !NameRecognizer.isNoName(characters, range.lowerBound, 1)
  }
}
