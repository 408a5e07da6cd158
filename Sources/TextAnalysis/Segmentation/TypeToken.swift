/// What stands in the place of a value that is different every time: topics are about orders, not about one order.
public enum TypeToken: UInt64, Sendable, CaseIterable {
  case number = 1
  case date, time, money, percent, phone, identifier, masked, address, link

  /// The name shown for the token, in angle brackets.
  public var name: String {
    switch self {
    case .number: "<number>"
    case .date: "<date>"
    case .time: "<time>"
    case .money: "<money>"
    case .percent: "<percent>"
    case .phone: "<phone>"
    case .identifier: "<id>"
    case .masked: "<masked>"
    case .address: "<email>"
    case .link: "<url>"
    }
  }

  /// The type of a token with a digit in it, or of a link or address; nothing for words.
  ///
  /// - Parameters:
  ///   - codes: The token's folded characters.
  ///   - previous: The character before the token, 0 if there is none.
  ///   - next: The character after the token and its blanks, 0 if there is none.
  static func classify(_ codes: [UInt32], kind: WordToken.Kind, previous: UInt32, next: UInt32) -> TypeToken? {
    var digits = 0
    var letters = 0
    var (at, colon, slash, dash, stop) = (false, false, false, false, false)
    for code in codes {
      switch code {
      case 0x30...0x39: digits += 1
      case 0x61...0x7A: letters += 1
      case 0x40: at = true
      case 0x3A: colon = true
      case 0x2F: slash = true
      case 0x2D: dash = true
      case 0x2E: stop = true
      default: break
      }
    }
    if kind == .letters {
      if at, letters > 0, stop { return .address }
      if colon, slash { return .link }
      if stop, codes.starts(with: [0x77, 0x77, 0x77, 0x2E]) { return .link }
      // iPhone15 and 4s are words; KD20394857 is somebody's number.
      return digits >= 4 ? .identifier : nil
    }
    guard kind == .number else { return nil }
    guard let last = codes.last else { return nil }
    if last == 0x25 || last == 0x2030 || codes.starts(with: [0x767E, 0x5206, 0x4E4B]) { return .percent }
    if isMoneySign(previous) || isMoneyUnit(next) { return .money }
    switch last {
    case 0x5E74, 0x6708, 0x65E5, 0x4EFD: return .date
    case 0x65F6: return .time
    default: break
    }
    if colon { return .time }
    if slash || dash { return .date }
    if digits == 11, codes.first == 0x31 { return .phone }
    return digits >= 7 ? .identifier : .number
  }

  private static func isMoneySign(_ code: UInt32) -> Bool {
    code == 0x24 || code == 0xA5 || code == 0xFFE5 || code == 0xA3 || code == 0x20AC
  }

  /// 元 块 (钱).
  private static func isMoneyUnit(_ code: UInt32) -> Bool { code == 0x5143 || code == 0x5757 }
}
