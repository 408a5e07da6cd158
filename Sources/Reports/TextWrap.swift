internal import TextAnalysis

extension TextTable {
  /// A sentence as lines of at most `width` columns, broken at spaces or beside wide characters, never before closing
  /// punctuation; later lines are indented by two.
  public static func wrapped(_ sentence: String, width: Int) -> String {
    let text = DisplayWidth.escaped(sentence)
    var pieces: [String] = []
    for character in text {
      let isWide = DisplayWidth.width(of: character) == 2
      let joins = "，。；：、）」！？%".contains(character)
      if let last = pieces.last?.last,
        joins || !isWide && last != " " && DisplayWidth.width(of: last) == 1
          || "（「".contains(last)
      {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      let room = width - (lines.isEmpty ? 0 : 2)
      let bare = piece.last == " " ? String(piece.dropLast()) : piece
      if !line.isEmpty, DisplayWidth.width(of: line) + DisplayWidth.width(of: bare) > room {
        lines.append(line)
        line = ""
      }
      if line.isEmpty && piece == " " { continue }
      line += piece
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { position, line in
      (position == 0 ? "" : "  ") + (line.last == " " ? String(line.dropLast()) : line) + "\n"
    }.joined()
  }
}
