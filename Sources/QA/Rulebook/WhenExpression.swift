/// The logic of a rule over its named conditions: `pitch && !warning`, `any(a, b, c) >= 2`, `且 或 非`.
indirect enum WhenExpression: Sendable, Hashable {
  case condition(Int)
  case not(WhenExpression)
  case all([WhenExpression])
  case any([WhenExpression])
  case count([WhenExpression], Comparison, Int)

  /// The value of the expression when `value` gives the value of a condition.
  func evaluate(_ value: (Int) -> Judgement) -> Judgement {
    switch self {
    case .condition(let index): return value(index)
    case .not(let inner): return !inner.evaluate(value)
    case .all(let parts): return Self.fold(parts, Judgement.conjunctionRank, value)
    case .any(let parts): return Self.fold(parts, Judgement.disjunctionRank, value)
    case .count(let parts, let comparison, let bound):
      return Judgement.count(parts.map { $0.evaluate(value) }, comparison, bound)
    }
  }

  /// The part that comes first in an order of truths.
  private static func fold(
    _ parts: [WhenExpression], _ rank: (Truth) -> Int, _ value: (Int) -> Judgement
  ) -> Judgement {
    var best = Judgement(.notApplicable, .emptyScope)
    var bestRank = Int.max
    for part in parts {
      let judgement = part.evaluate(value)
      let rank = rank(judgement.truth)
      if rank < bestRank {
        best = judgement
        bestRank = rank
      }
    }
    return best
  }

  /// The conditions in order of appearance, with whether they stand without a `!`.
  var mentions: [(condition: Int, isPositive: Bool)] {
    func walk(_ expression: WhenExpression, _ positive: Bool) -> [(condition: Int, isPositive: Bool)] {
      switch expression {
      case .condition(let index): [(index, positive)]
      case .not(let inner): walk(inner, !positive)
      case .all(let parts), .any(let parts), .count(let parts, _, _): parts.flatMap { walk($0, positive) }
      }
    }
    return walk(self, true)
  }
}

/// Reads a `when:` expression; the error carries the offset in characters.
struct WhenParser {
  struct Failure: Error {
    var message: String
    var offset: Int
    var hint: String?
  }

  private enum Token: Equatable {
    case name(String)
    case number(Int)
    case and, or, not, open, close, comma
    case comparison(Comparison)
  }

  private var tokens: [(token: Token, offset: Int)] = []
  private var position = 0
  private var depth = 0
  private let names: [String]
  private let length: Int

  /// Parses `text` over the condition names of a rule.
  static func parse(_ text: String, names: [String]) throws(Failure) -> WhenExpression {
    var parser = try WhenParser(text, names: names)
    let expression = try parser.disjunction()
    if parser.position < parser.tokens.count {
      throw Failure(message: "the expression should end here", offset: parser.offset)
    }
    return expression
  }

  private init(_ text: String, names: [String]) throws(Failure) {
    self.names = names
    let characters = Array(text)
    length = characters.count
    var index = 0
    func isName(_ c: Character) -> Bool { c.isLetter || c.isNumber || c == "_" || c == "-" || c == "." }
    while index < characters.count {
      let c = characters[index]
      let start = index
      if c.isWhitespace {
        index += 1
        continue
      }
      let two = index + 1 < characters.count ? String(characters[index...index + 1]) : String(c)
      if two == "&&" || two == "||" {
        tokens.append((two == "&&" ? .and : .or, start))
        index += 2
      } else if let comparison = Comparison(rawValue: two) ?? Comparison(rawValue: String(c)) {
        tokens.append((.comparison(comparison), start))
        index += comparison.rawValue.count
      } else if c == "≥" || c == "≤" {
        tokens.append((.comparison(c == "≥" ? .atLeast : .atMost), start))
        index += 1
      } else if c == "!" || c == "！" || c == "非" {
        tokens.append((.not, start))
        index += 1
      } else if c == "(" || c == "（" {
        tokens.append((.open, start))
        index += 1
      } else if c == ")" || c == "）" {
        tokens.append((.close, start))
        index += 1
      } else if c == "," || c == "，" {
        tokens.append((.comma, start))
        index += 1
      } else if c == "且" || c == "或" {
        tokens.append((c == "且" ? .and : .or, start))
        index += 1
      } else if isName(c) {
        while index < characters.count, isName(characters[index]),
          !"且或非".contains(characters[index]) || names.contains(String(characters[start...index]))
        {
          index += 1
        }
        let word = String(characters[start..<index])
        switch word {
        case "and": tokens.append((.and, start))
        case "or": tokens.append((.or, start))
        case "not": tokens.append((.not, start))
        default: tokens.append((Int(word).map { .number($0) } ?? .name(word), start))
        }
      } else {
        throw Failure(message: "unexpected '\(c)' in the expression", offset: start)
      }
    }
  }

  private var offset: Int { position < tokens.count ? tokens[position].offset : length }
  private var next: Token? { position < tokens.count ? tokens[position].token : nil }

  private mutating func take(_ token: Token) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  private mutating func disjunction() throws(Failure) -> WhenExpression {
    var parts = [try conjunction()]
    while take(.or) { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(Failure) -> WhenExpression {
    var parts = [try term()]
    while take(.and) { parts.append(try term()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// Parentheses and negations inside each other; more than a person writes, far less than the stack holds.
  private static let maximumDepth = 100

  private mutating func term() throws(Failure) -> WhenExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw Failure(message: "the expression is nested deeper than \(Self.maximumDepth) levels", offset: offset)
    }
    if take(.not) { return .not(try term()) }
    if take(.open) {
      let inner = try disjunction()
      guard take(.close) else { throw Failure(message: "a ')' is missing", offset: offset) }
      return inner
    }
    guard case .name(let name)? = next else {
      throw Failure(message: "a condition name is missing", offset: offset)
    }
    let place = offset
    position += 1
    if name == "any", take(.open) {
      var parts = [try disjunction()]
      while take(.comma) { parts.append(try disjunction()) }
      guard take(.close) else { throw Failure(message: "a ')' is missing", offset: offset) }
      guard case .comparison(let comparison)? = next else {
        return .any(parts)
      }
      position += 1
      guard case .number(let bound)? = next else {
        throw Failure(message: "a whole number is missing", offset: offset)
      }
      position += 1
      return .count(parts, comparison, bound)
    }
    guard let index = names.firstIndex(of: name) else {
      throw Failure(
        message: "no condition is named '\(name)'", offset: place,
        hint: Nearest.hint(for: name, among: names) ?? "the conditions are \(names.joined(separator: ", "))")
    }
    return .condition(index)
  }
}
