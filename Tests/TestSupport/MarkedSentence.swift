import Foundation

/// A hand-written sentence with marks around what a recogniser should find: `我叫⟦name:陈晓燕⟧`.
public struct MarkedSentence: Sendable {
  /// The sentence without its marks.
  public private(set) var text: [UInt8] = []
  /// What was marked, with its bytes in the text.
  public private(set) var marks: [(kind: String, range: Range<Int>)] = []

  /// Reads a line with marks.
  public init(_ line: Substring) {
    var open: (kind: String, start: Int)?
    var rest = line
    while let character = rest.first {
      rest.removeFirst()
      if character == "⟦" {
        let kind = rest.prefix { $0 != ":" }
        rest = rest.dropFirst(kind.count + 1)
        open = (String(kind), text.count)
      } else if character == "⟧", let mark = open {
        marks.append((mark.kind, mark.start..<text.count))
        open = nil
      } else {
        text += Array(String(character).utf8)
      }
    }
  }

  /// The sentences of a file under a heading, as `# development`.
  public static func read(_ path: String, part: String) throws -> [MarkedSentence] {
    try lines(path, part: part).map(MarkedSentence.init)
  }

  /// The lines of a file under a heading, with their marks.
  public static func lines(_ path: String, part: String) throws -> [Substring] {
    var heading = ""
    var lines: [Substring] = []
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("# ") {
        heading = String(line.dropFirst(2))
      } else if heading == part {
        lines.append(line)
      }
    }
    return lines
  }
}
