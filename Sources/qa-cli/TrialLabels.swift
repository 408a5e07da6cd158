internal import QA
internal import Transcripts

/// Reads what people said about contacts: a table with conversation_id, label and, if it helps, rule.
enum TrialLabels {
  private static let right: Set<String> = [
    "1", "true", "yes", "y", "hit", "right", "confirmed", "tp", "是", "对", "违规", "命中", "正确", "属实",
  ]
  private static let wrong: Set<String> = [
    "0", "false", "no", "n", "miss", "wrong", "rejected", "fp", "否", "错", "合规", "误报", "不属实", "未命中",
  ]

  /// By record id and rule id (empty for any rule): whether a hit is right.
  static func read(_ path: String) throws -> [String: [String: Bool]] {
    let sheet = try SheetFile.table(at: path)
    guard let id = sheet.column(["conversation_id", "id", "会话", "会话id", "会话编号"]),
      let label = sheet.column(["label", "verdict", "标注", "结论", "复核结果"])
    else {
      throw ToolError(
        "E-INPUT-COLUMNS", file: path, line: sheet.headLine, what: "the header lacks conversation_id or label",
        how: "name the columns conversation_id, label and, if it helps, rule", exitCode: .inputRefused)
    }
    let rule = sheet.column(["rule", "规则"])
    var labels: [String: [String: Bool]] = [:]
    for row in sheet.rows {
      let word = row[label].lowercased()
      guard !row[id].isEmpty, !word.isEmpty else { continue }
      guard right.contains(word) || wrong.contains(word) else {
        throw ToolError(
          "E-INPUT-LABEL", file: path, line: row.line, what: "the label is neither right nor wrong",
          how: "write 1 or 0, yes or no, 对 or 错, 违规 or 误报", exitCode: .inputRefused)
      }
      labels[row[id], default: [:]][rule.map { row[$0] } ?? ""] = right.contains(word)
    }
    return labels
  }
}
