/// A kind of personal data or secret.
public enum EntityKind: String, Sendable, Hashable, CaseIterable {
  /// A mobile number of mainland China.
  case mobile
  /// A landline number of mainland China with its area code.
  case landline
  /// A telephone number of another country, or one told apart by its words only.
  case phone
  /// A resident identity number (GB 11643): province, date of birth, MOD 11-2.
  case residentID = "resident_id"
  /// A payment card number: issuer prefix, length, Luhn (ISO/IEC 7812).
  case bankCard = "bank_card"
  /// A unified social credit code (GB 32100): MOD 31-3.
  case creditCode = "credit_code"
  /// A number plate of mainland China.
  case plate
  /// A passport or travel permit number.
  case passport
  /// An e-mail address.
  case email
  /// An IP address, version 4 or 6.
  case ip
  /// An international bank account number (ISO 13616): MOD 97-10.
  case iban
  /// A social security number of the United States.
  case ssn
  /// A postal address.
  case address
  /// A person's name.
  case name
  /// A one-time code.
  case code
  /// A password or PIN.
  case password
  /// The security code of a card.
  case cvv

  /// Secrets have no reason to be kept, not even in part.
  public var isSecret: Bool { self == .code || self == .password || self == .cvv }

  /// The kind's label in redacted text, for example `[手机]` or `[MOBILE]`.
  public func label(chinese: Bool) -> String {
    let word: (zh: String, en: String) =
      switch self {
      case .mobile: ("手机", "MOBILE")
      case .landline: ("座机", "LANDLINE")
      case .phone: ("电话", "PHONE")
      case .residentID: ("身份证", "ID")
      case .bankCard: ("银行卡", "CARD")
      case .creditCode: ("信用代码", "CREDIT_CODE")
      case .plate: ("车牌", "PLATE")
      case .passport: ("护照", "PASSPORT")
      case .email: ("邮箱", "EMAIL")
      case .ip: ("IP", "IP")
      case .iban: ("IBAN", "IBAN")
      case .ssn: ("SSN", "SSN")
      case .address: ("地址", "ADDRESS")
      case .name: ("姓名", "NAME")
      case .code: ("验证码", "CODE")
      case .password: ("密码", "PASSWORD")
      case .cvv: ("安全码", "CVV")
      }
    return "[\(chinese ? word.zh : word.en)]"
  }
}

/// Personal data found in a conversation.
public struct Entity: Sendable, Hashable {
  /// What it is.
  public var kind: EntityKind
  /// Where it stands in the folded text; several parts if somebody spread it over turns.
  public var parts: [Range<Int>]
  /// The value without separators and in one notation, for pseudonyms; never printed.
  public var value: [UInt8]
  /// Whether a checksum or an unmistakable form proves it; otherwise words around it do.
  public var isVerified: Bool
  /// Whether the source shows it with stars already (138****8000).
  public var isMasked: Bool

  init(
    _ kind: EntityKind, _ parts: [Range<Int>], value: [UInt8] = [], isVerified: Bool = true, isMasked: Bool = false
  ) {
    self.kind = kind
    self.parts = parts
    self.value = value
    self.isVerified = isVerified
    self.isMasked = isMasked
  }

  /// Where it begins, in the folded text.
  public var start: Int { parts[0].lowerBound }
}
