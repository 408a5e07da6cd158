/// English names by the words around them and by their capitals: rules, and a model that weighs them with the words.
struct EnglishNames {
  /// A word with what is known of it.
  struct Word {
    var range: Range<Int>
    var text: String
    var classes: EnglishNameWords
    var isCapital: Bool
    var isShouted: Bool
    /// Whether only spaces stand between the word before and this one.
    var isNext: Bool
    /// The character before the spaces before this word, 0 at the beginning.
    var mark: UInt32
    /// The character behind it, 0 at the end.
    var markAfter: UInt32 = 0
    /// Hashes of the word, of its ending and of its beginning, for the features of the model.
    var hash: UInt64 = 0
    /// What the vocabulary says: 0 unknown, 1 a word in lower case, 2 only with a capital, 3 both.
    var known: UInt8 = 0
    var ending: UInt64 = 0
    var beginning: UInt64 = 0
    /// What the whole message says; the same in each of its words.
    var message: MessageTraits = []
  }

  /// How a message is written.
  struct MessageTraits: OptionSet {
    let rawValue: UInt8
    /// No word has a capital.
    static let noCapitals = MessageTraits(rawValue: 1)
    /// Most words have capitals, as in headings, so that a capital says nothing.
    static let titleCase = MessageTraits(rawValue: 2)
    /// Most words are in capitals.
    static let shouted = MessageTraits(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ words: [Word]) {
      self = []
      let capitals = words.count(where: \.isCapital)
      if capitals == 0 { insert(.noCapitals) }
      if words.count >= 4, capitals * 5 > words.count * 4 { insert(.titleCase) }
      if words.count > 2, words.count(where: \.isShouted) * 2 > words.count { insert(.shouted) }
    }
  }

  /// How sure the words before make a name.
  private enum Evidence: Int {
    case none, weak, person, title, name
  }

  /// Whether a word is no name.
  static func isStopWord(_ text: String) -> Bool { EnglishNameWords.classes[text]?.contains(.stop) ?? false }

  private static let endings = [
    "ing", "ous", "ful", "able", "ible", "less", "tion", "sion", "ness", "ment", "ated", "ssed", "ized", "ised", "tted",
    "lled", "ered", "ity", "ally", "tly", "ative", "ical", "ended", "ed", "ish",
  ]

  /// The least ln of odds of a name, and of one that the rules hold for a name.
  private static let threshold: Float = -0.1
  private static let ruledThreshold: Float = -1.2

  /// The names of a turn: the most probable of the candidates that lie over each other.
  ///
  /// `original` gives the bytes of the original text of a folded range, with their capitals.
  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    let words = words(characters, original)
    let ruled = ruled(words, characters)
    let context = EnglishNameCandidates.Context(words, ruled)
    var likely: [(span: ClosedRange<Int>, score: Float)] = []
    for span in EnglishNameCandidates.spans(words, ruled) {
      var score: Float = 0
      EnglishNameCandidates.features(span, words, context) { feature, _ in score += NameWeights.bundled.weight(feature)
      }
      if score > (context.says(span) == 3 ? ruledThreshold : threshold) { likely.append((span, score)) }
    }
    likely.sort { $0.score > $1.score }
    var isTaken = [Bool](repeating: false, count: words.count)
    var kept: [ClosedRange<Int>] = []
    for candidate in likely where !candidate.span.contains(where: { isTaken[$0] }) {
      for index in candidate.span { isTaken[index] = true }
      kept.append(candidate.span)
    }
    return kept.map { span in
      let range = range(words, span)
      let value = characters.values[range].compactMap { $0 < 0x80 ? UInt8($0) : nil }
      return Entity(.name, [characters.bytes(range)], value: value, isVerified: false)
    }
  }

  /// The characters of a span of words, a possessive 's left out.
  static func range(_ words: [Word], _ span: ClosedRange<Int>) -> Range<Int> {
    let end = words[span.upperBound].range.upperBound
    return words[span.lowerBound].range.lowerBound..<(words[span.upperBound].text.hasSuffix("'s") ? end - 2 : end)
  }

  /// What the rules hold for names.
  static func ruled(_ words: [Word], _ characters: TurnCharacters) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var index = 0
    while index < words.count {
      guard let last = name(words, from: index, characters) else {
        index += 1
        continue
      }
      found.append(index...last)
      index = last + 1
      while let next = EnglishNames.listed(words, index, characters) {
        found.append(next)
        index = next.upperBound + 1
      }
    }
    return found
  }

  /// The name that goes on a list after one before: `, Emeka`, `and Grace May`.
  private static func listed(_ words: [Word], _ index: Int, _ characters: TurnCharacters) -> ClosedRange<Int>? {
    guard index < words.count else { return nil }
    var start = index
    if words[index].mark == 0x2C || words[index].mark == 0x2F || words[index].mark == 0x26 {
      if words[index].text == "and" { start += 1 }
    } else if ["and", "or"].contains(words[index].text), words[index].isNext, index + 1 < words.count,
      words[index + 1].isNext
    {
      start += 1
    } else {
      return nil
    }
    guard start < words.count, words[start].isCapital, !words[start].classes.contains(.stop),
      words[start].classes.isDisjoint(with: [.title, .role]), words[start].text.count > 1
    else { return nil }
    var last = start
    while last + 1 < words.count, last - start < 3, goesOn(words, last + 1, .weak, characters) { last += 1 }
    // A first name; after and also two words with capitals.
    return words[start].classes.contains(.first) || start > index && last > start && isNameLike(words[start])
      ? start...last : nil
  }

  /// The last word of the name that begins with a word.
  private static func name(_ words: [Word], from index: Int, _ characters: TurnCharacters) -> Int? {
    let word = words[index]
    guard word.isCapital || word.classes.contains(.first) || index > 0 && mayIntroduceLowerCase(words[index - 1]) else {
      return nil
    }
    let evidence = evidence(words, index, characters)
    guard isStart(words, index, evidence, characters) else { return nil }
    var last = index
    while last + 1 < words.count, last - index < 4, goesOn(words, last + 1, evidence, characters) { last += 1 }
    // de, van and bin only join.
    while last > index, joiners.contains(words[last].text) { last -= 1 }
    // One letter alone is no name.
    if last == index, word.text.count < 2 { return nil }
    return last
  }

  private static func mayIntroduceLowerCase(_ word: Word) -> Bool {
    word.classes.contains(.title) || ["is", "name", "surname", "name's", "was"].contains(word.text)
  }

  /// What the words before say of the one at a place.
  private static func evidence(_ words: [Word], _ index: Int, _ characters: TurnCharacters) -> Evidence {
    guard index > 0 else { return .none }
    let before = words[index - 1]
    let mark = words[index].mark
    let isComma = mark == 0x2C
    let isColon = mark == 0x3A || mark == 0x2D
    let isAdjacent = words[index].isNext
    func back(_ count: Int) -> String { index >= count ? words[index - count].text : "" }
    if isAdjacent || isColon {
      let isLinked = ["is", "was"].contains(before.text)
      let noun = isLinked ? back(2) : before.text
      let owner = isLinked ? back(3) : back(2)
      if noun == "surname" || noun == "name's" && !isLinked { return .name }
      if noun == "name" {
        let owners: Set = [
          "my", "first", "last", "maiden", "full", "legal", "cardholder", "passenger", "patient", "agent", "the",
        ]
        if isColon || isLinked && owner != "file" && owner != "domain" && owner != "user" { return .name }
        if owners.contains(owner), owner != "my", owner != "the" {
          let isFree = words[index].classes.isDisjoint(with: [.verb, .preposition, .dealing, .role])
          return words[index].isCapital || isFree && ["first", "last", "maiden"].contains(owner) ? .name : .person
        }
      }
      if isLinked, index > 1, words[index - 2].classes.contains(.role) { return .person }
      if ["name's", "names"].contains(before.text), isColon { return .name }
    }
    if before.classes.contains(.title), isAdjacent || mark == 0x2E {
      if before.isCapital
        || !["father", "sister", "nurse", "doctor", "lady", "coach", "officer", "sir", "madam", "judge", "miss"]
          .contains(before.text)
      {
        return EnglishBrands.names.contains("\(before.text) \(words[index].text)") ? .none : .title
      }
    }
    if isColon, before.classes.contains(.role) { return .person }
    if before.text == "o" && back(2) == "c" { return .person }
    if isAdjacent || isComma {
      if before.classes.contains(.relation),
        ["my", "your", "our", "his", "her", "their", "late", "maiden", "s"].contains(back(2))
      {
        return .person
      }
      if before.classes.contains(.role), ["my", "your", "our", "the", "a", ""].contains(back(2)) || isAdjacent {
        return .person
      }
      if before.classes.contains(.greeting) { return .weak }
    }
    guard isAdjacent else { return .none }
    let pair = "\(back(2)) \(before.text)"
    switch before.text {
    case "i'm", "it's", "its", "myself", "attention": return .weak
    case "named": return back(2) == "" ? .none : .person
    case "called":
      return [
        "one", "guy", "lady", "man", "woman", "chap", "bloke", "person", "someone", "somebody", "agent", "rep", "girl",
        "boy",
        "gentleman",
      ]
      .contains(back(2)) ? .person : .none
    case "me" where ["call me", "calls me"].contains(pair): return .weak
    case "cc", "tell", "paging": return .weak
    case "get" where back(2) == "me": return .weak
    case "reached" where back(2) == "you've": return .weak
    default: break
    }
    switch pair {
    case "this is", "i am", "thank you", "no problem", "go by", "known as", "talk to", "spoke to", "speak to",
      "speak with", "spoke with",
      "speaking to", "speaking with", "talked to", "chatted with", "talking to", "talk with", "ask for":
      return .weak
    default: break
    }
    if before.classes.contains(.preposition) {
      if ["let", "ask", "tell"].contains(before.text) { return .weak }
      for place in max(0, index - 6)..<index - 1 where words[place].classes.contains(.dealing) { return .weak }
    }
    return .none
  }

  private static func isNameLike(_ word: Word) -> Bool {
    if word.classes.contains(.first) { return true }
    if word.classes.contains(.stop) { return false }
    return !endings.contains { word.text.hasSuffix($0) } && word.text.count <= 20
  }

  /// Whether a name begins with the word at a place.
  private static func isStart(_ words: [Word], _ index: Int, _ evidence: Evidence, _ characters: TurnCharacters) -> Bool
  {
    let word = words[index]
    let isFirst = word.classes.contains(.first)
    let next = index + 1 < words.count && words[index + 1].isNext ? words[index + 1] : nil
    if let next, EnglishBrands.names.contains("\(word.text) \(next.text)") { return false }
    if index > 0, EnglishBrands.names.contains("\(words[index - 1].text) \(word.text)") { return false }
    let isKnown = !word.classes.contains(.stop) || isFirst && word.isCapital && !word.classes.contains(.title)
    // Officer Ramirez: the title stays outside.
    if word.classes.contains(.title), evidence != .name, next?.isCapital ?? false { return false }
    switch evidence {
    case .name:
      if word.isCapital, word.range.count == 1 { return true }
      return isKnown
        && (word.isCapital || !word.text.hasSuffix("ing") && !word.text.hasSuffix("ed") && word.text.count >= 2)
    case .title:
      if word.isCapital, word.range.count == 1 { return true }
      return !word.classes.contains(.stop)
        && (word.isCapital && !isProduct(next)
          || word.message.contains(.noCapitals) && word.text.count >= 4 && !word.classes.contains(.verb)
            && next?.classes.contains(.stop) ?? true)
    case .person:
      return word.isCapital && isKnown && isNameLike(word) && (isFirst || isClosed(words, index))
        || isFirst && !word.classes.contains(.ambiguous)
    case .weak:
      guard word.isCapital else {
        return isFirst && !word.classes.contains(.stop) && !word.classes.contains(.ambiguous)
      }
      return isKnown && (isNameLike(word) || isSurname(next) && !word.classes.contains(.stop) && word.text.count <= 12)
        && (isFirst || isClosed(words, index))
        && !(word.isShouted && word.text.count <= 5 && !isFirst)
    case .none:
      // X here, X said; First Last.
      guard !word.classes.contains(.stop) else { return false }
      // A message without a capital: a name that is no other word.
      if !word.isCapital {
        return isFirst && word.text.utf8.count >= 4 && !word.classes.contains(.ambiguous) && words.count >= 3
          && word.message.contains(.noCapitals) && !isPlace(words, index)
      }
      // J. Peralta
      if word.range.count == 1, word.text != "i", index + 1 < words.count, words[index + 1].mark == 0x2E,
        words[index + 1].isCapital, words[index + 1].text.count > 2, isNameLike(words[index + 1])
      {
        return true
      }
      if let next, ["here", "speaking"].contains(next.text), index == 0, isNameLike(word) { return true }
      guard isFirst, !word.classes.contains(.ambiguous), !isPlace(words, index) else { return false }
      // Where not every word has a capital, one is reason enough.
      if !word.message.contains(.titleCase) {
        if index > 0, word.mark != 0x2E { return true }
        if next == nil || isSurname(next) { return true }
        if let next, next.classes.contains(.preposition) || goesOnAboutPerson.contains(next.text) { return true }
        if let next, ["from", "and", "at", "is", "has", "was", "ji", "in"].contains(next.text) { return true }
      }
      if index == 0 || word.mark == 0x2E { return next.map { !$0.isCapital && $0.classes.contains(.verb) } ?? false }
      if words[index - 1].classes.contains(.preposition), word.isNext {
        return !(next?.isCapital ?? false) || isSurname(next)
      }
      return isSurname(next) || word.mark == 0x2C && next == nil
    }
  }

  private static func isProduct(_ next: Word?) -> Bool {
    guard let next, !next.isCapital else { return false }
    return EnglishBrands.followers.contains(next.text)
  }

  /// Whether a first name is part of the name of a place or firm: San Diego, Santa Monica, Charlotte airport, Florence Street.
  private static func isPlace(_ words: [Word], _ index: Int) -> Bool {
    let before: Set = [
      "san", "santa", "saint", "st", "sao", "port", "fort", "lake", "mount", "new", "north", "south", "los",
    ]
    if index > 0, before.contains(words[index - 1].text), words[index].isNext || words[index].mark == 0x2E {
      return true
    }
    guard index + 1 < words.count, words[index + 1].isNext else { return false }
    return EnglishBrands.followers.contains(words[index + 1].text)
  }

  /// Whether an unknown word with a capital ends like a name.
  ///
  /// That is before a mark, another capital, or a word that goes on about a person; not as in "I'm Losing patience".
  private static func isClosed(_ words: [Word], _ index: Int) -> Bool {
    guard index + 1 < words.count, words[index + 1].isNext else { return true }
    let next = words[index + 1]
    return isSurname(next) || joiners.contains(next.text) || next.classes.contains(.verb)
      || next.classes.contains(.preposition)
      || goesOnAboutPerson.contains(next.text)
  }

  private static let goesOnAboutPerson: Set<String> = [
    "again", "calling", "who", "there", "as", "please", "any", "you", "about", "yesterday", "today", "on", "will",
    "would",
    "needs", "but", "because", "available", "already", "also", "can", "or", "instead", "if", "are", "i", "i'm",
  ]

  private static func isSurname(_ word: Word?) -> Bool {
    guard let word else { return false }
    return word.isCapital && !word.classes.contains(.stop) && word.text.count >= 2
  }

  static let joiners: Set<String> = [
    "de", "la", "del", "da", "dos", "van", "von", "der", "den", "bin", "binti", "al", "el", "st", "ten", "di",
  ]

  /// Whether the word at a place belongs to the name before it.
  private static func goesOn(_ words: [Word], _ index: Int, _ evidence: Evidence, _ characters: TurnCharacters) -> Bool
  {
    let word = words[index]
    let before = words[index - 1]
    let isInitial = before.range.count == 1 || before.text == "st" || before.classes.contains(.title)
    guard word.isNext || isInitial && word.mark == 0x2E, !before.text.hasSuffix("'s") else { return false }
    if joiners.contains(word.text), index + 1 < words.count, words[index + 1].isNext || words[index + 1].mark == 0x2E {
      return words[index + 1].isCapital || joiners.contains(words[index + 1].text)
    }
    if word.isCapital { return !word.classes.contains(.stop) }
    return evidence == .name && !before.isCapital && !word.classes.contains(.stop)
      && word.classes.isDisjoint(with: [.verb, .preposition, .dealing, .role])
  }

  static func words(_ characters: TurnCharacters, _ original: (Range<Int>) -> ArraySlice<UInt8>) -> [Word] {
    var words: [Word] = []
    var index = 0
    func isLetter(_ index: Int) -> Bool {
      characters.isLetter(index) || index < characters.count && (0xDF...0x24F).contains(characters.values[index])
    }
    while index < characters.count {
      guard isLetter(index) else {
        index += 1
        continue
      }
      let start = index
      while index < characters.count,
        isLetter(index) || [0x27, 0x2019, 0x2D].contains(characters.values[index]) && isLetter(index + 1)
      {
        index += 1
      }
      var gap = start
      while gap > 0, characters.values[gap - 1] == 0x20 { gap -= 1 }
      let before = words.last?.range.upperBound
      let written = characters.string(start..<index)
      let text = written.utf8.count == index - start ? written : written.replacing("’", with: "'")
      let plain = text.hasSuffix("'s") && text != "it's" && text != "name's" ? String(text.dropLast(2)) : text
      let bytes = original(characters.bytes(start..<index))
      let isCapital = bytes.first.map { (0x41...0x5A).contains($0) || $0 == 0xC3 || $0 == 0xC5 } ?? false
      var word = Word(
        range: start..<index, text: text, classes: EnglishNameWords.classes[plain] ?? [], isCapital: isCapital,
        isShouted: bytes.count > 1 && bytes.allSatisfy { !(0x61...0x7A).contains($0) },
        isNext: gap == before && gap < start,
        mark: gap > 0 ? characters.values[gap - 1] : 0)
      word.markAfter = index < characters.count ? characters.values[index] : 0
      let end = start + plain.unicodeScalars.count
      word.hash = EnglishVocabulary.hash(characters.values[start..<min(end, index)])
      word.known = known(characters.values[start..<min(end, index)], word.hash)
      word.ending = EnglishVocabulary.hash(characters.values[max(start, index - 3)..<index])
      word.beginning = EnglishVocabulary.hash(characters.values[start..<min(start + 2, index)])
      words.append(word)
    }
    let message = MessageTraits(words)
    for index in words.indices { words[index].message = message }
    return words
  }

  /// What the vocabulary says of a word; one with a hyphen is known by its parts.
  private static func known(_ codes: ArraySlice<UInt32>, _ hash: UInt64) -> UInt8 {
    let parts = codes.split(separator: 0x2D)
    guard parts.count > 1 else { return EnglishVocabulary.bundled.kind(hash) }
    return parts.allSatisfy { EnglishVocabulary.bundled.kind(EnglishVocabulary.hash($0)) & 1 == 1 || $0.count == 1 }
      ? 1 : 0
  }
}
