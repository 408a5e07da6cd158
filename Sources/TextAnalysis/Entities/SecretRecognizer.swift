/// One-time codes, passwords and security codes of cards: what follows or precedes their words.
enum SecretRecognizer {
  private static let codeWords = CueTable([
    "验证码", "校验码", "动态码", "动态密码", "动态口令", "短信码", "确认码", "授权码", "激活码", "一次性密码", "otp", "passcode",
    "verification code", "security code is", "one-time code", "one time code", "confirmation code", "login code",
    "auth code",
    "access code", "code",
  ])
  private static let passwordWords = CueTable([
    "密码", "口令", "password", "passwd", "pwd", "pin码", "pin code", "pin number", "pin",
  ])
  private static let securityWords = CueTable([
    "cvv2", "cvv", "cvc2", "cvc", "cvn2", "cvn", "安全码", "背面三位", "背面后三位", "背后三位", "后三位", "末三位", "最后三位",
    "security code",
  ])
  /// Words that may stand between, longest first.
  private static let fillers = CueTable([
    "是我的", "分别是", "设置的是", "设的是", "设成了", "就是", "应该是", "好像是", "改成", "写的", "数字", "如下", "为", "是", "叫", "我", "这个",
    "那个", "is set to", "should be", "was", "is", "it's", "its", "are", "号", "on my card", "number", "no", "the",
    "i got", "i received", "they texted", "they sent", "you sent", "you texted", "i was sent",
  ])
  private static let notPasswords: Set<String> = [
    "wrong", "incorrect", "invalid", "not", "expired", "required", "reset", "locked", "correct", "never", "the",
    "still", "too",
  ]

  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < characters.count {
      if let length = securityWords.match(characters, at: index, whole: true)?.count,
        let value = value(characters, after: index + length, needsLink: false, accepts: { isDigits($0, 3...4) })
      {
        found.append(Entity(.cvv, [characters.bytes(value)]))
        index = value.upperBound
      } else if let length = codeWords.match(characters, at: index, whole: true)?.count {
        if [
          "error ", "postal ", "zip ", "post ", "area ", "promo ", "country ", "product ", "status ", "error_",
          "dress ",
        ]
        .contains(where: { characters.has($0.codes, before: index) }) {
          index += length
        } else if let value = value(characters, after: index + length, needsLink: false, accepts: isCode) {
          found.append(Entity(.code, [characters.bytes(value)]))
          index = value.upperBound
        } else {
          if let value = codeBefore(characters, index) { found.append(Entity(.code, [characters.bytes(value)])) }
          index += length
        }
      } else if let length = passwordWords.match(characters, at: index, whole: true)?.count {
        let after = index + length
        let value =
          value(characters, after: after, needsLink: true, accepts: isPassword)
          ?? value(characters, after: after, needsLink: false, accepts: { isDigits($0, 4...8) || isMixed($0) })
        if let value {
          found.append(Entity(.password, [characters.bytes(value)]))
          index = value.upperBound
        } else {
          index = after
        }
      } else {
        index += 1
      }
    }
    return found
  }

  /// Whether a text asks for a secret, so that a bare answer in the next turn is one.
  static func asks(_ characters: TurnCharacters) -> EntityKind? {
    for index in 0..<characters.count {
      if securityWords.match(characters, at: index, whole: true)?.count != nil { return .cvv }
      if let word = codeWords.match(characters, at: index, whole: true), word != "code".codes { return .code }
      if passwordWords.match(characters, at: index, whole: true)?.count != nil { return .password }
    }
    return nil
  }

  /// The secret that a bare answer is.
  static func answer(_ characters: TurnCharacters, to kind: EntityKind) -> Entity? {
    var words: [Range<Int>] = []
    var index = 0
    while index < characters.count {
      guard isWordlike(characters, index) else {
        index += 1
        continue
      }
      let start = index
      while index < characters.count, isWordlike(characters, index) { index += 1 }
      words.append(start..<index)
    }
    guard words.count == 1, characters.count <= 24, let word = words.first else { return nil }
    let text = Array(characters.values[word])
    let fits =
      switch kind {
      case .cvv: isDigits(text, 3...4)
      case .password: isDigits(text, 4...8) || isMixed(text)
      default: isDigits(text, 4...8)
      }
    return fits ? Entity(kind, [characters.bytes(word)]) : nil
  }

  /// The word after a cue and its fillers that is accepted.
  private static func value(
    _ characters: TurnCharacters, after start: Int, needsLink: Bool, accepts: ([UInt32]) -> Bool
  ) -> Range<Int>? {
    // pin@example.com, code.li@example.com: the cue is part of an address.
    if characters.isLetter(start - 1), start < characters.count,
      [0x40, 0x2E, 0x5F, 0x2D, 0x2B].contains(characters.values[start])
    {
      return nil
    }
    var index = start
    var isLinked = false
    var budget = 12
    skipping: while index < characters.count, budget > 0 {
      budget -= 1
      switch characters.values[index] {
      case 0x20, 0x22, 0x27, 0x28, 0x201C, 0x300C, 0x3010: index += 1
      case 0x3A, 0x3D, 0x2C, 0xFF0C, 0x3001:
        isLinked = isLinked || characters.values[index] == 0x3A || characters.values[index] == 0x3D
        index += 1
      default:
        guard let filler = fillers.match(characters, at: index, whole: true) else { break skipping }
        isLinked = true
        index += filler.count
      }
    }
    guard isLinked || !needsLink else { return nil }
    let first = index
    while index < characters.count, isWordlike(characters, index) { index += 1 }
    // Sentence punctuation at the end is not part of a secret.
    while index > first, [0x2E, 0x2C, 0x21, 0x3F, 0x3B, 0x29].contains(characters.values[index - 1]) { index -= 1 }
    // 4471,5分钟有效: what follows a comma is something else, unless the whole is a password.
    if index > first, !accepts(Array(characters.values[first..<index])),
      let comma = (first..<index).first(where: { characters.values[$0] == 0x2C })
    {
      index = comma
    }
    guard index > first, accepts(Array(characters.values[first..<index])) else { return nil }
    return first..<index
  }

  /// Digits before the cue: 835221是您的验证码.
  private static func codeBefore(_ characters: TurnCharacters, _ cue: Int) -> Range<Int>? {
    var end = cue
    let between: [[UInt32]] = [
      "是您的", "是你的", "是我的", "为您的", "(登录", "(注册", "是登录", "是", "as your", "as the", "is your", "is the", "is my", "(",
    ]
    .map(\.codes)
    var isLinked = false
    for _ in 0..<4 {
      while end > 0, characters.values[end - 1] == 0x20 { end -= 1 }
      guard let word = between.first(where: { characters.has($0, before: end) }) else { break }
      isLinked = true
      end -= word.count
    }
    var start = end
    while start > 0, characters.isDigit(start - 1) { start -= 1 }
    guard isLinked, isDigits(Array(characters.values[start..<end]), 4...8), !characters.isLetter(start - 1) else {
      return nil
    }
    return start..<end
  }

  private static func isWordlike(_ characters: TurnCharacters, _ index: Int) -> Bool {
    (0x21...0x7E).contains(characters.values[index])
  }

  private static func isDigits(_ word: [UInt32], _ length: ClosedRange<Int>) -> Bool {
    length.contains(word.count) && word.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isCode(_ word: [UInt32]) -> Bool {
    let digits = word.count { (0x30...0x39).contains($0) }
    return (4...8).contains(word.count) && digits >= 3
      && word.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  /// Letters with digits or signs, as passwords are.
  private static func isMixed(_ word: [UInt32]) -> Bool {
    guard (4...64).contains(word.count) else { return false }
    let hasDigit = word.contains { (0x30...0x39).contains($0) }
    let hasLetter = word.contains { (0x61...0x7A).contains($0) }
    let hasSign = word.contains { [0x21, 0x23, 0x24, 0x25, 0x26, 0x40, 0x5E, 0x2A, 0x5F].contains($0) }
    return hasLetter && (hasDigit || hasSign) || hasDigit && hasSign
  }

  private static func isPassword(_ word: [UInt32]) -> Bool {
    guard (3...64).contains(word.count) else { return false }
    if isDigits(word, 4...20) || isMixed(word) { return true }
    let text = String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
    return word.count >= 5 && word.allSatisfy { (0x61...0x7A).contains($0) } && !notPasswords.contains(text)
      && word.count >= 6 && !text.hasSuffix("ing") && !text.hasSuffix("ed") && !EnglishNames.isStopWord(text)
  }
}
