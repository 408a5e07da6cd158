/// Digits that belong together although separators stand between them.
struct NumberRun {
  /// The words of the run, each with a digit, joined by single separators.
  var tokens: ArraySlice<EntityScan.Token>
  /// Whether a + stands before it.
  var hasPlus: Bool

  var range: Range<Int> { tokens[tokens.startIndex].start..<tokens[tokens.endIndex - 1].end }

  /// The runs of a turn.
  static func runs(of tokens: [EntityScan.Token], in text: [UInt8]) -> [NumberRun] {
    var runs: [NumberRun] = []
    var start = 0
    for index in tokens.indices {
      let isLast = index + 1 == tokens.count
      guard isLast || !isSeparator(text, tokens[index].end..<tokens[index + 1].start) else { continue }
      let first = tokens[start].start
      let before = first > 0 ? text[first - 1] : 0
      let beforeThat = first > 1 ? text[first - 2] : 0
      runs.append(
        NumberRun(
          tokens: tokens[start...index], hasPlus: before == 0x2B || (before == 0x28 && beforeThat == 0x2B)))
      start = index + 1
    }
    return runs
  }

  /// Whether a gap is what people put inside one number: a space, hyphen, dot or bracket, at most three of them.
  private static func isSeparator(_ text: [UInt8], _ gap: Range<Int>) -> Bool {
    guard !gap.isEmpty, gap.count <= 6 else { return false }
    var count = 0
    var index = gap.lowerBound
    while index < gap.upperBound {
      switch text[index] {
      case 0x20, 0x2D, 0x2E, 0x28, 0x29, 0x2F, 0x5F: index += 1
      // Dashes of other kinds: U+2010 … U+2015, U+2212.
      case 0xE2 where index + 2 < gap.upperBound: index += 3
      default: return false
      }
      count += 1
    }
    return count <= 3
  }

  /// The characters of some of the tokens without what stands between.
  func joined(_ range: Range<Int>, in text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for token in tokens[range] { bytes.append(contentsOf: text[token.range]) }
    return bytes
  }

  /// Whether a hyphen, dot or slash without a space ties a token to its neighbour: parts of one longer code.
  func isTied(_ left: Int, _ right: Int, in text: [UInt8]) -> Bool {
    guard tokens.indices.contains(left), tokens.indices.contains(right) else { return false }
    return !text[tokens[left].end..<tokens[right].start].contains(0x20)
  }
}
