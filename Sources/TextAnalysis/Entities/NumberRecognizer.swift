/// Numbers that name a person, a card or an account: in digits, with separators, split over turns.
struct NumberRecognizer {
  let text: [UInt8]
  let turn: Range<Int>
  /// What the party before asked for, if this turn starts with the number.
  let asked: EntityCue?

  /// All numbers of a run; the longest wins.
  func entities(in run: NumberRun) -> [Entity] {
    var found: [Entity] = []
    let tokens = run.tokens
    var first = tokens.startIndex
    outer: while first < tokens.endIndex {
      var last = first
      var length = tokens[first].count
      while last + 1 < tokens.endIndex, last - first < 5, length + tokens[last + 1].count <= 19 {
        last += 1
        length += tokens[last].count
      }
      while last >= first {
        if let entity = match(run, first..<last + 1) {
          found.append(entity)
          first = last + 1
          continue outer
        }
        last -= 1
      }
      first += 1
    }
    return found
  }

  /// The number that some tokens of a run are.
  private func match(_ run: NumberRun, _ range: Range<Int>) -> Entity? {
    let tokens = run.tokens[range]
    let start = tokens[tokens.startIndex].start
    let end = tokens[tokens.endIndex - 1].end
    guard end - start >= 7 else { return nil }
    let joined = run.joined(range, in: text)
    guard joined.count >= 7, joined.count <= 19 else { return nil }
    let isCut =
      run.isTied(range.lowerBound - 1, range.lowerBound, in: text)
      || run.isTied(range.upperBound - 1, range.upperBound, in: text)
    let hasPlus = run.hasPlus && range.lowerBound == run.tokens.startIndex
    let cue = EntityCues.nearest(in: text, turn: turn, around: start..<end) ?? asked
    let shape = Shape(lengths: tokens.map(\.count), separators: separators(tokens))
    guard let (kind, value, isVerified) = Self.kind(joined, cue, shape, hasPlus: hasPlus, isCut: isCut) else {
      return nil
    }
    var lower = start
    if hasPlus { lower -= 1 }
    if lower > turn.lowerBound, text[lower - 1] == 0x28, text[start..<end].contains(0x29) { lower -= 1 }
    return Entity(kind, [lower..<end], value: value, isVerified: isVerified)
  }

  /// How a number was written.
  struct Shape {
    var lengths: [Int]
    /// The bytes between the tokens.
    var separators: [UInt8]
    static let plain = Shape(lengths: [], separators: [])
  }

  private func separators(_ tokens: ArraySlice<EntityScan.Token>) -> [UInt8] {
    tokens.dropLast().map { text[$0.end] }
  }

  /// What characters without separators are, given the words around them.
  static func kind(
    _ text: [UInt8], _ cue: EntityCue?, _ shape: Shape, hasPlus: Bool = false, isCut: Bool = false
  ) -> (EntityKind, value: [UInt8], isVerified: Bool)? {
    let letters = text.count { $0.isASCIILetter }
    if text.count == 18 {
      // A card of 18 digits may pass as an identity number by chance: words, or a birth to come, tell.
      let mayBeCard =
        letters == 0 && cue != .identity
        && (cue == .card || text[6..<10].lexicographicallyPrecedes("2031".utf8) == false)
      if mayBeCard, let entity = card(text, cue) { return entity }
      if letters <= 1, IdentityNumber.isValid(text) { return (.residentID, text, true) }
      if !isCut, letters > 0 || cue == .company || cue != .order && CreditCode.isCompanyInDigits(text),
        CreditCode.isValid(text)
      {
        return (.creditCode, text, true)
      }
    }
    guard letters == 0 else { return nil }
    // Parts of a longer code are no number of a person; a resident number is sure enough to be seen in one.
    if isCut { return nil }
    if let entity = card(text, cue) { return entity }
    if text.count == 15, cue == .identity, IdentityNumber.isOldForm(text) { return (.residentID, text, false) }
    return telephone(text, cue, shape, hasPlus: hasPlus) ?? social(text, cue, shape)
  }

  private static func card(_ digits: [UInt8], _ cue: EntityCue?) -> (EntityKind, value: [UInt8], isVerified: Bool)? {
    guard (13...19).contains(digits.count), cue != .order, cue != .version, CardNumber.passesLuhn(digits) else {
      return nil
    }
    switch CardNumber.issuer(digits) {
    case .known: return (.bankCard, digits, true)
    case .possible: return cue == .card ? (.bankCard, digits, true) : nil
    case .none: return nil
    }
  }

  private static func telephone(
    _ digits: [UInt8], _ cue: EntityCue?, _ shape: Shape, hasPlus: Bool
  ) -> (EntityKind, value: [UInt8], isVerified: Bool)? {
    guard cue != .order || hasPlus, cue != .version else { return nil }
    if let mobile = TelephoneNumber.mobile(digits, hasPlus: hasPlus) { return (.mobile, mobile, true) }
    if let landline = TelephoneNumber.landline(digits), !hasPlus || digits[0] == 0x38 {
      // Twelve plain digits can be anything; an area code set apart, or a word about telephones, tells.
      let isApart = [3, 4].contains(shape.lengths.first ?? 0) && shape.lengths.count > 1
      if isApart || cue == .phone || digits.count <= 12 && digits[0] == 0x30 && digits[1] != 0x30 {
        return (.landline, landline, isApart)
      }
    }
    if hasPlus, TelephoneNumber.isInternational(digits) { return (.phone, digits, true) }
    // 400 and 800 are a company's own numbers in China.
    if digits.count == 10, digits.starts(with: Array("400".utf8)) || digits.starts(with: Array("800".utf8)) {
      return nil
    }
    if digits.count == 10 || (digits.count == 11 && digits[0] == 0x31), shape.separators.count >= 2,
      Array(shape.lengths.suffix(3)) == [3, 3, 4], TelephoneNumber.isNorthAmerican(Array(digits.suffix(10)))
    {
      return (.phone, Array(digits.suffix(10)), true)
    }
    if cue == .phone, (7...13).contains(digits.count), !(digits.count == 8 && digits.starts(with: Array("20".utf8))) {
      return (.phone, digits, false)
    }
    return nil
  }

  private static func social(
    _ digits: [UInt8], _ cue: EntityCue?, _ shape: Shape
  ) -> (EntityKind, value: [UInt8], isVerified: Bool)? {
    guard TelephoneNumber.isSocialSecurity(digits) else { return nil }
    if cue == .ssn { return (.ssn, digits, true) }
    let isWritten = shape.lengths == [3, 2, 4] && Set(shape.separators).count == 1
    return isWritten && cue != .order && cue != .phone ? (.ssn, digits, false) : nil
  }
}
