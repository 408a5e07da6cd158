internal import Reports
internal import TextAnalysis
internal import Transcripts

/// What is known of an input, in words.
struct InspectText {
  var file: InputFile
  var entry: InputReport.Entry
  var picture: InputPicture
  var language: Language
  /// Whether names of speakers are only counted.
  var hidesNames = false
  /// Columns of the terminal.
  var width = 80

  var rendered: String {
    var lines = [file.name]
    func add(_ zh: String, _ en: String, _ value: String) {
      if !value.isEmpty { lines += wrapped("  " + language(zh, en) + ": ", value) }
    }
    add("格式", "format", entry.format + (entry.isCompressed ? " (gzip)" : ""))
    if let encoding = entry.encoding {
      let sure = Int((entry.encodingConfidence * 100).rounded(.down))
      let mark = entry.byteOrderMarks > 0 ? language("，有 BOM", ", with byte order mark") : ""
      add("编码", "encoding", "\(encoding.rawValue) (\(language("置信度", "confidence")) \(sure)%\(mark))")
    }
    for finding in entry.findings { add(Self.chinese[finding.about] ?? finding.about, finding.about, finding.text) }
    add("角色", "roles", roles)
    if !entry.unknownSpeakers.isEmpty {
      let count = hidesNames ? 0 : 10
      let shown = entry.unknownSpeakers.prefix(count).joined(separator: ", ")
      let rest = entry.unknownSpeakers.count - count
      add("未知角色", "without role", shown + (rest > 0 ? " (+\(rest))" : "") + " → --role-map")
    }
    add("时间", "times", times)
    add("元数据", "fields", fields)
    add("受损文本", "damaged text", damage)
    add(
      "可读", "would be read",
      language(
        "\(picture.conversations) 个会话，\(picture.turns) 条消息",
        "\(picture.conversations) conversations, \(picture.turns) turns"))
    if picture.withoutAgent > 0 { add("无客服发言", "without an agent's turn", String(picture.withoutAgent)) }
    let bad = picture.quarantined.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    add("不可读", "would not be read", bad.isEmpty ? "0" : "\(picture.quarantinedCount) (\(bad.joined(separator: ", ")))")
    for note in entry.notes { add("提示", "note", language(note.chinese, note.english)) }
    for conversation in picture.examples { lines += example(conversation) }
    return (lines.joined(separator: "\n") + "\n").escapingLines
  }

  /// A label and its value, broken at commas and spaces so that lines fit; what cannot be broken is cut.
  private func wrapped(_ label: String, _ value: String) -> [String] {
    var lines: [String] = []
    var line = label
    for (index, word) in value.escapingControls.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      let piece = (index == 0 ? "" : " ") + word
      if DisplayWidth.width(of: line + piece) <= width || line == label && index == 0 {
        line += piece
      } else {
        lines.append(line)
        line = "      " + word
      }
    }
    return (lines + [line]).map { DisplayWidth.truncate($0, to: width) }
  }

  private static let chinese = [
    "shape": "行的形态", "columns": "列", "metadata": "其他列", "date-order": "日期顺序", "time-unit": "时间单位", "grammar": "行语法",
    "separator": "分隔符",
  ]

  private var roles: String {
    Role.allCases.compactMap { role in
      picture.roles[role].map { "\(role.name) \($0)" }
    }.joined(separator: ", ")
  }

  private var times: String {
    let names: [(TimeBasis, String, String)] = [
      (.absolute, "有时区", "with zone"), (.local, "无时区（用 --tz 指定）", "no zone (name it with --tz)"),
      (.offset, "相对开始", "from the start"), (.none, "无时间", "none"),
    ]
    var parts = names.compactMap { basis, zh, en in
      picture.bases[basis].map { "\(language(zh, en)) \($0)" }
    }
    if picture.firstTime <= picture.lastTime, picture.bases[.offset] == nil {
      parts.append("\(Self.time(picture.firstTime)) … \(Self.time(picture.lastTime))")
    }
    return parts.joined(separator: ", ")
  }

  private static func time(_ reading: Int64) -> String { Timestamp(reading: reading, offset: nil).description }

  private var fields: String {
    picture.fields.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20).map { "\($0.key) (\($0.value))" }
      .joined(separator: ", ")
  }

  private var damage: String {
    let damage = picture.damage
    guard damage.turns > 0 else { return "" }
    let percent = (Double(damage.damaged) * 1000 / Double(damage.turns)).rounded() / 10
    var parts = ["\(percent)%"]
    if damage.replaced > 0 { parts.append("U+FFFD \(damage.replaced)") }
    if damage.annotated > 0 {
      parts.append(language("括号拼音 \(damage.annotated)", "pinyin in brackets \(damage.annotated)"))
    }
    if damage.unquoted > 0 { parts.append(language("引号缺失 \(damage.unquoted)", "lost quotes \(damage.unquoted)")) }
    return parts.joined(separator: ", ")
  }

  private func example(_ conversation: Conversation) -> [String] {
    var lines = ["", "  \(language("示例", "example")) \(conversation.id)"]
    for turn in conversation.turns.prefix(4) {
      let text = conversation.string(of: turn).replacing("\n", with: " ⏎ ")
      let time =
        turn.time == Turn.noTime
        ? "" : conversation.timeBasis == .offset ? "+\(turn.time) ms " : Self.time(turn.time) + " "
      let head = "    \(time)\(turn.role.name): "
      let room = max(20, width - DisplayWidth.width(of: head))
      lines.append(head + DisplayWidth.truncate(text.escapingControls, to: room))
    }
    if conversation.turns.count > 4 { lines.append("    … \(conversation.turns.count)") }
    return lines
  }
}
