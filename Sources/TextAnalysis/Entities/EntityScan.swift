/// What one look over a turn finds: words with digits, and reasons for a closer look.
struct EntityScan {
  /// A word of ASCII letters and digits with at least one digit.
  struct Token {
    var start: Int
    var end: Int
    /// Whether it has nothing but digits.
    var isNumber: Bool

    var range: Range<Int> { start..<end }
    var count: Int { end - start }
  }

  /// Reasons for a closer look at a turn.
  struct Traits: OptionSet {
    let rawValue: UInt16
    static let at = Traits(rawValue: 1)
    static let colons = Traits(rawValue: 2)
    /// Seven or more digits said as words.
    static let spoken = Traits(rawValue: 4)
    static let name = Traits(rawValue: 8)
    static let address = Traits(rawValue: 16)
    static let secret = Traits(rawValue: 32)
    static let plate = Traits(rawValue: 64)
    static let stars = Traits(rawValue: 128)
    /// A common surname, which may begin a name that nothing announces.
    static let surname = Traits(rawValue: 256)
  }

  private(set) var tokens: [Token] = []
  private(set) var traits: Traits = []

  private let traitsOfHan: [UInt16]

  init() {
    var table = [UInt16](repeating: 0, count: 1 << 16)
    func mark(_ characters: String, _ trait: Traits) {
      for scalar in characters.unicodeScalars { table[Int(scalar.value)] |= trait.rawValue }
    }
    mark(SpokenDigits.hanDigits, .spoken)
    mark("叫姓名人生士姐户我是您你老师总员任哥叔学爷姨管医护给跟找转机和小写爸妈婆公儿女弟妹友东客属主教播长·•", .name)
    mark("路街道巷弄镇村区县省市号栋幢室苑厦园楼层床屯旗队社座期住户场单房铺站店厂院速处组家", .address)
    mark("码令位", .secret)
    mark("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领", .plate)
    for code in 0x4E00...0x9FFF where Surnames.isCommon(UInt32(code)) { table[code] |= Traits.surname.rawValue }
    traitsOfHan = table
  }

  /// Looks over a turn of folded text.
  mutating func scan(_ text: [UInt8], _ turn: Range<Int>) {
    tokens.removeAll(keepingCapacity: true)
    var found: UInt16 = 0
    var spoken = 0
    let vocabulary = EnglishVocabulary.bundled
    unsafe text.withUnsafeBufferPointer { text in
      var index = turn.lowerBound
      let end = min(turn.upperBound, text.count)
      while index < end {
        let byte = unsafe text[index]
        if byte < 0x80 {
          guard byte.isASCIILetter || byte.isASCIIDigit else {
            if byte == 0x40 { found |= Traits.at.rawValue }
            if byte == 0x3A { found |= Traits.colons.rawValue }
            if byte == 0x2A { found |= Traits.stars.rawValue }
            // 8-2-1603.
            if byte == 0x2D, index > turn.lowerBound, unsafe text[index - 1].isASCIIDigit {
              found |= Traits.address.rawValue
            }
            if byte != 0x20 && byte != 0x2D && byte != 0x2C { spoken = 0 }
            index &+= 1
            continue
          }
          let start = index
          var digits = 0
          repeat {
            if unsafe text[index].isASCIIDigit { digits &+= 1 }
            index &+= 1
          } while index < end && (unsafe text[index].isASCIILetter || text[index].isASCIIDigit)
          if digits > 0 {
            tokens.append(Token(start: start, end: index, isNumber: digits == index - start))
            spoken = digits == index - start ? spoken &+ digits : 0
          } else {
            let word = unsafe UnsafeBufferPointer(rebasing: text[start..<index])
            if unsafe SpokenDigits.isEnglish(word) {
              spoken &+= 1
            } else {
              spoken = 0
              if found & Traits.name.rawValue == 0,
                unsafe Self.isCue(word) || EnglishNameWords.mayBeKnown(word)
                  || word.count >= 3 && !vocabulary.isOrdinary(word)
              {
                found |= Traits.name.rawValue
              }
              if unsafe Self.isSecretCue(word) { found |= Traits.secret.rawValue }
              if unsafe EnglishAddresses.isCue(word) { found |= Traits.address.rawValue }
            }
          }
          if spoken >= 7 { found |= Traits.spoken.rawValue }
        } else if byte & 0xF0 == 0xE0, index + 2 < end {
          let code = unsafe Int(byte & 0x0F) << 12 | Int(text[index + 1] & 0x3F) << 6 | Int(text[index + 2] & 0x3F)
          let traits = traitsOfHan[code]
          if traits & Traits.spoken.rawValue != 0 {
            spoken &+= 1
            if spoken >= 7 { found |= Traits.spoken.rawValue }
          } else if code != 0x3001 {
            spoken = 0
          }
          found |= traits & ~Traits.spoken.rawValue
          index &+= 3
        } else {
          // The dot in 努尔江·阿合买提.
          if byte == 0xC2, index + 1 < end, unsafe text[index + 1] == 0xB7 { found |= Traits.name.rawValue }
          spoken = 0
          index &+= 1
        }
      }
    }
    traits = Traits(rawValue: found)
  }

  private static func equal(_ word: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount == word.count else { return false }
    for index in 0..<word.count where unsafe text.utf8Start[index] != word[index] { return false }
    return true
  }

  /// English words that secrets follow.
  private static func isSecretCue(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (3...8).contains(word.count), let first = unsafe word.first else { return false }
    func equals(_ text: StaticString) -> Bool { unsafe equal(word, text) }
    switch first {
    case UInt8(ascii: "c"):
      return equals("code") || equals("cvv") || equals("cvc") || equals("cvn")
    case UInt8(ascii: "p"):
      return equals("password") || equals("pin") || equals("passcode") || equals("pwd") || equals("passwd")
    case UInt8(ascii: "o"): return equals("otp")
    default: return false
    }
  }

  /// English words that are reason to look for names.
  private static func isCue(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count <= 11, let first = unsafe word.first else { return false }
    func equals(_ text: StaticString) -> Bool { unsafe equal(word, text) }
    switch first {
    case UInt8(ascii: "a"):
      return equals("agent") || equals("attn") || equals("ask") || equals("attention") || equals("add")
    case UInt8(ascii: "b"):
      return equals("best") || equals("boss") || equals("brother") || equals("by") || equals("beneficiary")
    case UInt8(ascii: "c"):
      return equals("called") || equals("cheers")
        || equals("captain") || equals("contact") || equals("customer") || equals("calls") || equals("call")
        || equals("c")
    case UInt8(ascii: "d"):
      return equals("dear") || equals("dr") || equals("driver") || equals("daughter") || equals("dad")
    case UInt8(ascii: "e"): return equals("evening") || equals("engineer")
    case UInt8(ascii: "f"): return equals("friend") || equals("father") || equals("for") || equals("from")
    case UInt8(ascii: "g"): return equals("go") || equals("great") || equals("guest")
    case UInt8(ascii: "h"):
      return equals("hi") || equals("hello") || equals("hey") || equals("husband") || equals("here") || equals("holder")
    case UInt8(ascii: "i"): return equals("i") || equals("it") || equals("its") || equals("is")
    case UInt8(ascii: "l"): return equals("let") || equals("love")
    case UInt8(ascii: "m"):
      return equals("mr") || equals("mrs") || equals("ms") || equals("miss") || equals("mum") || equals("mom")
        || equals("myself") || equals("morning") || equals("me") || equals("mother") || equals("my")
    case UInt8(ascii: "n"):
      return equals("name") || equals("named") || equals("neighbour") || equals("nurse") || equals("no")
    case UInt8(ascii: "o"):
      return equals("ok") || equals("okay") || equals("officer") || equals("our") || equals("of")
    case UInt8(ascii: "p"):
      return equals("perfect")
        || equals("payee")
        || equals("passenger") || equals("patient") || equals("professor") || equals("partner")
    case UInt8(ascii: "r"): return equals("regards") || equals("recipient") || equals("rep") || equals("reached")
    case UInt8(ascii: "s"):
      return equals("speaking") || equals("sincerely") || equals("signed") || equals("surname") || equals("sorry")
        || equals("said") || equals("sir") || equals("son") || equals("sister")
    case UInt8(ascii: "t"):
      return equals("this") || equals("thanks") || equals("thank") || equals("thx") || equals("to") || equals("told")
        || equals("technician")
    case UInt8(ascii: "u"): return equals("under")
    case UInt8(ascii: "w"):
      return equals("with") || equals("wife") || equals("welcome") || equals("was") || equals("wishes")
    case UInt8(ascii: "y"): return equals("yours") || equals("yes") || equals("your")
    default: return false
    }
  }
}
