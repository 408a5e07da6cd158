/// A bracket expression with folded members, for PCRE2 and for the filter.
struct FoldedCharacterSet {
  /// Largest range whose members are folded one by one.
  static let mostEnumerated = 512

  /// The expression for PCRE2.
  private(set) var pattern: String
  /// The expression for Vectorscan: the same members or more.
  private(set) var filter: String

  /// Folds a set; members that fold to several characters become alternatives of their own, unless the set is
  /// negated: then they forbid nothing, since no folded text has them as one character.
  init(_ set: PatternToken.CharacterSet, fold: (Unicode.Scalar) -> [Unicode.Scalar]) {
    var members: Set<UInt32> = []
    var sequences: [[Unicode.Scalar]] = []
    var kept: [String] = []
    var widened: [String] = []
    var isOpen = false
    func add(_ scalar: Unicode.Scalar) {
      let folded = fold(scalar)
      if folded.count == 1 {
        members.insert(folded[0].value)
      } else if !folded.isEmpty, !set.isNegated, !sequences.contains(folded) {
        sequences.append(folded)
      }
    }
    for item in set.items {
      switch item {
      case .member(let scalar): add(scalar)
      case .range(let low, let high):
        if high.value - low.value < UInt32(Self.mostEnumerated) {
          for value in low.value...high.value { if let scalar = Unicode.Scalar(value) { add(scalar) } }
        } else {
          let range = "\(PatternText.escaped(low))-\(PatternText.escaped(high))"
          kept.append(range)
          // A large range under (?i) holds more than it says: leave it out of what is forbidden, or allow anything.
          if !set.isNegated { isOpen = true }
        }
      case .type(let text):
        kept.append(text)
        widened.append(text)
      case .posix(let text), .other(let text):
        kept.append(text)
        if !set.isNegated { isOpen = true }
      }
    }
    let ranges = Self.ranges(members)
    let negation = set.isNegated ? "^" : ""
    let nothing = set.isNegated ? PatternText.anything : "(?!)"
    func bracket(_ items: [String]) -> String {
      let body = items.joined()
      return body.isEmpty ? nothing : "[\(negation)\(body)]"
    }
    func withSequences(_ text: String) -> String {
      guard !sequences.isEmpty else { return text }
      return "(?:\(([text] + sequences.map(PatternText.escaped)).joined(separator: "|")))"
    }
    pattern = withSequences(bracket([ranges] + kept))
    filter = isOpen ? PatternText.anything : bracket([ranges] + widened)
    if !isOpen { filter = withSequences(filter) } else if !sequences.isEmpty { filter = "(?s:.+)" }
  }

  /// Members as ascending ranges.
  private static func ranges(_ members: Set<UInt32>) -> String {
    var text = ""
    var low: UInt32?
    var high: UInt32 = 0
    func flush() {
      guard let low, let first = Unicode.Scalar(low), let last = Unicode.Scalar(high) else { return }
      text += PatternText.escaped(first)
      if high > low + 1 { text += "-" }
      if high > low { text += PatternText.escaped(last) }
    }
    for member in members.sorted() {
      if low != nil, member == high + 1 {
        high = member
      } else {
        flush()
        low = member
        high = member
      }
    }
    flush()
    return text
  }
}
