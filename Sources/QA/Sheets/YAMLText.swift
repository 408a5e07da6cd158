/// Writes YAML that reads back as the same values.
enum YAMLText {
  /// A scalar, quoted only where it must be.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// A scalar in double quotes.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || (0x80..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF
          || scalar.value == 0x2028 || scalar.value == 0x2029
        {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          out += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, text == text.trimmedBlank, text != "~", text != "null" else {
      return false
    }
    guard first.properties.isAlphabetic || ("0"..."9").contains(first) || first == "_" || first == "/" else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      !":#,[]{}&*!|>'\"%@`\\?".unicodeScalars.contains($0) && $0.value >= 0x20 && $0.value != 0x7F
        && !(0x80..<0xA0).contains($0.value) && $0.value != 0xFEFF && $0.value != 0x2028 && $0.value != 0x2029
    }
  }

  /// A value on one line.
  static func flow(_ node: YAMLNode) -> String {
    switch node.kind {
    case .scalar(let text, _): return scalar(text)
    case .sequence(let items): return "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      return entries.isEmpty
        ? "{}" : "{ " + entries.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  /// A list on one line.
  static func flow(_ texts: [String]) -> String { "[" + texts.map(scalar).joined(separator: ", ") + "]" }
}

/// Reads a single YAML value such as `{ role: agent }` from a cell.
enum FlowYAML {
  /// The value, or `nil` if it is not YAML.
  static func read(_ text: String) -> YAMLNode? {
    let log = DiagnosticLog()
    let node = YAMLReader.read(text, file: "cell", log: log)
    return log.hasErrors ? nil : node
  }
}
