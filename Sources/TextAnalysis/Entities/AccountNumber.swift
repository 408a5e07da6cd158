/// Payment card numbers, ISO/IEC 7812.
enum CardNumber {
  /// How sure the prefix and length of a number make us that it is a card.
  enum Issuer {
    /// A range that issuers really use at this length: enough by itself with a valid check digit.
    case known
    /// Only with words about a card beside it.
    case possible
    /// No card has this form.
    case none
  }

  /// The issuer of a number by prefix and length.
  static func issuer(_ digits: [UInt8]) -> Issuer {
    guard (13...19).contains(digits.count), let two = IdentityNumber.number(digits[0..<2]),
      let four = IdentityNumber.number(digits[0..<4])
    else { return .none }
    switch (two, digits.count) {
    case (62, 16...19), (81, 16...19): return .known  // UnionPay
    case (40...49, 16): return .known  // Visa
    case (51...55, 16): return .known  // Mastercard
    case (34, 15), (37, 15): return .known  // American Express
    case (35, 16) where (3528...3589).contains(four): return .known  // JCB
    case (22...27, 16) where (2221...2720).contains(four): return .known  // Mastercard
    case (60, 16) where four == 6011, (64, 16), (65, 16): return .known  // Discover
    case (95, 16...19) where four == 9558 || four == 9559: return .known  // old debit cards of Chinese banks
    default: return digits[0] == 0x30 ? .none : .possible
    }
  }

  /// Luhn's check digit: a random number passes in one case of ten.
  static func passesLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      guard digit.isASCIIDigit else { return false }
      var value = Int(digit &- 0x30)
      if place % 2 == 1 {
        value *= 2
        if value > 9 { value -= 9 }
      }
      sum += value
    }
    return sum % 10 == 0
  }
}

/// International bank account numbers, ISO 13616.
enum AccountNumber {
  /// Lengths by country, from the registry.
  private static let lengths: [String: Int] = [
    "ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "br": 29, "by": 28,
    "ch": 21, "cr": 22, "cy": 28, "cz": 24, "de": 22, "dk": 18, "do": 28, "ee": 20, "eg": 29, "es": 24, "fi": 18,
    "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27, "gt": 28, "hr": 21, "hu": 28, "ie": 22,
    "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "lc": 32, "li": 21, "lt": 20,
    "lu": 20, "lv": 21, "ly": 25, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30, "nl": 18,
    "no": 15, "pk": 24, "pl": 28, "ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "sc": 31, "sd": 18,
    "se": 24, "si": 19, "sk": 24, "sm": 27, "st": 25, "sv": 28, "tl": 23, "tn": 24, "tr": 26, "ua": 29, "va": 22,
    "vg": 24, "xk": 20,
  ]

  /// The length of the numbers of a country, given its two lower-case letters.
  static func length(_ country: ArraySlice<UInt8>) -> Int? { lengths[String(decoding: country, as: UTF8.self)] }

  /// Whether lower-case letters and digits are a valid number: length of the country, MOD 97-10.
  static func isValid(_ text: [UInt8]) -> Bool {
    guard text.count > 4, length(text[0..<2]) == text.count else { return false }
    var remainder = 0
    for character in text[4...] + text[..<4] {
      if character.isASCIIDigit {
        remainder = (remainder * 10 + Int(character &- 0x30)) % 97
      } else if character.isASCIILetter {
        remainder = (remainder * 100 + Int(character &- 0x61) + 10) % 97
      } else {
        return false
      }
    }
    return remainder == 1
  }
}
