/// What the segmenter needs to know of a character.
enum CharacterClass: UInt8, Sendable {
  /// Blanks and line ends.
  case space
  /// An ideograph.
  case han
  /// A letter of any alphabet, kana or hangul.
  case letter
  /// An ASCII digit after folding.
  case digit
  /// A mark that joins the character before it: combining marks, variation selectors, zero-width joiner.
  case mark
  /// Everything else.
  case symbol
}

/// A character as the segmenter compares it: full-width forms, capitals and traditional forms folded one to one.
struct CharacterCode: Sendable {
  /// The folded code point.
  var code: UInt32
  /// Its class.
  var kind: CharacterClass

  /// Folds a code point; one code point always stays one.
  @inline(__always)
  init(_ scalar: UInt32) {
    var code = scalar
    if code >= 0x3400, code < 0xA000 {
      self.code = Simplification.simplified(code)
      kind = .han
      return
    }
    if code >= 0xFF01, code <= 0xFF5E { code -= 0xFEE0 }
    if code < 0x80 {
      if code >= 0x41, code <= 0x5A { code += 0x20 }
      self.code = code
      switch code {
      case 0x61...0x7A: kind = .letter
      case 0x30...0x39: kind = .digit
      case 0x09...0x0D, 0x20: kind = .space
      default: kind = .symbol
      }
      return
    }
    (self.code, kind) = Self.other(code)
  }

  @inline(never)
  private static func other(_ code: UInt32) -> (UInt32, CharacterClass) {
    switch code {
    // Circles written for zero, as in 二○○一年.
    case 0x25CB, 0x3007, 0x25EF: return (0x3007, .han)
    case 0x3000, 0xA0, 0x85, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0xFEFF: return (code, .space)
    case 0x3005, 0x20000...0x3FFFF, 0xF900...0xFAFF: return (code, .han)
    case 0x200C...0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0100...0xE01EF: return (code, .mark)
    case 0x3041...0x30FF, 0xAC00...0xD7AF, 0xFF66...0xFF9F: return (code, .letter)
    default: break
    }
    guard let scalar = Unicode.Scalar(code) else { return (code, .symbol) }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return (code, .mark)
    default: break
    }
    if properties.isAlphabetic {
      let lower = properties.lowercaseMapping.unicodeScalars
      return (lower.count == 1 ? lower.first!.value : code, .letter)
    }
    return (code, .symbol)
  }
}
