/// Postal addresses in English and other Western orders: number, street, town; boxes; full postcodes of the UK.
struct EnglishAddresses {
  typealias Words = EnglishAddressWords

  /// Whether a lower-case word is reason to look for an address.
  static func isCue(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (2...10).contains(word.count) else { return false }
    let text = unsafe String(decoding: word, as: UTF8.self)
    return Words.streets.contains(text) || Words.foreign.contains(text) || Words.units.contains(text)
      || ["box", "postcode", "sector", "address"].contains(text)
  }

  /// The addresses of a turn; `original` gives the bytes of the original text of a folded range, with their capitals.
  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    let words = words(characters, original)
    var found: [Entity] = []
    var index = 0
    while index < words.count {
      guard
        let (first, core) = box(words, index) ?? postcode(words, index) ?? street(words, index) ?? spoken(words, index)
          ?? flat(words, index) ?? european(words, index) ?? estate(words, index) ?? unit(words, index) ?? named(
            words, index) ?? unnumbered(words, index)
      else {
        index += 1
        continue
      }
      let last = tail(words, from: core)
      let start = found.isEmpty ? first : max(first, 0)
      found.append(
        Entity(
          .address, [characters.bytes(words[start].range.lowerBound..<words[last].range.upperBound)], isVerified: false)
      )
      index = last + 1
    }
    return found
  }

  /// A box at a post office, such as PO Box 77 or GPO Box 1.
  private static func box(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    let text = words[index].text
    if ["po", "gpo", "pob"].contains(text), index + 2 < words.count, words[index + 1].text == "box",
      words[index + 2].isNumber
    {
      return (index, index + 2)
    }
    if text == "p", index + 3 < words.count, words[index + 1].text == "o", words[index + 2].text == "box",
      words[index + 3].isNumber
    {
      return (index, index + 3)
    }
    return nil
  }

  /// The full postcode of the United Kingdom beside its word.
  private static func postcode(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard isPostcode(words, index), index > 0 else { return nil }
    return words[max(0, index - 3)..<index].contains { $0.text.hasPrefix("postcode") } ? (index, index + 1) : nil
  }

  /// A number, up to five words, and a word for a street; with what stands before: Flat 3, Level 8, 12/4.
  private static func street(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard words[index].isNumber, words[index].range.count <= 6 else { return nil }
    var last: Int?
    for next in index + 1..<max(index + 1, min(index + 7, words.count)) {
      let word = words[next]
      let isOrdinal = ["st", "nd", "rd", "th"].contains { word.text.hasSuffix($0) }
      if word.isNumber && !isOrdinal { break }
      if !word.isNear && !(next == index + 1 && word.hasComma) { break }
      if Words.streets.contains(word.text),
        next > index + 1 || word.text == "route" || word.text == "kingsway" && word.isCapital
          || word.text == "broadway" && word.isCapital
      {
        last = next
        if next + 1 < words.count, Words.streets.contains(words[next + 1].text), words[next + 1].isNear {
          last = next + 1
        }
        let isBlock = index > 0 && ["blk", "block"].contains(words[index - 1].text)
        if isBlock || ["route", "highway", "hwy", "road"].contains(word.text), next + 1 < words.count,
          words[next + 1].isNumber,
          words[next + 1].isNear
        {
          last = next + 1
        }
        break
      }
      if Words.houses.contains(word.text), word.isCapital, words[next - 1].isCapital, next > index + 1 {
        last = next
        break
      }
      // The Grove, rue de Rivoli.
      if next == index + 1, word.text == "the", word.isCapital { continue }
      if Words.foreign.contains(word.text), next == index + 1, next + 1 < words.count {
        last = next + 1
        while last! + 1 < words.count, last! - next < 4, words[last! + 1].isNear,
          words[last!].text.count <= 2 || words[last! + 1].isCapital, !words[last! + 1].isNumber
        { last! += 1 }
        break
      }
      if Words.notStreets.contains(word.text) { break }
      // Words without capitals: one or two, of a name, not of talk.
      if !word.isCapital && !isOrdinal && !Words.directions.contains(word.text) && next - index > 3 { break }
    }
    guard let last else { return nil }
    var first = index
    while first > 0, words[first].isNear || words[first].hasComma {
      let before = words[first - 1]
      if Words.units.contains(before.text), words[first].isNear || words[first].isNumber { first -= 1; continue }
      if before.text.count == 1, before.isCapital, words[first].isNumber,
        before.range.upperBound + 1 == words[first].range.lowerBound
      {
        first -= 1; break
      }
      if before.isNumber, first > 1, Words.units.contains(words[first - 2].text) { first -= 2; continue }
      break
    }
    if first > 0, words[first - 1].isNumber, words[first - 1].range.upperBound + 1 == words[first].range.lowerBound,
      !words[first].isNear
    {
      first -= 1
    }
    return (first, last)
  }

  /// A number said as words, a name and a word for a street: eighty eight dandenong road.
  private static func spoken(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    var next = index
    while next < words.count, Words.spoken.contains(words[next].text), next == index || words[next].isNear { next += 1 }
    guard next > index, next - index > 1 || words[index].text.count > 4 || words[index].text == "ten" else {
      return nil
    }
    let isUnit = index > 0 && ["flat", "apartment", "unit"].contains(words[index - 1].text) && words[index].isNear
    for last in next..<max(next, min(next + 4, words.count)) {
      guard words[last].isNear, !words[last].isNumber, !Words.notStreets.contains(words[last].text) else { return nil }
      if last > next, Words.clearStreets.contains(words[last].text) { return (isUnit ? index - 1 : index, last) }
      if EnglishNames.isStopWord(words[last].text), last == next { return nil }
    }
    return nil
  }

  /// A flat in a house with a name: flat 11 brindley point; E-402 Green Meadows Apartments.
  private static func flat(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    let word = words[index]
    let isBlock = word.isCapital && word.text.count == 1
    guard isBlock || ["flat", "apartment", "apt"].contains(word.text), index + 3 < words.count,
      words[index + 1].isNumber, words[index + 1].isNear, words[index + 1].range.count <= 5,
      !isBlock || words[index + 1].range.lowerBound == word.range.upperBound + 1 && words[index + 1].range.count >= 2
    else { return nil }
    for last in index + 2..<min(index + 7, words.count) {
      let word = words[last]
      guard word.isNear || word.hasComma && last == index + 2, !word.isNumber, word.isCapital || !isBlock else {
        return nil
      }
      if last > index + 2, Words.estates.contains(word.text) || Words.houses.contains(word.text) {
        return (index, last)
      }
      if Words.notStreets.contains(word.text) && word.text != "the" { return nil }
    }
    return nil
  }

  /// Via Roma 14, Hauptstraße 12.
  private static func european(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    let word = words[index]
    guard word.isCapital else { return nil }
    if Words.foreign.contains(word.text) {
      for next in index + 2..<max(index + 2, min(index + 5, words.count)) where words[next].isNumber {
        return (index, next)
      }
      return nil
    }
    let isStreet = ["straße", "strasse", "platz", "gasse", "allee", "gatan", "straat", "laan"].contains {
      word.text.hasSuffix($0)
    }
    return isStreet && index + 1 < words.count && words[index + 1].isNumber && words[index + 1].isNear
      ? (index, index + 1) : nil
  }

  /// A number and names between commas that end with a postcode: Plot 18, Jubilee Hills, Hyderabad - 500033.
  private static func estate(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard words[index].isNumber, words[index].range.count <= 4 else { return nil }
    var commas = 0
    var next = index + 1
    while next < words.count, next - index <= 11 {
      let word = words[next]
      if word.hasComma { commas += 1 } else if !word.isNear { return nil }
      let isEnd = word.isNumber && (5...6).contains(word.text.count) && word.text.utf8.allSatisfy(\.isASCIIDigit)
      if isEnd || isPostcode(words, next) {
        guard commas >= 1 else { return nil }
        var first = index
        while first > 0,
          Words.units.contains(words[first - 1].text) || words[first - 1].text.count == 1 && words[first - 1].isCapital
            || words[first - 1].text == "h"
        { first -= 1 }
        return (first, isEnd ? next : next + 1)
      }
      if !word.isNumber, !word.isCapital, !Words.units.contains(word.text), word.text.count > 1,
        Words.notStreets.contains(word.text) || commas == 0 && next - index > 3
      {
        return nil
      }
      next += 1
    }
    return nil
  }

  /// A house with a name, and a full postcode of the United Kingdom: The Old Rectory, Mill Lane, Wickham PO17 5AL.
  private static func named(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard words[index].isCapital, index == 0 || !words[index - 1].isCapital else { return nil }
    var hasComma = false
    var next = index + 1
    while next < words.count, next - index < 12 {
      if isPostcode(words, next), hasComma { return (index, next + 1) }
      guard words[next].isCapital, words[next].isNear || words[next].hasComma else { return nil }
      hasComma = hasComma || words[next].hasComma
      next += 1
    }
    return nil
  }

  /// A unit and an estate in a town: Block 3, Clifton Garden, Karachi; Tower C, Prestige Lakeside Habitat, Varthur.
  private static func unit(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard Words.units.contains(words[index].text), index + 2 < words.count,
      words[index + 1].isNear,
      words[index + 1].isNumber && words[index + 1].range.count <= 5 || words[index + 1].text.count == 1
    else { return nil }
    var next = index + 2
    var commas = 0
    var hasEstate = false
    var last = index + 1
    while next < words.count, next - index <= 12 {
      let word = words[next]
      guard word.hasComma || word.isNear, word.isCapital || word.isNumber || word.text == "floor",
        !EnglishNames.isStopWord(word.text) || Words.estates.contains(word.text)
      else { break }
      if word.hasComma { commas += 1 } else if commas == 0 { return nil }
      if Words.estates.contains(word.text) || word.isNumber && word.hasComma { hasEstate = true }
      last = next
      next += 1
    }
    return commas >= 2 || commas == 1 && hasEstate ? (index, last) : nil
  }

  /// A street in a town without a number: Bridge Street, Banbury.
  private static func unnumbered(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    guard words[index].isCapital, !words[index].isNumber, !EnglishNames.isStopWord(words[index].text) else {
      return nil
    }
    for next in index + 1..<max(index + 1, min(index + 3, words.count)) {
      guard words[next].isCapital, words[next].isNear else { return nil }
      if Words.plainStreets.contains(words[next].text) {
        guard next + 1 < words.count, words[next + 1].hasComma, words[next + 1].isCapital, !words[next + 1].isNumber,
          words[next + 1].text.count > 2, !EnglishNames.isStopWord(words[next + 1].text)
        else { return nil }
        return (index, next)
      }
    }
    return nil
  }

}
