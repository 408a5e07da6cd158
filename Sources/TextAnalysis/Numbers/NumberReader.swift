/// Reads the numbers of a text as people write them in Chinese and English.
///
/// Arabic and Chinese digits (一二三, 两万五, 壹佰), full width, thousands separators, 万, 亿, k and million, fractions
/// (三点五, 百分之三点五, 三成五, 两块五), ranges (3-5天, 两三天), compound times (2小时30分钟) and English words (twenty-five days).
/// What only looks like a number is left alone: ordinals (第三), week days, times of day, phone and order numbers, parts of
/// words (一定, 十分抱歉, 千万别, iPhone 15 Pro's letters), and articles (一个, one).
public struct NumberReader: Sendable {
  /// The code points of the text and, for each, the offset of its first byte; one more offset closes the list.
  let codes: [UInt32]
  let offsets: [Int]

  /// The numbers in a range of folded text, in order.
  ///
  /// - Complexity: O(*n*)
  public static func numbers(in range: Range<Int>, of folded: FoldedText) -> [ReadNumber] {
    numbers(in: range, of: folded.bytes)
  }

  /// The numbers of one folded text, in order.
  public static func numbers(in bytes: [UInt8]) -> [ReadNumber] { numbers(in: 0..<bytes.count, of: bytes) }

  private static func numbers(in range: Range<Int>, of bytes: [UInt8]) -> [ReadNumber] {
    var codes: [UInt32] = []
    var offsets: [Int] = []
    codes.reserveCapacity(range.count)
    offsets.reserveCapacity(range.count + 1)
    var index = range.lowerBound
    while index < range.upperBound {
      let (value, length) = CodePoints.decode(bytes, at: index)
      codes.append(value)
      offsets.append(index)
      index += length
    }
    offsets.append(range.upperBound)
    return NumberReader(codes: codes, offsets: offsets).readAll()
  }

  /// The code point at a position, or 0 outside the text.
  func code(_ index: Int) -> UInt32 { index >= 0 && index < codes.count ? codes[index] : 0 }

  /// Whether a word stands at a position; letters must not go on after a Latin word.
  func has(_ word: [UInt32], at index: Int) -> Bool {
    guard index + word.count <= codes.count, code(index) == word[0] else { return false }
    for offset in 1..<max(1, word.count) where codes[index + offset] != word[offset] { return false }
    return true
  }

  func isLetter(_ index: Int) -> Bool { code(index) &- 0x61 < 26 }
  func isDigit(_ index: Int) -> Bool { code(index) &- 0x30 < 10 }

  /// The position after white space, at most one character of it.
  func afterSpace(_ index: Int) -> Int { code(index) == 0x20 ? index + 1 : index }

  func range(_ from: Int, _ to: Int) -> Range<Int> { offsets[from]..<offsets[to] }

  private func readAll() -> [ReadNumber] {
    var numbers: [ReadNumber] = []
    var index = 0
    var lastEnd = -1
    while index < codes.count {
      guard mayStart(at: index) else {
        index += 1
        continue
      }
      if let (number, end) = date(at: index) {
        numbers.append(number)
        index = end
        lastEnd = end
        continue
      }
      // A dash right after a number joins two: 3%-5%.
      let (found, end) = quantity(at: index, maySign: index != lastEnd)
      numbers += found
      if !found.isEmpty { lastEnd = end }
      index = max(index + 1, end)
    }
    return numbers
  }

  /// Whether a number may begin here: at a digit, numeral, symbol or letter that nothing of its kind precedes.
  private func mayStart(at index: Int) -> Bool {
    let value = codes[index]
    if value &- 0x30 < 10 { return !isDigit(index - 1) }
    if value &- 0x61 < 26 { return !isLetter(index - 1) && !isDigit(index - 1) }
    return value >= 0x80 || value == 0x24 || value == 0x2D
  }

  /// A number with its unit, or a range of two; and where to read on.
  private func quantity(at start: Int, maySign: Bool) -> (numbers: [ReadNumber], end: Int) {
    if let share = sharePrefix(at: start) { return share }
    if let amount = currencyPrefix(at: start) { return amount }
    if let half = half(at: start) { return ([half.number], half.end) }
    var first = start
    var sign = 1.0
    if code(start) == 0x8D1F || code(start) == 0x2D && maySign && !isLetter(start - 1) && !isDigit(start - 1) {
      first = start + 1
      sign = -1
    }
    switch numeral(at: first) {
    case .none: return ([], start + 1)
    case .skip(let end): return ([], end)
    case .found(var numeral):
      numeral.value *= sign
      if let pair = pair(numeral, from: start) { return pair }
      if let (number, end) = measured(numeral, from: start) {
        if numeral.isPair { return (split(number, numeral), end) }
        return ([number], end)
      }
      return ([], numeral.end)
    }
  }

  /// 三 to 五天, 3-5%, 100到200元: the first number takes the second one's unit.
  private func pair(_ first: Numeral, from start: Int) -> (numbers: [ReadNumber], end: Int)? {
    guard unit(at: first.end) == nil, let next = afterRangeSign(first.end), case .found(let second) = numeral(at: next),
      let (number, end) = measured(second, from: next), number.kind != .plain || !second.isWeak && !first.isWeak
    else { return nil }
    var lower = number
    lower.range = range(start, first.end)
    let factor = second.value == 0 ? 1 : number.value / second.value
    lower.value = first.value * (number.kind == .plain ? 1 : factor)
    return ([lower, number], end)
  }

  /// The position after a sign between two numbers of a range.
  func afterRangeSign(_ index: Int) -> Int? {
    let next = afterSpace(index)
    switch code(next) {
    case 0x2D, 0x7E, 0x2013, 0x2014, 0x5230, 0x81F3: return afterSpace(next + 1)  // - ~ – — 到 至
    case 0x74 where code(next + 1) == 0x6F && code(next + 2) == 0x20 && next > index: return next + 3  // to
    default: return nil
    }
  }

  /// 两三天 states two numbers.
  private func split(_ number: ReadNumber, _ numeral: Numeral) -> [ReadNumber] {
    let ones = numeral.value.truncatingRemainder(dividingBy: 10)
    let tens = ((numeral.value - ones) / 10).rounded()
    let factor = numeral.value == 0 ? 1 : number.value / numeral.value
    var (low, high) = (number, number)
    low.value = tens * factor
    high.value = ones * factor
    return [low, high]
  }
}
