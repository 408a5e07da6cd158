/// Chinese names that nothing announces, or little: 这单是许志远推荐的, 傅晓晨订的是素食餐, 挂钮大夫的号.
///
/// A surname with a given name is judged by a model of what stands in and around it (``NameCandidates``). A surname
/// before a title, a given name after staff or kin and names in a row are names if the most probable cut of the message
/// into words leaves them as words of their own.
struct FreeNames {
  /// The least ln of odds of a whole name, and of a surname or a given name alone, which are oftener other words.
  private static let threshold: Float = -0.8
  private static let partThreshold: Float = 0
  /// Below it the words around are not looked at: of the names found they save 1 in 500, and of other candidates 6 in 7
  /// end here.
  private static let nearThreshold: Float = -4
  /// What stands before 先生 or 经理 and is no surname then.
  private static let noSurnames = CodeSet("谢那和能都向对路从会还要有只没车老大小新女男该给同由与及原现前支分总副位名单居门所")
  /// Made when the first candidate comes: the dictionary takes a tenth of a second to load.
  private var segmenter: Segmenter?
  private var judge: NameCandidates?
  private var tokens: [WordToken] = []

  /// For each byte of the turn and the place behind it, whether a word begins or ends there.
  private var isBorder: [Bool] = []
  private var turnStart = 0

  /// The names of a turn of folded text, as ranges of its characters.
  mutating func names(_ characters: TurnCharacters, _ text: [UInt8]) -> [Range<Int>] {
    var found = NameLists.names(characters)
    var candidates: [Range<Int>] = []
    for start in 0..<characters.count { Self.add(characters, start, to: &candidates) }
    found += judged(characters)
    guard !candidates.isEmpty else { return found }
    cut(characters, text)
    var last = 0
    for range in candidates where range.lowerBound >= last && isFree(characters, range) {
      found.append(range)
      last = range.upperBound
    }
    return found
  }

  /// The most probable of the candidates that lie over each other.
  private mutating func judged(_ characters: TurnCharacters) -> [Range<Int>] {
    let weights = NameWeights.bundled
    var judge = self.judge ?? NameCandidates()
    self.judge = nil
    defer { self.judge = judge }
    var likely: [(range: Range<Int>, score: Float)] = []
    for start in 0..<characters.count {
      var isLooked = false
      NameCandidates.at(start, characters) { candidate in
        var score: Float = 0
        judge.nearFeatures(candidate, characters) { score += weights.weight($0) }
        guard score > Self.nearThreshold, !NameRecognizer.isNoName(candidate.range, characters),
          !NameBrands.stand(at: start, in: characters) || NameRecognizer.isAnnounced(characters, start)
        else { return }
        if !isLooked { judge.look(characters, around: start) }
        isLooked = true
        judge.wordFeatures(candidate, characters) { score += weights.weight($0) }
        if score > (candidate.isWhole ? Self.threshold : Self.partThreshold) { likely.append((candidate.range, score)) }
      }
    }
    likely.sort { $0.score > $1.score }
    var isTaken = [Bool](repeating: false, count: characters.count)
    var kept: [Range<Int>] = []
    for candidate in likely where !candidate.range.contains(where: { isTaken[$0] }) {
      for place in candidate.range { isTaken[place] = true }
      kept.append(candidate.range)
    }
    return kept
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
    if NameRecognizer.isTitle(characters, start + surname) {
      if !noSurnames.contains(characters.values[start]), !NameRecognizer.isNoName(characters, start, surname),
        !NameBrands.stand(at: start, in: characters)
      {
        candidates.append(start..<start + surname)
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
