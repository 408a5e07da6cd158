public import Transcripts

/// Makes a test of a rule out of a conversation and puts it into the rulebook's file at its place.
///
/// The file is read again afterwards: everything but the one new test must be what it was.
public struct RulePromotion {
  /// Why a test cannot be put in.
  public struct Refusal: Error {
    /// What is wrong.
    public var message: String
    /// How to go on.
    public var hint: String
  }

  /// The test as YAML on one line.
  ///
  /// - Parameters:
  ///   - conversation: The conversation; its public turns become the talk.
  ///   - turns: Which public turns, from 1; all unless given.
  ///   - expect: What the reviewer says should come out.
  ///   - name: The test's name.
  ///   - isChinese: Whether speakers are named in Chinese.
  ///   - withStart: Whether the test says when the talk starts, where that is known.
  public static func test(
    from conversation: Conversation, turns: ClosedRange<Int>? = nil, expect: Truth, name: String, isChinese: Bool,
    withStart: Bool = false
  ) -> String {
    var lines: [String] = []
    var times: [Int64] = []
    var agents: [Int32] = []
    var number = 0
    for turn in conversation.turns where turn.counts {
      number += 1
      guard turns?.contains(number) ?? true else { continue }
      var speaker = word(for: turn.role, isChinese)
      if turn.role == .agent {
        let index = agents.firstIndex(of: turn.participant) ?? agents.count
        if index == agents.count { agents.append(turn.participant) }
        if index > 0 { speaker += String(index + 1) }
      }
      let text = conversation.string(of: turn).map { $0.isNewline ? " " : String($0) }.joined()
      lines.append("\(speaker): \(text)")
      times.append(turn.time)
    }
    var parts = ["name: \(YAMLText.scalar(name))", "expect: \(expect.name)"]
    if let first = times.first, !times.contains(Turn.noTime) {
      parts.append("times: [" + times.map { String(max(0, $0 - first) / 1000) }.joined(separator: ", ") + "]")
      if withStart, let start = start(of: conversation, at: first) { parts.append("starts: \(start)") }
    }
    parts.append("talk: [" + lines.map(YAMLText.quoted).joined(separator: ", ") + "]")
    return "{ \(parts.joined(separator: ", ")) }"
  }

  /// A time of a conversation as its own clock showed it; `nil` where times only count from the start.
  private static func start(of conversation: Conversation, at time: Int64) -> String? {
    switch conversation.timeBasis {
    case .none, .offset: return nil
    case .local: return String(Timestamp.record(time).prefix(19))
    case .absolute:
      let offset = Int64(conversation.clockOffset)
      let minutes = abs(offset) / 60
      let zone =
        (offset < 0 ? "-" : "+")
        + [minutes / 60, minutes % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
      return String(Timestamp.record(time + offset * 1000).prefix(19)) + zone
    }
  }

  private static func word(for role: Role, _ isChinese: Bool) -> String {
    switch role {
    case .agent: isChinese ? "坐席" : "Agent"
    case .customer: isChinese ? "客户" : "Customer"
    case .bot: isChinese ? "机器人" : "Bot"
    case .supervisor: isChinese ? "主管" : "Supervisor"
    case .system: isChinese ? "系统" : "System"
    case .unknown: isChinese ? "未知" : "Unknown"
    }
  }

  /// The file with a test added to one of its rules.
  ///
  /// - Throws: ``Refusal`` if the rule is not in this file, is written on one line, or anything else would change.
  public static func splice(test: String, into rule: String, of text: String, name: String) throws(Refusal) -> String {
    let log = DiagnosticLog()
    guard let root = YAMLReader.read(text, file: name, log: log), !log.hasErrors,
      case .sequence(let rules)? = root["rules"]?.kind
    else { throw Refusal(message: "the file is no rulebook", hint: "qa-cli rules lint says why") }
    guard let index = rules.firstIndex(where: { $0["id"]?.text == rule }),
      case .mapping(let entries) = rules[index].kind
    else {
      throw Refusal(
        message: "the file has no rule '\(rule)'", hint: "add the test where the rule is written, in a book it extends")
    }
    // By code points: to Swift a line feed after a carriage return is one character with it.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let ending = lines.first?.unicodeScalars.last == "\r" ? "\r" : ""
    func pad(_ column: Int) -> String { String(repeating: " ", count: max(0, column - 1)) }
    if let tests = entries.first(where: { $0.key == "tests" }) {
      guard case .sequence(let items) = tests.value.kind else {
        throw Refusal(message: "'tests' of '\(rule)' is no list", hint: "qa-cli rules lint")
      }
      let place = tests.value.location
      let line = place.line - 1
      let isFlow = line < lines.count && character(lines[line], place.column) == "["
      if isFlow {
        // One line becomes a block: the list stays where it is, its first element is the new test.
        var scalars = Array(lines[line].unicodeScalars)
        let insertion = Array((items.isEmpty ? " \(test) " : " \(test),").unicodeScalars)
        scalars.insert(contentsOf: insertion, at: place.column)
        lines[line] = String(String.UnicodeScalarView(scalars))
      } else if let first = items.first, first.location.line <= lines.count {
        let dash = lines[first.location.line - 1].prefix { $0 == " " }.count + 1
        lines.insert(pad(dash) + "- \(test)" + ending, at: first.location.line - 1)
      } else {
        throw Refusal(message: "'tests' of '\(rule)' is empty", hint: "remove the key and try again")
      }
    } else {
      guard let first = entries.first, first.keyLocation.line != entries.last?.keyLocation.line || entries.count == 1,
        let id = entries.first(where: { $0.key == "id" }), id.value.location.line <= lines.count
      else {
        throw Refusal(message: "'\(rule)' is written on one line", hint: "write one key a line, then try again")
      }
      let column = id.keyLocation.column
      lines.insert(
        contentsOf: [pad(column) + "tests:" + ending, pad(column) + "  - \(test)" + ending], at: id.value.location.line)
    }
    guard lines.count > rules.count else { throw changed }
    let result = lines.joined(separator: "\n")
    try check(result, before: root, rule: index, test: test, name: name)
    return result
  }

  private static func character(_ line: String, _ column: Int) -> Character? {
    let scalars = Array(line.unicodeScalars)
    return column >= 1 && column <= scalars.count ? Character(scalars[column - 1]) : nil
  }

  /// Proves that the new file is the old one with one test more.
  private static func check(
    _ text: String, before: YAMLNode, rule index: Int, test: String, name: String
  ) throws(Refusal) {
    let log = DiagnosticLog()
    guard let after = YAMLReader.read(text, file: name, log: log), !log.hasErrors, let added = FlowYAML.read(test),
      case .sequence(var rules)? = after["rules"]?.kind, index < rules.count,
      case .mapping(var entries) = rules[index].kind,
      let place = entries.firstIndex(where: { $0.key == "tests" }),
      case .sequence(var items) = entries[place].value.kind, let first = items.first, same(first, added)
    else { throw changed }
    items.removeFirst()
    if items.isEmpty, same(before["rules"]?.element(index)?["tests"], nil) {
      entries.remove(at: place)
    } else {
      entries[place].value.kind = .sequence(items)
    }
    rules[index].kind = .mapping(entries)
    guard case .mapping(var top) = after.kind, let key = top.firstIndex(where: { $0.key == "rules" }) else {
      throw changed
    }
    top[key].value.kind = .sequence(rules)
    guard same(YAMLNode(kind: .mapping(top), location: after.location), before) else { throw changed }
  }

  private static var changed: Refusal {
    Refusal(message: "the file would change beyond the new test", hint: "add the printed test by hand")
  }

  /// Whether two values are the same, wherever they stand.
  static func same(_ a: YAMLNode?, _ b: YAMLNode?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    switch (a.kind, b.kind) {
    case (.scalar(let x, _), .scalar(let y, _)): return x == y
    case (.sequence(let x), .sequence(let y)): return x.count == y.count && zip(x, y).allSatisfy { same($0, $1) }
    case (.mapping(let x), .mapping(let y)):
      return x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && same($0.value, $1.value) }
    default: return false
    }
  }
}

extension YAMLNode {
  /// An element of a list.
  fileprivate func element(_ index: Int) -> YAMLNode? {
    if case .sequence(let items) = kind, index < items.count { items[index] } else { nil }
  }
}
