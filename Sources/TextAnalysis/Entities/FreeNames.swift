/// Chinese names that nothing announces, or little: 这单是许志远推荐的, 签字的是管虎, 挂钮大夫的号.
///
/// What the most probable cut of the whole message into words leaves as a name, or as single characters that no word
/// uses, is a name if enough speaks for it: a common surname with two characters that given names are made of; a surname
/// with one, where words before promise a name or the clause is nothing else; a surname before a title; names in a row.
struct FreeNames {
  /// The least ln P of surname and given name; below it what is found is more often a place or a firm.
  private static let threshold: Float = -21
  /// Ends of places and firms that are built like names.
  private static let placeEnds = CodeSet("镇村路桥站县营店街区厂厅院馆寺庙所岭屯州市乡队科部局行记")
  /// Common surnames that are commoner as words; a name of them needs an announcement.
  private static let words = CodeSet("钱万马高白黄金方石江程龙毛车叶任关温向夏谷原时包冷和那")
  /// Who is told by somebody's name before: 石宇轩妈妈.
  private static let kin = CueTable(["妈妈", "爸爸", "家长", "奶奶", "爷爷", "本人", "同学", "一家", "夫妇", "收"])
  /// What stands before 先生 or 经理 and is no surname then.
  private static let noSurnames = CodeSet("谢那和能都向对路从会还要有只没车老大小新女男该给同由与及原现前支分总副位名单居门所")
  /// Made when the first candidate comes: the dictionary takes a tenth of a second to load.
  private var segmenter: Segmenter?
  private var tokens: [WordToken] = []

  /// For each byte of the turn and the place behind it, whether a word begins or ends there.
  private var isBorder: [Bool] = []
  private var turnStart = 0

  /// The names of a turn of folded text, as ranges of its characters.
  mutating func names(_ characters: TurnCharacters, _ text: [UInt8]) -> [Range<Int>] {
    var found = NameLists.names(characters)
    var candidates: [Range<Int>] = []
    for start in 0..<characters.count { Self.add(characters, start, to: &candidates) }
    guard !candidates.isEmpty else { return found }
    cut(characters, text)
    var last = 0
    for range in candidates where range.lowerBound >= last && isFree(characters, range) {
      found.append(range)
      last = range.upperBound
    }
    return found
  }

  /// Adds what may be a name at a place, the longest first.
  private static func add(_ characters: TurnCharacters, _ start: Int, to candidates: inout [Range<Int>]) {
    addGiven(characters, start, to: &candidates)
    let syllables = ForeignNames.syllableCount(characters, start)
    if (3...8).contains(syllables), start == 0 || isMark(characters.values[start - 1]),
      NameRecognizer.isClosed(characters, start + syllables)
    {
      candidates.append(start..<start + syllables)
    }
    guard let surname = Surnames.length(characters, at: start) else { return }
    let value = characters.values[start]
    if NameRecognizer.isTitle(characters, start + surname) {
      if !noSurnames.contains(value), !NameRecognizer.isNoName(characters, start, surname),
        !NameBrands.stand(at: start, in: characters)
      {
        candidates.append(start..<start + surname)
      }
      return
    }

    guard !NameRecognizer.isNoName(characters, start, surname) else { return }
    let isAnnounced = NameRecognizer.isAnnounced(characters, start)
    guard isAnnounced || !NameBrands.stand(at: start, in: characters) else { return }
    let least = words.contains(value) ? threshold + 3.5 : threshold
    for given in [2, 1] {
      let range = start..<start + surname + given
      guard range.upperBound <= characters.count,
        NameRecognizer.isGiven(characters, start + surname..<range.upperBound),
        !placeEnds.contains(characters.values[range.upperBound - 1])
      else { continue }
      let isCommon = surname == 2 || Surnames.isCommon(value)
      let isKin = kin.match(characters, at: range.upperBound) != nil
      if given == 2, isCommon, probability(characters, range, surname) >= (isAnnounced || isKin ? threshold : least) {
        candidates.append(range)
      } else if NameRecognizer.isClosed(characters, range.upperBound), probability(characters, range, surname) > -40 {
        let isOpen = start == 0 || isMark(characters.values[start - 1])
        let isClause = isOpen && (range.upperBound == characters.count || isMark(characters.values[range.upperBound]))
        if isAnnounced
          || (isClause || isOpen && given == 2 && probability(characters, range, surname) > -24) && isCommon
            && !words.contains(value)
        {
          candidates.append(range)
        }
      }
    }
  }

  /// Adds a given name without surname after words that promise a name: 客服思琪, 我叫晓彤; 阿强, 阿珍.
  private static func addGiven(_ characters: TurnCharacters, _ start: Int, to candidates: inout [Range<Int>]) {
    let end = start + 2
    guard end <= characters.count, characters.isHan(start), characters.isHan(start + 1),
      NameRecognizer.isClosed(characters, end)
    else { return }
    let model = NameModel.bundled
    if characters.values[start] == 0x963F {
      let isOpen =
        start == 0 || !characters.isHan(start - 1) || NameRecognizer.opensName(characters.values[start - 1])
        || NameRecognizer.isAnnounced(characters, start)
      if isOpen, model.given(characters.values[start + 1]) > -9, NameRecognizer.isGiven(characters, start + 1..<end) {
        candidates.append(start..<end)
      }

    } else if NameRecognizer.followsFamiliar(characters, start), NameRecognizer.isGiven(characters, start..<end),
      model.given(characters.values[start]) + model.given(characters.values[start + 1]) > -15.5
    {
      candidates.append(start..<end)
    } else if characters.values[start] == characters.values[start + 1],
      start == 0 || isMark(characters.values[start - 1]) || NameRecognizer.opensName(characters.values[start - 1])
        || characters.values[start - 1] == 0x628A,
      NameRecognizer.isGiven(characters, start..<end), model.given(characters.values[start]) > -8.5
    {
      // 娜娜, 婷婷
      candidates.append(start..<end)
    }
  }

  /// ln P of surname and given name.
  private static func probability(_ characters: TurnCharacters, _ range: Range<Int>, _ surname: Int) -> Float {
    let model = NameModel.bundled
    let first = surname == 2 ? -9 : model.surname(characters.values[range.lowerBound])
    return (range.lowerBound + surname..<range.upperBound).reduce(max(first, -12)) {
      $0 + max(model.given(characters.values[$1]), -14)
    }
  }

  private static let marks = CodeSet(",，。.!?; ()/|:、【】→")

  private static func isMark(_ value: UInt32) -> Bool { marks.contains(value) }

  /// Cuts the turn into words.
  private mutating func cut(_ characters: TurnCharacters, _ text: [UInt8]) {
    if segmenter == nil { segmenter = Segmenter() }
    let turn = characters.bytes(0..<characters.count)
    tokens.removeAll(keepingCapacity: true)

    segmenter?.segment(Array(text[turn]), into: &tokens)
    turnStart = turn.lowerBound
    isBorder.removeAll(keepingCapacity: true)
    isBorder.append(contentsOf: repeatElement(false, count: turn.count + 1))
    // Words cover the text, so that each begins where one ends.
    for token in tokens {
      isBorder[token.range.lowerBound] = true
      isBorder[token.range.upperBound] = true
    }
  }

  /// Whether a candidate stands for itself in the cut: it begins and ends with words, and no word of the dictionary of
  /// two characters or more is in it.
  private func isFree(_ characters: TurnCharacters, _ range: Range<Int>) -> Bool {
    func isBorder(_ place: Int) -> Bool { self.isBorder[characters.offsets[place] - turnStart] }
    guard isBorder(range.lowerBound), let dictionary = segmenter?.dictionary else { return false }
    // 毕先生 is cut as one name.
    if range.count == 1, NameRecognizer.isTitle(characters, range.upperBound),
      isBorder(range.upperBound + 2)
    {
      return true
    }
    guard isBorder(range.upperBound), !dictionary.contains(characters.string(range)) else { return false }
    var start = range.lowerBound
    for end in range.lowerBound + 1...range.upperBound where isBorder(end) {
      if end - start > 1, dictionary.contains(characters.string(start..<end)) { return false }
      start = end
    }
    return true
  }
}
