/// What a number format says about the numbers under it.
enum NumberFormat {
  /// Whether a built-in format shows dates or times; 27–36 and 50–58 do in Chinese, Japanese and Korean editions.
  static func isDate(builtIn id: Int) -> Bool {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: true
    default: false
    }
  }

  /// Whether a format code shows dates or times: y, m, d, h or s outside quotes, brackets and escapes.
  static func isDate(_ code: String) -> Bool {
    var quoted = false
    var bracket: String?
    var skip = false
    for character in code.lowercased().unicodeScalars {
      if skip {
        skip = false
      } else if quoted {
        quoted = character != "\""
      } else if let open = bracket {
        guard character == "]" else {
          bracket = open + String(character)
          continue
        }
        // Elapsed time: [h], [mm], [ss].
        if !open.isEmpty, open.allSatisfy({ $0 == open.first }), "hms".contains(open.first ?? " ") { return true }
        bracket = nil
      } else {
        switch character {
        case "\\", "_", "*": skip = true
        case "\"": quoted = true
        case "[": bracket = ""
        case "y", "m", "d", "h", "s": return true
        // The first section is for positive numbers; dates are positive.
        case ";": return false
        default: break
        }
      }
    }
    return false
  }
}
