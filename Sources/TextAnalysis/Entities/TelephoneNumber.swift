/// Telephone numbers by form.
enum TelephoneNumber {
  /// Country calling codes (ITU-T E.164) but for 1, 7 and 86, by their first digits.
  private static let countryCodes: Set<Int> = Set(
    [20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61]
      + [62, 63, 64, 65, 66, 81, 82, 84, 90, 91, 92, 93, 94, 95, 98]
      + [211, 212, 213, 216, 218] + Array(220...258) + [260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 290, 291]
      + [297, 298, 299, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378]
      + [380, 381, 382, 383, 385, 386, 387, 389, 420, 421, 423] + Array(500...509) + Array(590...599)
      + Array(670...692) + [850, 852, 853, 855, 856, 880, 886, 960, 961, 962, 963, 964, 965, 966, 967, 968, 970, 971]
      + [972, 973, 974, 975, 976, 977, 992, 993, 994, 995, 996, 998])

  /// The eleven digits of a mobile number of mainland China, with or without 86, or `nil`.
  static func mobile(_ digits: [UInt8], hasPlus: Bool) -> [UInt8]? {
    var local = digits[...]
    if local.count == 15, local.starts(with: Array("0086".utf8)) { local = local.dropFirst(4) }
    if local.count == 13, local.starts(with: Array("86".utf8)) { local = local.dropFirst(2) }
    guard local.count == 11, local.count == digits.count || digits.count >= 13, !hasPlus || digits.count == 13,
      local[local.startIndex] == 0x31, local[local.startIndex + 1] >= 0x33
    else { return nil }
    return Array(local)
  }

  /// The digits of a landline number of mainland China with area code, or `nil`; `digits` begin with 0, or with 86.
  static func landline(_ digits: [UInt8]) -> [UInt8]? {
    var local = digits
    if local.starts(with: Array("0086".utf8)) {
      local.removeFirst(3)
      local[0] = 0x30
    } else if local.starts(with: Array("86".utf8)), local.count >= 12 {
      local.removeFirst(1)
      local[0] = 0x30
    }
    guard local.count >= 10, local.count <= 12, local[0] == 0x30 else { return nil }
    let second = local[1]
    let areaLength: Int
    switch second {
    case 0x31 where local[2] == 0x30: areaLength = 3  // 010
    case 0x32 where local[2] != 0x36: areaLength = 3  // 020 … 029
    case 0x33...0x39: areaLength = 4
    default: return nil
    }
    let subscriber = local.count - areaLength
    guard subscriber == 7 || subscriber == 8, areaLength == 4 || subscriber == 8,
      (0x32...0x38).contains(local[areaLength])
    else { return nil }
    return local
  }

  /// Whether digits after a + are a number of some country: known country code, 8 to 15 digits.
  static func isInternational(_ digits: [UInt8]) -> Bool {
    guard (8...15).contains(digits.count), let first = digits.first, first != 0x30 else { return false }
    if first == 0x31 { return digits.count == 11 && digits[1] >= 0x32 && digits[4] >= 0x32 }
    if first == 0x37 { return digits.count == 11 }
    guard let two = IdentityNumber.number(digits[0..<2]), let three = IdentityNumber.number(digits[0..<3]) else {
      return false
    }
    return two == 86 || countryCodes.contains(two) || countryCodes.contains(three)
  }

  /// Whether ten digits are a number of the North American plan: area and exchange begin with 2 … 9.
  static func isNorthAmerican(_ digits: [UInt8]) -> Bool {
    digits.count == 10 && digits[0] >= 0x32 && digits[3] >= 0x32 && !(digits[1] == 0x31 && digits[2] == 0x31)
  }

  /// Whether nine digits can be a social security number of the United States (areas 000, 666 and 9xx were never issued).
  static func isSocialSecurity(_ digits: [UInt8]) -> Bool {
    guard digits.count == 9, let area = IdentityNumber.number(digits[0..<3]),
      let group = IdentityNumber.number(digits[3..<5]), let serial = IdentityNumber.number(digits[5..<9])
    else { return false }
    return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0
  }
}
