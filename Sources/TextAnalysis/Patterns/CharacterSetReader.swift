/// Reads a bracket expression; `index` stands after the opening bracket.
struct CharacterSetReader {
  private let scalars: [Unicode.Scalar]
  private(set) var index: Int
  private var isQuoted = false

  init(_ scalars: [Unicode.Scalar], at index: Int) {
    self.scalars = scalars
    self.index = index
  }

  /// Reads to the closing bracket.
  mutating func read() -> PatternToken.CharacterSet {
    var set = PatternToken.CharacterSet()
    if index < scalars.count, scalars[index] == "^" {
      set.isNegated = true
      index += 1
    }
    var isFirst = true
    while index < scalars.count {
      if !isQuoted, scalars[index] == "]", !isFirst {
        index += 1
        break
      }
      guard let item = item() else { continue }
      isFirst = false
      if case .member(let low) = item, !isQuoted, let high = rangeEnd() {
        set.items.append(.range(low, high))
      } else {
        set.items.append(item)
      }
    }
    return set
  }

  /// The end of a range if a hyphen and a member follow.
  private mutating func rangeEnd() -> Unicode.Scalar? {
    guard index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] != "]" else { return nil }
    let back = index
    index += 1
    while index < scalars.count {
      guard let item = item() else { continue }
      if case .member(let high) = item { return high }
      break
    }
    index = back
    return nil
  }

  /// One item, or `nil` for `\Q` and `\E`.
  private mutating func item() -> PatternToken.CharacterSet.Item? {
    let scalar = scalars[index]
    if isQuoted {
      if scalar == "\\", index + 1 < scalars.count, scalars[index + 1] == "E" {
        isQuoted = false
        index += 2
        return nil
      }
      index += 1
      return .member(scalar)
    }
    if scalar == "[", let end = posixEnd() {
      defer { index = end }
      return .posix(text(index..<end))
    }
    guard scalar == "\\", index + 1 < scalars.count else {
      index += 1
      return .member(scalar)
    }
    let start = index
    index += 1
    if let value = PatternEscape.codePoint(scalars, &index) { return .member(value) }
    let escaped = scalars[index]
    index += 1
    switch escaped {
    case "Q":
      isQuoted = true
      return nil
    case "E": return nil
    case "b": return .member("\u{8}")
    case "d", "D", "s", "S", "w", "W": return .type(text(start..<index))
    case "p", "P":
      PatternEscape.skipArgument(scalars, &index)
      return .other(text(start..<index))
    case "1"..."7":
      var value = escaped.value - 0x30
      while index < scalars.count, index - start < 4, ("0"..."7").contains(scalars[index]) {
        value = value * 8 + scalars[index].value - 0x30
        index += 1
      }
      return Unicode.Scalar(value).map { .member($0) }
    case "c":
      index = min(index + 1, scalars.count)
      return .other(text(start..<index))
    default:
      let isLetter = ("a"..."z").contains(escaped) || ("A"..."Z").contains(escaped)
      return isLetter ? .other(text(start..<index)) : .member(escaped)
    }
  }

  /// One past `[:name:]`, `[.x.]` or `[=x=]` if it stands here.
  private func posixEnd() -> Int? {
    guard index + 1 < scalars.count, ":.=".unicodeScalars.contains(scalars[index + 1]) else { return nil }
    let mark = scalars[index + 1]
    var cursor = index + 2
    while cursor + 1 < scalars.count, scalars[cursor] != "]", scalars[cursor] != "\\" {
      if scalars[cursor] == mark, scalars[cursor + 1] == "]" { return cursor + 2 }
      cursor += 1
    }
    return nil
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }
}
