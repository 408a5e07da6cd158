/// What may be a Chinese name of surname and given name, and what speaks for and against it.
package struct NameCandidates {
  /// A range of characters with the length of its surname.
  package struct Candidate: Sendable {
    package var range: Range<Int>
    var surname: Int
    /// ln P of surname and given name.
    var probability: Float
    var given: Int { range.count - surname }
    /// Whether it has a surname and a given name.
    var isWhole: Bool { surname > 0 && given > 0 }
    /// Lengths of surname and given name in one number.
    var shape: UInt32 { UInt32(surname) << 2 | UInt32(given) }
    /// 1 for a surname alone: what stands around it, as titles, does not stand around whole names.
    var form: UInt32 { given == 0 ? 1 : 0 }
  }

  private var window: NameWindow

  /// Reads the segmenter's dictionary if no one did before, which takes a tenth of a second.
  package init() { window = NameWindow(.bundled) }

  /// Calls back with the candidates that begin at a place: a surname alone or with one or two characters that given names
  /// may have; two characters of given names where no surname stands.
  @inline(__always)
  static func at(_ start: Int, _ characters: TurnCharacters, _ body: (Candidate) -> Void) {
    guard characters.isHan(start) else { return }
    let model = NameModel.bundled
    guard let surname = Surnames.length(characters, at: start) else {
      guard characters.isHan(start + 1) else { return }
      let weight = model.given(characters.values[start]) + model.given(characters.values[start + 1])
      if weight > -14 { body(Candidate(range: start..<start + 2, surname: 0, probability: weight)) }
      return
    }
    var probability = surname == 2 ? -9 : max(model.surname(characters.values[start]), -12)
    body(Candidate(range: start..<start + surname, surname: surname, probability: probability))
    for given in 1...2 {
      let place = start + surname + given - 1
      guard characters.isHan(place), !Self.never.contains(characters.values[place]) else { break }
      probability += max(model.given(characters.values[place]), -14)
      if probability > -33 {
        body(Candidate(range: start..<place + 1, surname: surname, probability: probability))
      }
    }
  }

  /// Characters of grammar that no given name has.
  private static let never = CodeSet("的了是在我你您他她它这那吗呢吧啊呀哦嘛么不没也就很们么着什哪谁")

  /// Calls back with the features of a candidate and the characters beside it.
  func nearFeatures(_ candidate: Candidate, _ characters: TurnCharacters, _ add: (NameFeature) -> Void) {
    let start = candidate.range.lowerBound
    let end = candidate.range.upperBound
    let given = UInt32(candidate.given)
    let shape = candidate.shape
    let form = candidate.form
    func code(_ place: Int) -> UInt32 {
      place < 0 ? 1 : place >= characters.count ? 2 : Self.normal(characters.values[place])
    }
    let surname = candidate.surname == 1 ? characters.values[start] : UInt32(candidate.surname)
    add(NameFeature(.shape, shape))
    add(NameFeature(.surname, surname, given))
    var first: Float = 0
    if candidate.surname > 0 {
      first = candidate.surname == 2 ? -9 : max(NameModel.bundled.surname(surname), -12)
      add(NameFeature(.surnameRank, Self.bucket(first, 2, -12, -2), given))
    }
    if given > 0 {
      let mean = (candidate.probability - first) / Float(given)
      add(NameFeature(.givenRank, Self.bucket(mean, 1.5, -12, -3), shape))
    }
    add(NameFeature(.left1, code(start - 1), form))
    add(NameFeature(.right1, code(end), form))
    if characters.isHan(start - 1) { add(NameFeature(.left2, code(start - 2), code(start - 1), form)) }
    if characters.isHan(end) { add(NameFeature(.right2, code(end), code(end + 1), form)) }
    add(NameFeature(.around, code(start - 1), code(end), form))
    add(NameFeature(.kinds, Self.kind(characters, start - 1), Self.kind(characters, end), shape))
    add(NameFeature(.cues, cues(candidate, characters), min(given, 1)))
  }

  /// Calls back with the features of the words around a candidate; ``look(_:around:)`` was called for its beginning.
  func wordFeatures(_ candidate: Candidate, _ characters: TurnCharacters, _ add: (NameFeature) -> Void) {
    let range = candidate.range
    let shape = candidate.shape
    let ownWeight = window.ownWeight(range.count)
    let own: UInt32 = ownWeight > WordTrie.none ? 1 + Self.bucket(ownWeight, 1.5, -18, -7) : 0
    let margin = window.margin(range, candidate.probability)
    add(NameFeature(.margin, Self.bucket(margin, 2, -14, 14), shape, min(own, 1)))
    add(NameFeature(.word, own, shape))
    add(NameFeature(.straddle, straddle(candidate), shape))
    if let word = window.word(before: range.lowerBound) {
      add(Self.word(.leftWord, word.suffix(2), candidate.form, characters))
    }
    if let word = window.word(after: range.upperBound) {
      add(Self.word(.rightWord, word.prefix(2), candidate.form, characters))
    }
  }

  private static func bucket(_ value: Float, _ width: Float, _ least: Float, _ most: Float) -> UInt32 {
    UInt32((min(max(value, least), most) - least) / width)
  }

  /// Looks at the words around the candidates that begin at a place.
  mutating func look(_ characters: TurnCharacters, around place: Int) { window.read(characters, around: place) }

  /// Which words of two characters lie across the borders or inside; ``look(_:around:)`` was called near it.
  private func straddle(_ candidate: Candidate) -> UInt32 {
    let range = candidate.range
    var bits: UInt32 = 0
    if window.isWord(range.lowerBound - 1) { bits |= 1 }
    if window.isWord(range.upperBound - 1) { bits |= 2 }
    if range.count > 2, window.isWord(range.lowerBound) { bits |= 4 }
    if range.count > 2, window.isWord(range.lowerBound + 1) { bits |= 8 }
    return bits
  }

  private func cues(_ candidate: Candidate, _ characters: TurnCharacters) -> UInt32 {
    let range = candidate.range
    var bits: UInt32 = 0
    if NameRecognizer.isAnnounced(characters, range.lowerBound) { bits |= 1 }
    if NameRecognizer.isClosed(characters, range.upperBound) { bits |= 2 }
    if NameRecognizer.isTitle(characters, range.upperBound) { bits |= 4 }
    if NameRecognizer.isGiven(characters, range.lowerBound + candidate.surname..<range.upperBound) { bits |= 8 }
    return bits
  }

  private static func word(
    _ template: NameFeature.Template, _ shown: Range<Int>, _ form: UInt32, _ characters: TurnCharacters
  ) -> NameFeature {
    var values: [UInt32] = [0, 0, form]
    for (index, place) in shown.enumerated() { values[index] = characters.values[place] }
    return NameFeature(template, values[0], values[1], values[2])
  }

  /// Digits and letters stand for their kind.
  private static func normal(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x30...0x39: return 0x30
    case 0x61...0x7A: return 0x61
    default: return value
    }
  }

  /// 1 the beginning or the end, 2 an ideograph, 3 a digit, 4 a letter, 5 a blank, 6 a mark.
  private static func kind(_ characters: TurnCharacters, _ place: Int) -> UInt32 {
    guard characters.values.indices.contains(place) else { return 1 }
    if characters.isHan(place) { return 2 }
    if characters.isDigit(place) { return 3 }
    if characters.isLetter(place) { return 4 }
    return characters.values[place] == 0x20 ? 5 : 6
  }
}

extension NameCandidates {
  /// Every candidate of a turn of folded text: its characters, its bytes and its features, for training.
  package mutating func visit(
    _ text: [UInt8], _ turn: Range<Int>, _ body: (Range<Int>, Range<Int>, [NameFeature]) -> Void
  ) {
    let characters = TurnCharacters(text, turn)
    for start in 0..<characters.count {
      var found: [Candidate] = []
      Self.at(start, characters) { found.append($0) }
      if !found.isEmpty { look(characters, around: start) }
      for candidate in found {
        var features: [NameFeature] = []
        nearFeatures(candidate, characters) { features.append($0) }
        wordFeatures(candidate, characters) { features.append($0) }
        body(candidate.range, characters.bytes(candidate.range), features)
      }
    }
  }
}
