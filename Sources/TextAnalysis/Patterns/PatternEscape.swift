/// Escapes that outside and inside of brackets are read alike.
enum PatternEscape {
  /// Reads an escape that names one code point; `index` stands after the backslash and moves only on success.
  static func codePoint(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Unicode.Scalar? {
    guard index < scalars.count else { return nil }
    switch scalars[index] {
    case "a": return step(&index, "\u{7}")
    case "e": return step(&index, "\u{1B}")
    case "f": return step(&index, "\u{C}")
    case "n": return step(&index, "\n")
    case "r": return step(&index, "\r")
    case "t": return step(&index, "\t")
    case "0": return number(scalars, &index, from: index, radix: 8, most: 3)
    case "o": return braced(scalars, &index, from: index + 1, radix: 8)
    case "x":
      if let value = braced(scalars, &index, from: index + 1, radix: 16) { return value }
      return number(scalars, &index, from: index + 1, radix: 16, most: 2)
    case "N":
      guard index + 3 < scalars.count, scalars[index + 1] == "{", scalars[index + 2] == "U", scalars[index + 3] == "+"
      else { return nil }
      return braced(scalars, &index, from: index + 1, radix: 16, skipping: 2)
    default: return nil
    }
  }

  /// Skips what follows `\p`, `\k` or `\g`: a bracketed name, or a number, or one letter.
  static func skipArgument(_ scalars: [Unicode.Scalar], _ index: inout Int) {
    guard index < scalars.count else { return }
    let closing: Unicode.Scalar
    switch scalars[index] {
    case "{": closing = "}"
    case "<": closing = ">"
    case "'": closing = "'"
    case "0"..."9", "+", "-":
      index += 1
      while index < scalars.count, ("0"..."9").contains(scalars[index]) { index += 1 }
      return
    default:
      index += 1
      return
    }
    index += 1
    while index < scalars.count, scalars[index] != closing { index += 1 }
    index = min(index + 1, scalars.count)
  }

  private static func step(_ index: inout Int, _ scalar: Unicode.Scalar) -> Unicode.Scalar {
    index += 1
    return scalar
  }

  private static func number(
    _ scalars: [Unicode.Scalar], _ index: inout Int, from start: Int, radix: UInt32, most: Int
  ) -> Unicode.Scalar? {
    var cursor = start
    var value: UInt32 = 0
    while cursor < scalars.count, cursor - start < most, let digit = digit(scalars[cursor], radix) {
      value = value * radix + digit
      cursor += 1
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    index = cursor
    return scalar
  }

  private static func braced(
    _ scalars: [Unicode.Scalar], _ index: inout Int, from start: Int, radix: UInt32, skipping: Int = 0
  ) -> Unicode.Scalar? {
    guard start < scalars.count, scalars[start] == "{" else { return nil }
    var cursor = start + 1 + skipping
    var value: UInt32 = 0
    while cursor < scalars.count, let digit = digit(scalars[cursor], radix) {
      value = min(value, 0x110000) * radix + digit
      cursor += 1
    }
    guard cursor < scalars.count, scalars[cursor] == "}", let scalar = Unicode.Scalar(value) else { return nil }
    index = cursor + 1
    return scalar
  }

  private static func digit(_ scalar: Unicode.Scalar, _ radix: UInt32) -> UInt32? {
    let value: UInt32
    switch scalar {
    case "0"..."9": value = scalar.value - 0x30
    case "a"..."f": value = scalar.value - 0x61 + 10
    case "A"..."F": value = scalar.value - 0x41 + 10
    default: return nil
    }
    return value < radix ? value : nil
  }
}
