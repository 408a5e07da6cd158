/// Takes a PCRE2 pattern apart; the pattern must be one that PCRE2 compiles.
///
/// Follows the syntax of pcre2pattern(3), version 10.42.
struct PatternTokenizer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var tokens: [PatternToken] = []
  /// Whether white space counts, one entry for every open group.
  private var extended = [false]
  private var isQuoted = false

  /// Whether the pattern refers back to itself with `(?R)`, `(?1)`, `\g<..>`.
  private(set) var hasRecursion = false

  /// Takes a pattern apart.
  static func tokens(of pattern: String) -> (tokens: [PatternToken], hasRecursion: Bool) {
    var tokenizer = PatternTokenizer(pattern)
    tokenizer.run()
    return (tokenizer.tokens, tokenizer.hasRecursion)
  }

  private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  private mutating func add(_ kind: PatternToken.Kind, from start: Int) {
    tokens.append(PatternToken(kind: kind, range: start..<index))
  }

  private mutating func run() {
    while let scalar = peek() {
      let start = index
      if isQuoted {
        if scalar == "\\", peek(1) == "E" {
          isQuoted = false
          index += 2
        } else {
          index += 1
          add(.literal(scalar), from: start)
        }
        continue
      }
      index += 1
      switch scalar {
      case "\\": escape(from: start)
      case "[":
        var reader = CharacterSetReader(scalars, at: index)
        let set = reader.read()
        index = reader.index
        add(.set(set), from: start)
      case "(": open(from: start)
      case ")":
        if extended.count > 1 { extended.removeLast() }
        add(.close, from: start)
      case "|": add(.alternative, from: start)
      case ".": add(.any, from: start)
      case "^", "$": add(.anchor(scalar), from: start)
      case "*": quantifier(0, nil, from: start)
      case "+": quantifier(1, nil, from: start)
      case "?": quantifier(0, 1, from: start)
      case "{": brace(from: start)
      case "#" where extended[extended.count - 1]:
        while let next = peek(), next != "\n" { index += 1 }
        add(.ignored, from: start)
      default:
        if extended[extended.count - 1], Self.isPatternSpace(scalar) {
          add(.ignored, from: start)
        } else {
          add(.literal(scalar), from: start)
        }
      }
    }
  }

  private static func isPatternSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0x200E, 0x200F, 0x2028, 0x2029: true
    default: false
    }
  }

  private mutating func quantifier(_ minimum: Int, _ maximum: Int?, from start: Int) {
    if peek() == "?" || peek() == "+" { index += 1 }
    add(.quantifier(minimum: minimum, maximum: maximum), from: start)
  }

  /// `{n}`, `{n,}` and `{n,m}` are quantifiers, any other brace stands for itself.
  private mutating func brace(from start: Int) {
    var cursor = index
    func digits() -> Int? {
      var value: Int?
      while cursor < scalars.count, ("0"..."9").contains(scalars[cursor]) {
        value = min((value ?? 0) * 10 + Int(scalars[cursor].value - 0x30), 1 << 20)
        cursor += 1
      }
      return value
    }
    if let minimum = digits(), cursor < scalars.count {
      var maximum: Int? = minimum
      if scalars[cursor] == "," {
        cursor += 1
        maximum = digits()
      }
      if cursor < scalars.count, scalars[cursor] == "}" {
        index = cursor + 1
        return quantifier(minimum, maximum, from: start)
      }
    }
    add(.literal("{"), from: start)
  }

  private mutating func escape(from start: Int) {
    guard let scalar = peek() else { return add(.literal("\\"), from: start) }
    if let value = PatternEscape.codePoint(scalars, &index) { return add(.literal(value), from: start) }
    index += 1
    switch scalar {
    case "Q": isQuoted = true
    case "E": break
    case "d", "D", "s", "S", "w", "W", "h", "H", "v", "V", "N", "R", "X": add(.type(scalar), from: start)
    case "p", "P":
      PatternEscape.skipArgument(scalars, &index)
      add(.property, from: start)
    case "A", "z", "Z", "G", "b", "B": add(.anchor(scalar), from: start)
    case "1"..."9":
      let isLong = peek().map { ("0"..."9").contains($0) } ?? false
      while let next = peek(), ("0"..."9").contains(next) { index += 1 }
      add(isLong ? .special : .backreference, from: start)
    case "k":
      PatternEscape.skipArgument(scalars, &index)
      add(.backreference, from: start)
    case "g":
      let isCall = peek() == "<" || peek() == "'"
      if isCall { hasRecursion = true }
      PatternEscape.skipArgument(scalars, &index)
      add(isCall ? .special : .backreference, from: start)
    case "c":
      index += 1
      add(.special, from: start)
    default:
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      add(isLetter ? .special : .literal(scalar), from: start)
    }
  }

  private mutating func open(from start: Int) {
    let inherited = extended[extended.count - 1]
    let header = PatternGroupHeader.read(scalars, &index)
    switch header {
    case .group(let group):
      var isExtended = inherited
      if case .withOptions(let on, let off) = group {
        isExtended = (inherited || on.contains("x")) && !off.contains("x")
      }
      extended.append(isExtended)
      add(.open(group), from: start)
    case .options(let on, let off):
      extended[extended.count - 1] = (inherited || on.contains("x")) && !off.contains("x")
      add(.options(on: on, off: off), from: start)
    case .comment: add(.ignored, from: start)
    case .backreference: add(.backreference, from: start)
    case .recursion:
      hasRecursion = true
      add(.special, from: start)
    case .special: add(.special, from: start)
    }
  }
}
