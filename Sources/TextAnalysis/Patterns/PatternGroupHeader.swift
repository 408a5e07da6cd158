/// What an opening parenthesis begins.
enum PatternGroupHeader {
  case group(PatternToken.Group)
  case options(on: String, off: String)
  case comment
  case backreference
  case recursion
  case special

  /// Reads a header; `index` stands after the parenthesis and moves past the header (past the closing parenthesis
  /// where the construct has no body).
  static func read(_ scalars: [Unicode.Scalar], _ index: inout Int) -> PatternGroupHeader {
    func at(_ offset: Int) -> Unicode.Scalar? { index + offset < scalars.count ? scalars[index + offset] : nil }
    if at(0) == "*" { return verb(scalars, &index) }
    guard at(0) == "?" else { return .group(.capturing) }
    switch at(1) {
    case "#":
      skip(through: ")", scalars, &index)
      return .comment
    case ":", "|":
      index += 2
      return .group(.plain)
    case ">":
      index += 2
      return .group(.atomic)
    case "=", "!", "*":
      index += 2
      return .group(.lookaround)
    case "<":
      if at(2) == "=" || at(2) == "!" || at(2) == "*" {
        index += 3
        return .group(.lookaround)
      }
      skip(through: ">", scalars, &index)
      return .group(.capturing)
    case "'":
      index += 2
      skip(through: "'", scalars, &index)
      return .group(.capturing)
    case "P":
      switch at(2) {
      case "<":
        skip(through: ">", scalars, &index)
        return .group(.capturing)
      case "=":
        skip(through: ")", scalars, &index)
        return .backreference
      default:
        skip(through: ")", scalars, &index)
        return .recursion
      }
    case "(":
      // A condition. Its own parenthesis is part of the header unless it is an assertion.
      index += 1
      if at(1) == "?" || at(1) == "*" { return .group(.special) }
      skip(through: ")", scalars, &index)
      return .group(.special)
    case "R", "&", "+":
      skip(through: ")", scalars, &index)
      return .recursion
    case .some(let digit) where ("0"..."9").contains(digit):
      skip(through: ")", scalars, &index)
      return .recursion
    case "-" where at(2).map({ ("0"..."9").contains($0) }) ?? false:
      skip(through: ")", scalars, &index)
      return .recursion
    case "C":
      skip(through: ")", scalars, &index)
      return .special
    default: return options(scalars, &index)
    }
  }

  private static func skip(through end: Unicode.Scalar, _ scalars: [Unicode.Scalar], _ index: inout Int) {
    while index < scalars.count, scalars[index] != end { index += 1 }
    index = min(index + 1, scalars.count)
  }

  /// `(*VERB)` has no body, `(*name:...)` is a group.
  private static func verb(_ scalars: [Unicode.Scalar], _ index: inout Int) -> PatternGroupHeader {
    var cursor = index + 1
    while cursor < scalars.count, ("a"..."z").contains(scalars[cursor]) || scalars[cursor] == "_" { cursor += 1 }
    if cursor > index + 1, cursor < scalars.count, scalars[cursor] == ":" {
      index = cursor + 1
      return .group(.special)
    }
    skip(through: ")", scalars, &index)
    return .special
  }

  /// `(?i-s)` for the rest of the group, `(?i-s:...)` for a group of its own.
  private static func options(_ scalars: [Unicode.Scalar], _ index: inout Int) -> PatternGroupHeader {
    var on = ""
    var off = ""
    var isOff = false
    index += 1
    while index < scalars.count, scalars[index] != ")", scalars[index] != ":" {
      switch scalars[index] {
      case "^": off = "imsxn"
      case "-": isOff = true
      default:
        if isOff { off.unicodeScalars.append(scalars[index]) } else { on.unicodeScalars.append(scalars[index]) }
      }
      index += 1
    }
    let hasBody = index < scalars.count && scalars[index] == ":"
    index = min(index + 1, scalars.count)
    return hasBody ? .group(.withOptions(on: on, off: off)) : .options(on: on, off: off)
  }
}
