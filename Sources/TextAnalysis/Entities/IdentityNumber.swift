/// Resident identity numbers of mainland China, GB 11643-1999.
enum IdentityNumber {
  /// The first two digits: provinces and regions (GB/T 2260); 83 is Taiwan's of residence permits.
  static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83, 91,
  ]

  /// Whether 18 characters are a valid number: province, a day that exists between 1900 and 2099, ISO 7064 MOD 11-2.
  ///
  /// The check character is x or a digit; letters are lower-case. Chance: 0.003 % of random digits.
  static func isValid(_ digits: [UInt8]) -> Bool {
    guard digits.count == 18, let province = number(digits[0..<2]), provinces.contains(province),
      let year = number(digits[6..<10]), (1900...2099).contains(year), isDay(year, digits[10..<14])
    else { return false }
    var sum = 0
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    for (digit, weight) in zip(digits, weights) {
      guard digit.isASCIIDigit else { return false }
      sum += Int(digit &- 0x30) * weight
    }
    return digits[17] == Array("10x98765432".utf8)[sum % 11]
  }

  /// Whether 15 digits have the form of the old number: province and a day of the 20th century; it has no check digit.
  static func isOldForm(_ digits: [UInt8]) -> Bool {
    guard digits.count == 15, let province = number(digits[0..<2]), provinces.contains(province),
      let year = number(digits[6..<8]), number(digits[12..<15]) != nil
    else { return false }
    return isDay(1900 + year, digits[8..<12])
  }

  private static func isDay(_ year: Int, _ digits: ArraySlice<UInt8>) -> Bool {
    guard let all = number(digits) else { return false }
    let (month, day) = (all / 100, all % 100)
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit.isASCIIDigit else { return nil }
      value = value * 10 + Int(digit &- 0x30)
    }
    return value
  }
}

/// Unified social credit codes, GB 32100-2015.
enum CreditCode {
  /// Whether digits begin as the code of a company, 91, and a city that can be.
  ///
  /// Codes without a letter are rare, and a check digit of 31 says little: with this, one of 12,000 numbers of 18 random
  /// digits passes.
  static func isCompanyInDigits(_ code: [UInt8]) -> Bool {
    guard code.starts(with: Array("91".utf8)), let city = IdentityNumber.number(code[4..<6]) else { return false }
    return (0...70).contains(city) || city == 90
  }

  /// Whether 18 lower-case characters are a valid code: alphabet without i, o, s, v, z; a province in the third and
  /// fourth place; MOD 31-3.
  static func isValid(_ code: [UInt8]) -> Bool {
    let alphabet = Array("0123456789abcdefghjklmnpqrtuwxy".utf8)
    guard code.count == 18, let province = IdentityNumber.number(code[2..<4]),
      IdentityNumber.provinces.contains(province) || province == 10, IdentityNumber.number(code[4..<8]) != nil
    else { return false }
    var sum = 0
    var weight = 1
    for character in code[..<17] {
      guard let value = alphabet.firstIndex(of: character) else { return false }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return code[17] == alphabet[(31 - sum % 31) % 31]
  }
}
