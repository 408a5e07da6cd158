internal import Transcripts

extension Rule {
  /// The rule in words: what it is, what it looks for, what its tests say.
  public var explanation: String {
    var out = "\(id): \(title)\n"
    out +=
      "status \(status.rawValue), severity \(severity.rawValue), class \(findingClass.rawValue), as \(effect.rawValue)\n"
    out += "written at \(location.file):\(location.line)\n"
    if isOverConversation { out += "looks at the whole conversation, beyond the leg\n" }
    out += "\nConditions\n"
    for condition in conditions {
      out += "  \(condition.name): \(condition.operatorName)\(describe(condition.scope))\n"
    }
    out +=
      isRequirement
      ? "\nA finding when the condition does not hold.\n" : "\nA finding when the logic over the conditions holds.\n"
    if message != title { out += "\nMessage: \(message)\n" }
    if !falsePositives.isEmpty { out += "\nKnown false positives: \(falsePositives)\n" }
    guard !tests.isEmpty else { return out }
    out += "\nTests\n"
    for test in tests {
      out += "  \(test.expect.name)\(test.isTodo ? " (known gap)" : ""): \(test.name)\n"
      for line in test.talk { out += "    \(line)\n" }
    }
    return out
  }

  private func describe(_ scope: Scope) -> String {
    var parts: [String] = []
    if scope.roles != .any {
      parts.append("role " + Role.allCases.filter(scope.roles.contains).map { "\($0.name)" }.joined(separator: "/"))
    }
    if let anchor = scope.anchor {
      parts.append("\(anchor.relation.rawValue) \(conditions[anchor.condition].name)")
    }
    for (name, mode) in [("negation", scope.negation), ("quotation", scope.quotation), ("echo", scope.echo)]
    where mode != .keep {
      parts.append("\(name) \(mode.rawValue)")
    }
    if scope.mood != .any { parts.append("\(scope.mood.rawValue)s only") }
    let exclusions = scope.excludedPhrases.count + scope.excludedPatterns.count
    if exclusions > 0 { parts.append("\(exclusions) exclusions") }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }
}
