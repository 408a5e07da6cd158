internal import CICU

/// Columns of text on a terminal.
///
/// Wide and full-width characters (UAX #11) and emoji take two columns, combining marks and ignorable characters none;
/// a grapheme cluster is as wide as its widest character, and two with an emoji variation selector.
public enum DisplayWidth {
  /// The columns of a string.
  ///
  /// - Complexity: O(*n*)
  public static func width(of string: String) -> Int {
    var width = 0
    for character in string { width += self.width(of: character) }
    return width
  }

  /// The columns of one grapheme cluster.
  public static func width(of character: Character) -> Int {
    var widest = 0
    var isEmoji = false
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { isEmoji = true }
      widest = max(widest, scalar.value < 0x7F && scalar.value >= 0x20 ? 1 : Int(cicu_display_width(scalar.value)))
    }
    return isEmoji && widest > 0 ? 2 : widest
  }

  /// The longest beginning of a string that fits, with `ellipsis` at its end if something was cut.
  public static func truncate(_ string: String, to columns: Int, ellipsis: String = "…") -> String {
    guard width(of: string) > columns else { return string }
    let room = columns - width(of: ellipsis)
    guard room >= 0 else { return "" }
    var result = ""
    var used = 0
    for character in string {
      let width = width(of: character)
      if used + width > room { break }
      used += width
      result.append(character)
    }
    return result + ellipsis
  }

  /// The string with spaces behind it up to a number of columns.
  public static func pad(_ string: String, to columns: Int) -> String {
    string + String(repeating: " ", count: max(0, columns - width(of: string)))
  }

  /// The string with everything a terminal could obey or hide written as `\u{…}`.
  ///
  /// Controls (line feeds and escapes included), bidirectional controls, line separators, private use and unassigned
  /// code points.
  public static func escaped(_ string: String) -> String {
    guard string.unicodeScalars.contains(where: isUnprintable) else { return string }
    var result = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      if isUnprintable(scalar) {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    // Zero-width characters hide what is there; the joiners inside emoji and Indic words stay.
    if scalar.value == 0x200B || scalar.value == 0xFEFF || (0x2060...0x2064).contains(scalar.value) { return true }
    return cicu_is_unprintable(scalar.value) != 0
  }
}
