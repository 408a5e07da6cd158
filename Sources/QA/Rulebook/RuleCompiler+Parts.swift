internal import Transcripts

extension RuleCompiler {
  /// Reads what a contact must be like for a rule: `applies` and `valid`.
  func applicability(_ arguments: Arguments) -> Applicability {
    var result = Applicability()
    if let node = arguments.node("applies") {
      let inner = Arguments(node, Self.parameters(of: "applies"), of: "'applies'", log: log)
      result.channels = inner.texts("channel")
      result.languages = inner.texts("language")
      for entry in inner.node("metadata")?.entries ?? [] {
        result.metadata.append((entry.key, entry.value.elements.compactMap(\.text)))
      }
    }
    if let node = arguments.node("valid") {
      let inner = Arguments(node, Self.parameters(of: "valid"), of: "'valid'", log: log)
      result.validFrom = day("from", inner)
      result.validTo = day("to", inner)
    }
    return result
  }

  /// The declared keys of a mapping among a rule's keys.
  private static func parameters(of key: String) -> [Parameter] {
    guard case .mapping(let parameters)? = RulebookGrammar.rule.first(where: { $0.name == key })?.type else {
      return []
    }
    return parameters
  }

  /// A day of the calendar, or nothing after reporting that it is none.
  private func day(_ key: String, _ arguments: Arguments) -> String {
    guard let text = arguments.text(key) else { return "" }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy { ("0"..."9").contains($0) } ? Int($0) : nil }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else {
      log.error("'\(key)' must be a day such as 2026-01-31", at: arguments.location(of: key))
      return ""
    }
    return text
  }

  /// The whole numbers of a list; whatever else is in it is reported.
  private func integers(_ key: String, _ arguments: Arguments) -> [Int] {
    (arguments.node(key)?.elements ?? []).compactMap { element in
      if let number = element.text.flatMap({ Int($0) }) { return number }
      log.error("'\(key)' takes whole numbers", at: element.location)
      return nil
    }
  }

  /// Reads the tests of a rule.
  func tests(_ node: YAMLNode?) -> [RuleTest] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.kind else {
      log.error("'tests' takes a list", at: node.location)
      return []
    }
    return items.enumerated().compactMap { index, item in
      let arguments = Arguments(item, RulebookGrammar.test, of: "a test", log: log)
      guard let word = arguments.text("expect"), let expect = Truth.allCases.first(where: { "\($0.name)" == word })
      else { return nil }
      for line in arguments.node("talk")?.elements ?? [] where Talk.split(line.text ?? "") == nil {
        log.error("a line of a talk is 'speaker: text'", at: line.location)
      }
      var metadata: [String: MetadataValue] = [:]
      for entry in arguments.node("metadata")?.entries ?? [] {
        metadata[entry.key] =
          if case .sequence(let items) = entry.value.kind { .list(items.map { .string($0.text ?? "") }) } else {
            .string(entry.value.text ?? "")
          }
      }
      let times = integers("times", arguments)
      if arguments.has("times"), times.count < arguments.texts("talk").count {
        log.error("'times' gives fewer times than the talk has lines", at: arguments.location(of: "times"))
      }
      let ends = integers("ends", arguments)
      if arguments.has("ends"), ends.count < arguments.texts("talk").count || times.isEmpty {
        log.error(
          "'ends' gives a time for every line, beside 'times'", at: arguments.location(of: "ends"))
      }
      let starts = arguments.text("starts").flatMap { try? Timestamp($0) }
      if arguments.has("starts"), starts == nil || times.isEmpty {
        log.error(
          "'starts' is a date and time, beside 'times'", at: arguments.location(of: "starts"),
          hint: "2026-01-05T22:30:00+08:00")
      }
      return RuleTest(
        name: arguments.text("name") ?? "test \(index + 1)",
        kind: arguments.text("kind").flatMap(RuleTestKind.init) ?? .plain, expect: expect,
        at: arguments.has("at") ? integers("at", arguments) : nil, span: arguments.text("span"),
        talk: arguments.texts("talk"), times: times, ends: ends, starts: starts, metadata: metadata,
        isTodo: arguments.flag("todo") ?? false, location: item.location)
    }
  }
}
