/// Tells whether the words of a hit are denied: 不能承诺保本, "we cannot guarantee", 保本是不可能的.
///
/// Negators before the hit in its clause are counted within a bounded distance; an odd number negates, so 没有不保本的
/// does not. Words that only contain a negator (不仅, 特别, "no problem"), questions of the form A-not-A (是不是) and
/// rhetorical questions (这不就是稳赚的吗) do not count. Contrast (但, 而是, "but") and the end of a clause end the scope.
/// After the hit, a short list of predicates denies it (是不可能的, 不存在, "is not possible").
///
/// The method is NegEx (Chapman et al. 2001) with Chinese triggers and parity.
public enum Negation {
  /// Most characters between a Chinese negator and the hit.
  static let reach = 16
  /// Most words between an English negator and the hit.
  static let reachInWords = 6

  /// Whether the hit is negated.
  ///
  /// - Complexity: O(*n*) for the bytes of the sentence around the hit
  public static func isNegated(hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText) -> Bool {
    let bytes = folded.bytes
    let clause = Clause.range(around: hit, in: turn, of: bytes)
    if isOdd(before: hit, clause, in: turn, of: folded) { return true }
    return NegationAfter.isDenied(hit: hit, in: turn, of: bytes)
  }

  /// Whether an odd number of negators stands before the hit.
  private static func isOdd(
    before hit: Range<Int>, _ clause: Range<Int>, in turn: Range<Int>, of folded: FoldedText
  ) -> Bool {
    let bytes = folded.bytes
    var negators: [NegationWords.Kind] = []
    var positions: [Int] = []
    var isConditional = false
    var isRhetorical = false
    var index = clause.lowerBound
    while index < hit.lowerBound {
      guard let (length, kind) = NegationWords.list.match(in: bytes, at: index, end: hit.upperBound) else {
        index += CodePoints.decode(bytes, at: index).length
        continue
      }
      // A word that reaches into the hit is part of what was hit, unless it is a fixed word: 没问题 with 问题.
      if index + length > hit.lowerBound, kind != .neutral {
        index += CodePoints.decode(bytes, at: index).length
        continue
      }
      switch kind {
      case .negator, .nominal, .beside, .notIs:
        if !isQuestionForm(at: index, length, in: clause, of: bytes) {
          negators.append(kind)
          positions.append(index + length)
        }
      case .neutral: break
      case .contrast:
        negators.removeAll()
        positions.removeAll()
      case .condition: isConditional = true
      case .consequence:
        if isConditional {
          negators.removeAll()
          positions.removeAll()
        }
      case .rhetorical: isRhetorical = true
      }
      index += length
    }
    guard !negators.isEmpty else { return false }
    var count = 0
    for (kind, position) in zip(negators, positions)
    where isNear(kind, position, hit.lowerBound, bytes) {
      count += 1
    }
    if count == 0 { return false }
    if isRhetorical || negators.last == .notIs {
      let sentence = Sentences.range(around: hit, in: turn, of: folded)
      if isRhetorical || Mood.endsAsQuestion(sentence, of: bytes) { count -= 1 }
    }
    return count % 2 == 1
  }

  /// Whether a negator is near enough to reach the hit.
  private static func isNear(_ kind: NegationWords.Kind, _ position: Int, _ hit: Int, _ bytes: [UInt8]) -> Bool {
    var characters = 0
    var words = 0
    var index = position
    while index < hit {
      let (value, length) = CodePoints.decode(bytes, at: index)
      if value == 0x20 { words += 1 } else if value > 0x2000 { characters += 1 }
      index += length
    }
    switch kind {
    case .beside: return characters <= 2 && words <= 1
    case .nominal: return characters <= reach && words <= 3
    default: return characters <= reach && words <= reachInWords
    }
  }

  /// Whether a negator stands in A-not-A: 是不是, 能不能, 有没有, 可不可以.
  private static func isQuestionForm(
    at index: Int, _ length: Int, in clause: Range<Int>, of bytes: [UInt8]
  ) -> Bool {
    guard index - 3 >= clause.lowerBound, index + 6 <= clause.upperBound else { return false }
    let first = CodePoints.decode(bytes, at: index).value
    guard first == 0x4E0D || first == 0x6CA1 else { return false }
    let before = CodePoints.decode(bytes, at: index - 3).value
    return CodePoints.isIdeograph(before) && before == CodePoints.decode(bytes, at: index + 3).value
  }
}
