/// Postal addresses in English and other Western orders: number, street, town; boxes; full postcodes of the UK.
struct EnglishAddresses {
  private struct Word {
    var range: Range<Int>
    var text: String
    var isNumber: Bool
    var isCapital: Bool
    /// What stands between the word before and this one: nothing but spaces, or a comma, a full stop, a dash too.
    var isNear: Bool
    var hasComma: Bool
  }

  private static let streets: Set<String> = [
    "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "court", "ct",
    "way",
    "place", "pl", "terrace", "circle", "square", "parkway", "pkwy", "highway", "hwy", "crescent", "close", "gardens",
    "mews", "hill", "trail", "grove", "walk", "parade", "quay", "rise", "row", "nagar", "marg", "route", "broadway",
    "esplanade", "embankment", "wharf", "kingsway", "alley", "loop", "bypass", "turnpike", "colony", "layout",
    "enclave", "mall",
  ]
  /// Streets that are named without a word for street before them in English order: rue de Rivoli 33.
  private static let foreign: Set<String> = [
    "rua", "rue", "calle", "via", "viale", "avenida", "jalan", "plaza", "piazza", "carrer", "ulica",
  ]
  private static let directions: Set<String> = [
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west",
  ]
  private static let units: Set<String> = [
    "apt", "apartment", "suite", "unit", "flat", "floor", "room", "ste", "level", "lot", "plot", "block", "blk",
    "house", "no", "shop", "tower", "villa", "pg", "door",
  ]
  /// Words that end the names of estates.
  private static let estates: Set<String> = [
    "garden", "gardens", "mall", "plaza", "market", "residency", "residences", "apartments", "habitat", "park",
    "estate",
    "nagar", "society", "heights", "house", "tower", "towers", "complex", "colony", "phase", "sector", "road", "street",
    "lane", "court", "villas", "city", "enclave", "layout", "vihar", "village", "point", "centre", "center", "building",
  ]
  /// Words for streets that stand in a town without a number: Bridge Street, Banbury.
  private static let plainStreets: Set<String> = ["street", "road", "lane", "avenue", "crescent", "terrace", "drive"]
  /// States whose letters are a word as well.
  private static let wordStates: Set<String> = [
    "on", "in", "or", "me", "hi", "ok", "id", "la", "ma", "pa", "de", "al", "act", "sa", "as", "co",
  ]
  private static let notStreets: Set<String> = [
    "the", "a", "an", "is", "was", "are", "my", "your", "by", "any", "no", "of", "and", "or", "to", "in", "it", "this",
    "that",
    "i", "you", "for", "way", "on", "at", "with", "as", "from", "down", "per", "off", "more", "times", "hour", "hours",
    "day",
    "days", "minute", "minutes", "min", "week", "weeks", "month", "months", "year", "years", "dollars", "items",
    "people",
    "percent", "mile", "miles", "km", "foot", "feet", "wheel", "star", "o'clock", "am", "pm", "lane", "close", "place",
    "court", "blocks", "kids", "cars", "drives", "still", "again", "step", "point", "piece", "pieces", "pack", "inch",
  ]
  private static let states: Set<String> = Set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn \
    tx ut vt va wa wv wi wy dc nsw vic qld sa act tas nt on bc ab qc ns
    """.split(separator: " ").map(String.init))

  /// Whether a lower-case word is reason to look for an address.
  static func isCue(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (2...10).contains(word.count) else { return false }
    let text = unsafe String(decoding: word, as: UTF8.self)
    return streets.contains(text) || foreign.contains(text) || units.contains(text)
      || ["box", "postcode", "sector", "address"].contains(text)
  }

  /// The addresses of a turn; `original` gives the bytes of the original text of a folded range, with their capitals.
  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    let words = words(characters, original)
    var found: [Entity] = []
    var index = 0
    while index < words.count {
      guard
        let (first, core) = box(words, index) ?? postcode(words, index) ?? street(words, index) ?? european(
          words, index) ?? estate(words, index) ?? unit(words, index) ?? named(words, index) ?? unnumbered(words, index)
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

  private static func isPostcode(_ words: [Word], _ index: Int) -> Bool {
    guard index + 1 < words.count, words[index + 1].isNear else { return false }
    let area = Array(words[index].text.utf8)
    let unit = Array(words[index + 1].text.utf8)
    let letters = area.prefix { $0.isASCIILetter }.count
    return (2...4).contains(area.count) && (1...2).contains(letters) && area[letters...].first?.isASCIIDigit == true
      && area.count - letters <= 2
      && unit.count == 3 && unit[0].isASCIIDigit && unit[1].isASCIILetter && unit[2].isASCIILetter
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
      if streets.contains(word.text),
        next > index + 1 || word.text == "route" || word.text == "kingsway" && word.isCapital
          || word.text == "broadway" && word.isCapital
      {
        last = next
        if next + 1 < words.count, streets.contains(words[next + 1].text), words[next + 1].isNear { last = next + 1 }
        if ["route", "highway", "hwy", "road"].contains(word.text), next + 1 < words.count, words[next + 1].isNumber,
          words[next + 1].isNear
        {
          last = next + 1
        }
        break
      }
      // The Grove, rue de Rivoli.
      if next == index + 1, word.text == "the", word.isCapital { continue }
      if foreign.contains(word.text), next == index + 1, next + 1 < words.count {
        last = next + 1
        while last! + 1 < words.count, last! - next < 4, words[last! + 1].isNear,
          words[last!].text.count <= 2 || words[last! + 1].isCapital, !words[last! + 1].isNumber
        { last! += 1 }
        break
      }
      if notStreets.contains(word.text) { break }
      // Words without capitals: one or two, of a name, not of talk.
      if !word.isCapital && !isOrdinal && !directions.contains(word.text) && next - index > 3 { break }
    }
    guard let last else { return nil }
    var first = index
    while first > 0, words[first].isNear || words[first].hasComma {
      let before = words[first - 1]
      if units.contains(before.text), words[first].isNear || words[first].isNumber { first -= 1; continue }
      if before.text.count == 1, before.isCapital, words[first].isNumber,
        before.range.upperBound + 1 == words[first].range.lowerBound
      {
        first -= 1; break
      }
      if before.isNumber, first > 1, units.contains(words[first - 2].text) { first -= 2; continue }
      break
    }
    if first > 0, words[first - 1].isNumber, words[first - 1].range.upperBound + 1 == words[first].range.lowerBound,
      !words[first].isNear
    {
      first -= 1
    }
    return (first, last)
  }

  /// Via Roma 14, Hauptstraße 12.
  private static func european(_ words: [Word], _ index: Int) -> (first: Int, last: Int)? {
    let word = words[index]
    guard word.isCapital else { return nil }
    if foreign.contains(word.text) {
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
          units.contains(words[first - 1].text) || words[first - 1].text.count == 1 && words[first - 1].isCapital
            || words[first - 1].text == "h"
        { first -= 1 }
        return (first, isEnd ? next : next + 1)
      }
      if !word.isNumber, !word.isCapital, !units.contains(word.text), word.text.count > 1,
        notStreets.contains(word.text) || commas == 0 && next - index > 3
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
    guard units.contains(words[index].text), index + 2 < words.count,
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
        !EnglishNames.isStopWord(word.text) || estates.contains(word.text)
      else { break }
      if word.hasComma { commas += 1 } else if commas == 0 { return nil }
      if estates.contains(word.text) || word.isNumber && word.hasComma { hasEstate = true }
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
      if plainStreets.contains(words[next].text) {
        guard next + 1 < words.count, words[next + 1].hasComma, words[next + 1].isCapital, !words[next + 1].isNumber,
          words[next + 1].text.count > 2, !EnglishNames.isStopWord(words[next + 1].text)
        else { return nil }
        return (index, next)
      }
    }
    return nil
  }

  /// The last word of the town, the state and the postcode that follow.
  private static func tail(_ words: [Word], from core: Int) -> Int {
    var last = core
    var next = core + 1
    if next < words.count, directions.contains(words[next].text), words[next].isNear { last = next; next += 1 }
    var isOpen = false
    while next < words.count, next - core <= 10 {
      let word = words[next]
      guard word.isNear || word.hasComma else { break }
      if isPostcode(words, next) { return next + 1 }
      if units.contains(word.text), next + 1 < words.count, words[next + 1].range.count <= 4, word.text != "no" {
        last = next + 1; next += 2; continue
      }
      if word.isNumber {
        guard (4...6).contains(word.text.count) || word.text.count <= 4 && word.hasComma else { break }
        last = next
        if (4...6).contains(word.text.count) { return next }
      } else if states.contains(word.text),
        word.isCapital || (isOpen || word.hasComma) && !wordStates.contains(word.text)
      {
        last = next
      } else if ["ii", "iii", "iv"].contains(word.text) {
        last = next
      } else if word.isCapital, word.hasComma || isOpen, !EnglishNames.isStopWord(word.text) {
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

  /// Whether a state or postcode comes within three words.
  private static func looksLikeCode(_ words: [Word], _ index: Int) -> Bool {
    for next in index + 1..<min(index + 4, words.count) {
      guard words[next].isNear || words[next].hasComma else { return false }
      if words[next].isNumber { return (5...6).contains(words[next].text.count) || isPostcode(words, next) }
      if notStreets.contains(words[next].text) { return false }
    }
    return false
  }

  private static func words(_ characters: TurnCharacters, _ original: (Range<Int>) -> ArraySlice<UInt8>) -> [Word] {
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
          hasComma: !words.isEmpty && gap.contains(0x2C) && gap.allSatisfy { [0x20, 0x2E, 0x2C, 0x23].contains($0) }))
    }
    return words
  }
}
