extension LineGrammar {
  /// What the lines of a sample say about the grammar.
  struct Finding {
    var grammar: LineGrammar
    /// How many turns begin in the sample.
    var headers: Int
    /// The share of text that belongs to a turn, from 0 to 1.
    var likelihood: Double
    /// The times in dates whose order must be told.
    var times: [LooseTime]
  }

  /// Words before a colon that name no speaker.
  private static let noSpeakers: Set<String> = [
    "注意", "备注", "地址", "电话", "手机", "订单号", "单号", "快递单号", "温馨提示", "提示", "时间", "日期", "链接", "http", "https", "note", "ps",
    "p.s.", "re", "fwd", "subject", "date", "time", "url", "价格", "金额", "原因", "姓名", "收件人", "例如", "比如", "方法", "答", "问",
  ]

  /// Tells the grammar of transcripts, each a list of lines; `nil` if lines begin in no known way.
  static func detect(_ transcripts: [[ArraySlice<UInt8>]], options: ReadingOptions) -> Finding? {
    var roles = RoleFinder(map: options.roles)
    if let pattern = options.linePattern {
      return judge(LineGrammar(style: .pattern, pattern: pattern), transcripts, &roles)
    }
    var best: Finding?
    for style in [Style.nameTime, .timeNameText, .timeName, .nameText] {
      var grammar = LineGrammar(style: style)
      if style == .nameText { grammar.speakers = speakers(in: transcripts) }
      guard let found = judge(grammar, transcripts, &roles), found.likelihood > (best?.likelihood ?? 0) + 0.02 else {
        continue
      }
      best = found
    }
    return best
  }

  /// The names that begin lines again and again.
  private static func speakers(in transcripts: [[ArraySlice<UInt8>]]) -> Set<ArraySlice<UInt8>> {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for lines in transcripts {
      for line in lines {
        guard let header = nameFirst(line), header.name.count <= 60 else { continue }
        let word = String(decoding: header.name, as: UTF8.self).lowercased()
        // `会话ID: 7` names a conversation.
        if !noSpeakers.contains(word), !word.contains("http"), ColumnSynonyms.field(of: word) != .id {
          counts[header.name, default: 0] += 1
        }
      }
    }
    var found: Set<ArraySlice<UInt8>> = []
    for (name, count) in counts where count >= 2 { found.insert(ArraySlice(Array(name))) }
    return found
  }

  private static func judge(
    _ grammar: LineGrammar, _ transcripts: [[ArraySlice<UInt8>]], _ roles: inout RoleFinder
  ) -> Finding? {
    var headers = 0
    var withText = 0
    var followed = 0
    var lines = 0
    var orphans = 0
    var times: [LooseTime] = []
    for transcript in transcripts {
      var isInTurn = false
      var isAfterHeader = false
      for line in transcript where !line.trimmedSpace.isEmpty {
        lines += 1
        if let header = grammar.header(line, &roles) {
          headers += 1
          if !header.text.isEmpty { withText += 1 }
          if let time = header.time, times.count < 1000 { times.append(time) }
          isInTurn = true
          isAfterHeader = true
        } else {
          if !isInTurn { orphans += 1 }
          if isAfterHeader { followed += 1 }
          isAfterHeader = false
        }
      }
    }
    guard headers > 0, lines > 0 else { return nil }
    let count = Double(headers)
    var likelihood = 1 - Double(orphans) / Double(lines)
    switch grammar.style {
    // Text stands on the same line, or on the lines below: each style wants its own.
    case .timeNameText: likelihood *= Double(withText) / count * (Double(followed) / count > 0.85 ? 0.6 : 1)
    case .timeName: likelihood *= min(1, Double(followed) / count * 1.1) * 0.95
    case .nameText:
      likelihood *= min(1, 0.35 + count / Double(lines))
      if grammar.speakers.count < 2, headers < 3 { likelihood *= 0.5 }
    case .nameTime, .pattern: break
    }
    return Finding(grammar: grammar, headers: headers, likelihood: likelihood, times: times)
  }

  /// Cuts a text into its lines.
  static func lines(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      if text[index] == 0x0A || text[index] == 0x0D {
        lines.append(text[start..<index])
        if text[index] == 0x0D, index + 1 < text.endIndex, text[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }
}
