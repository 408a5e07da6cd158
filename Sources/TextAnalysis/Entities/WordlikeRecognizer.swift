/// Passports, account numbers and number plates: codes of letters and digits.
enum WordlikeRecognizer {
  /// The passport, travel permit or credit code that a word is.
  static func code(_ token: EntityScan.Token, in text: [UInt8], turn: Range<Int>, asked: EntityCue?) -> Entity? {
    guard !token.isNumber, token.count >= 7, token.count <= 12 else { return nil }
    let word = Array(text[token.range])
    guard word[0].isASCIILetter else { return nil }
    let letters = word.prefix { $0.isASCIILetter }.count
    guard letters <= 2, word[letters...].allSatisfy(\.isASCIIDigit) else { return nil }
    // A code that is tied to more of itself is something else.
    if token.start > turn.lowerBound, [0x2D, 0x2E, 0x2F, 0x5F].contains(text[token.start - 1]) { return nil }
    if token.end < turn.upperBound, [0x2D, 0x2F, 0x5F].contains(text[token.end]) { return nil }
    let cue = EntityCues.nearest(in: text, turn: turn, around: token.range) ?? asked
    let digits = word.count - letters
    switch (word[0], letters, digits) {
    case (UInt8(ascii: "e"), 1, 8), (UInt8(ascii: "g"), 1, 8), (UInt8(ascii: "e"), 2, 7):
      return cue == .order || cue == .version
        ? nil : Entity(.passport, [token.range], value: word, isVerified: cue == .passport)
    case (_, 1...2, 6...10) where cue == .passport:
      return Entity(.passport, [token.range], value: word, isVerified: true)
    default: return nil
    }
  }

  /// The international account number that begins with a token, which may go on over spaces.
  static func account(_ token: EntityScan.Token, in text: [UInt8], turn: Range<Int>) -> Entity? {
    guard token.count >= 4, text[token.start].isASCIILetter, text[token.start + 1].isASCIILetter,
      text[token.start + 2].isASCIIDigit, text[token.start + 3].isASCIIDigit,
      let length = AccountNumber.length(text[token.start..<token.start + 2])
    else { return nil }
    var value: [UInt8] = []
    var index = token.start
    while index < turn.upperBound, value.count < length {
      let byte = text[index]
      if byte.isASCIILetter || byte.isASCIIDigit {
        value.append(byte)
      } else if byte != 0x20 && byte != 0x2D {
        return nil
      }
      index += 1
    }
    if index < turn.upperBound, text[index].isASCIILetter || text[index].isASCIIDigit { return nil }
    return AccountNumber.isValid(value) ? Entity(.iban, [token.start..<index], value: value) : nil
  }

  private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领".unicodeScalars.map(\.value))
  private static let endings = Set("挂学警港澳".unicodeScalars.map(\.value))

  /// Number plates: province, letter, and five or (new energy) six letters and digits without i and o.
  static func plates(in text: [UInt8], _ turn: Range<Int>) -> [Entity] {
    var found: [Entity] = []
    var index = turn.lowerBound
    while index + 9 <= turn.upperBound {
      guard text[index] & 0xF0 == 0xE0 else {
        index += 1
        continue
      }
      let start = index
      index += 3
      guard let province = code(text, start, turn.upperBound), provinces.contains(province),
        text[index].isASCIILetter, text[index] != UInt8(ascii: "i"), text[index] != UInt8(ascii: "o")
      else { continue }
      var value = Array(text[start...index])
      var place = index + 1
      // A dot or a space stands after the letter in print.
      if text[place] == 0xC2, place + 1 < turn.upperBound, text[place + 1] == 0xB7 {
        place += 2
      } else if text[place] == 0xE2 || text[place] == 0xE3, place + 2 < turn.upperBound {
        place += 3
      } else if [0x20, 0x2D, 0x2E].contains(text[place]) {
        place += 1
      }
      let serial = place
      while place < turn.upperBound, text[place].isASCIIDigit || text[place].isASCIILetter, place - serial < 8 {
        guard text[place] != UInt8(ascii: "i"), text[place] != UInt8(ascii: "o") else { break }
        place += 1
      }
      let count = place - serial
      let digits = text[serial..<place].count { $0.isASCIIDigit }
      var end = place
      if count == 4, let ending = code(text, place, turn.upperBound), endings.contains(ending) { end += 3 }
      guard count == 5 || count == 6 || end > place, digits >= 3,
        place == turn.upperBound || !(text[place].isASCIIDigit || text[place].isASCIILetter)
      else { continue }
      value += text[serial..<end]
      found.append(Entity(.plate, [start..<end], value: value))
      index = end
    }
    return found
  }

  /// The character of three bytes at an offset.
  static func code(_ text: [UInt8], _ index: Int, _ end: Int) -> UInt32? {
    guard index + 3 <= end, text[index] & 0xF0 == 0xE0 else { return nil }
    return UInt32(text[index] & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
  }

  /// Numbers the source shows with stars: 138****8000, 6222 **** **** 1234.
  static func masked(in text: [UInt8], _ turn: Range<Int>) -> [Entity] {
    var found: [Entity] = []
    var index = turn.lowerBound
    func isPart(_ byte: UInt8) -> Bool { byte.isASCIIDigit || byte == 0x2A || byte == 0x78 }
    while index < turn.upperBound {
      guard text[index].isASCIIDigit, index == turn.lowerBound || !isPart(text[index - 1]) else {
        index += 1
        continue
      }
      let start = index
      var end = index
      var stars = 0
      var all = 0
      while index < turn.upperBound, isPart(text[index]) || text[index] == 0x20 || text[index] == 0x2D {
        if isPart(text[index]) {
          all += 1
          end = index + 1
          if !text[index].isASCIIDigit { stars += 1 }
        }
        index += 1
      }
      guard stars >= 3, all - stars >= 4, (11...19).contains(all) else { continue }
      let kind: EntityKind =
        all == 11 && text[start] == 0x31 ? .mobile : all == 18 && text[start] != 0x36 ? .residentID : .bankCard
      found.append(Entity(kind, [start..<end], isVerified: false, isMasked: true))
    }
    return found
  }
}
