/// The sheets a rulebook is kept in, and their columns: the English name is the key, the Chinese one the heading.
enum SheetLayout {
  struct Column {
    var key: String
    var zh: String
    /// Other headings people use.
    var aliases: [String] = []
    var names: [String] { [key, zh] + aliases }
  }

  struct Sheet {
    var key: String
    var zh: String
    var aliases: [String]
    var columns: [Column]
    var names: [String] { [key, zh] + aliases }
  }

  static let settings = Sheet(
    key: "settings", zh: "设置", aliases: ["设定", "book"],
    columns: [Column(key: "key", zh: "项"), Column(key: "value", zh: "值")])

  static let words = Sheet(
    key: "lexicons", zh: "词库", aliases: ["words", "lexicon", "敏感词", "关键词", "词表"],
    columns: [
      Column(key: "lexicon", zh: "词库"),
      Column(key: "word", zh: "词", aliases: ["敏感词", "关键词", "词语", "词条", "违禁词", "keyword", "term", "phrase", "words"]),
      Column(key: "op", zh: "变更"), Column(key: "level", zh: "级别", aliases: ["等级", "严重程度", "severity"]),
      Column(key: "category", zh: "分类", aliases: ["类别", "类型", "type"]),
      Column(key: "note", zh: "备注", aliases: ["说明", "注释", "comment"]),
    ])

  static let rules = Sheet(
    key: "rules", zh: "规则", aliases: ["rule"],
    columns: [
      Column(key: "id", zh: "编号", aliases: ["规则编号"]), Column(key: "title", zh: "名称", aliases: ["规则名称"]),
      Column(key: "status", zh: "状态"), Column(key: "severity", zh: "级别", aliases: ["严重程度"]),
      Column(key: "class", zh: "类别"), Column(key: "as", zh: "性质"), Column(key: "judge", zh: "判断"),
      Column(key: "role", zh: "角色"), Column(key: "in", zh: "范围"), Column(key: "lexicon", zh: "词库"),
      Column(key: "any", zh: "词语", aliases: ["words", "关键词"]), Column(key: "exclude", zh: "排除"),
      Column(key: "negation", zh: "否定"), Column(key: "quotation", zh: "引用"), Column(key: "condition", zh: "条件"),
      Column(key: "when", zh: "逻辑"), Column(key: "message", zh: "提示语"), Column(key: "over", zh: "跨坐席段"),
      Column(key: "false_positives", zh: "误报说明"), Column(key: "other", zh: "其他"),
    ])

  static let items = Sheet(
    key: "items", zh: "评分项", aliases: ["scorecard", "评分表"],
    columns: [
      Column(key: "section", zh: "模块"), Column(key: "section_title", zh: "模块名称"), Column(key: "cap", zh: "上限"),
      Column(key: "weight", zh: "权重"), Column(key: "id", zh: "项目"), Column(key: "title", zh: "项目名称"),
      Column(key: "rule", zh: "规则"), Column(key: "deduct", zh: "扣分"), Column(key: "points", zh: "分值"),
      Column(key: "add", zh: "加分"), Column(key: "per", zh: "计次"), Column(key: "max", zh: "最多"),
      Column(key: "fatal", zh: "致命"), Column(key: "ask", zh: "提问"), Column(key: "answers", zh: "答案"),
    ])

  static let tests = Sheet(
    key: "tests", zh: "用例", aliases: ["test", "cases", "测试用例"],
    columns: [
      Column(key: "rule", zh: "规则"), Column(key: "name", zh: "名称"), Column(key: "expect", zh: "预期"),
      Column(key: "talk", zh: "对话"), Column(key: "at", zh: "句"), Column(key: "span", zh: "原文"),
      Column(key: "times", zh: "时间"), Column(key: "ends", zh: "结束时间"),
      Column(key: "starts", zh: "开始时刻"), Column(key: "metadata", zh: "随路数据"),
      Column(key: "todo", zh: "待办"), Column(key: "kind", zh: "类型"),
    ])

  static let all = [settings, words, rules, items, tests]

  /// Chinese words for values, by column.
  static let values: [String: [(zh: String, value: String)]] = [
    "status": [("草稿", "draft"), ("试运行", "shadow"), ("启用", "active"), ("停用", "retired")],
    "severity": [("严重", "critical"), ("一般", "major"), ("轻微", "minor")],
    "class": [("合规", "compliance"), ("客户", "customer"), ("业务", "business")],
    "as": [("差错", "violation"), ("加分", "merit"), ("标签", "tag")],
    "judge": [("禁止", "forbid"), ("必须", "require"), ("组合", "find")],
    "role": [
      ("坐席", "agent"), ("客户", "customer"), ("机器人", "bot"), ("主管", "supervisor"), ("系统", "system"), ("任何人", "any"),
      ("客服", "agent"), ("用户", "customer"),
    ],
    "negation": [("保留", "keep"), ("不算", "drop"), ("只算", "only")],
    "quotation": [("保留", "keep"), ("不算", "drop"), ("只算", "only")],
    "over": [("是", "conversation"), ("整通", "conversation"), ("否", "leg"), ("本段", "leg")],
    "expect": [("命中", "hit"), ("不命中", "miss"), ("未知", "unknown"), ("不适用", "na")],
    "todo": [("是", "true"), ("否", "false")],
    "kind": [("常规", "plain"), ("规避", "evasion"), ("误报", "false_positive")],
    "per": [("每会话", "conversation"), ("每次", "finding")],
    "fatal": [("本项", "item"), ("本模块", "section"), ("整单", "evaluation")],
    "op": [("增加", "any+"), ("移除", "any-")],
  ]

  /// The value of a cell: a Chinese word becomes the language's own.
  static func value(_ text: String, of column: String) -> String {
    values[column]?.first { $0.zh == text }?.value ?? text
  }

  /// A value as a cell shows it.
  static func cell(_ value: String, of column: String, chinese: Bool) -> String {
    guard chinese else { return value }
    return values[column]?.first { $0.value == value }?.zh ?? value
  }
}

/// Lists in one cell: parts separated by semicolons or line breaks; parts that hold these are written as JSON.
enum CellList {
  static func parts(_ cell: String) -> [String] {
    if cell.hasPrefix("[\""), case .sequence(let items)? = FlowYAML.read(cell)?.kind { return items.compactMap(\.text) }
    let separators: (Character) -> Bool = cell.contains("\n") ? { $0 == "\n" || $0 == "\r\n" } : { ";；".contains($0) }
    return cell.split(whereSeparator: separators).map { String($0).trimmedBlank }.filter { !$0.isEmpty }
  }

  static func cell(_ parts: [String]) -> String {
    let isPlain = parts.allSatisfy {
      !$0.isEmpty && $0 == $0.trimmedBlank && !$0.contains { ";；\n\r".contains($0) } && !$0.hasPrefix("[\"")
    }
    return isPlain ? parts.joined(separator: "；") : "[" + parts.map(YAMLText.quoted).joined(separator: ", ") + "]"
  }

  /// Pairs such as 优=95；良=85.
  static func pairs(_ cell: String) -> [(String, String)] {
    parts(cell).compactMap { part in
      guard let cut = part.lastIndex(where: { $0 == "=" || $0 == "＝" }) else { return nil }
      return (String(part[..<cut]).trimmedBlank, String(part[part.index(after: cut)...]).trimmedBlank)
    }
  }
}
