public import Transcripts

/// What a test inside a rule came to.
public struct RuleTestResult: Sendable {
  /// The rule.
  public var rule: String
  /// The test.
  public var name: String
  /// What it expects.
  public var expected: Truth
  /// What it got.
  public var actual: Truth
  /// Why it fails beside the value, for example a finding at another turn; empty if it does not.
  public var detail: String
  /// A known gap that never fails the run.
  public var isTodo: Bool
  /// Where the test stands.
  public var location: RulebookLocation

  /// Whether the test passes.
  public var passes: Bool { expected == actual && detail.isEmpty }
}

extension Evaluator {
  /// Runs the tests of all rules; it never stops at the first failure.
  public func runTests(of rules: [Int]? = nil) -> [RuleTestResult] {
    (rules ?? Array(book.rules.indices)).flatMap { index in
      book.rules[index].tests.map { run($0, ruleIndex: index) }
    }
  }

  private func run(_ test: RuleTest, ruleIndex: Int) -> RuleTestResult {
    let rule = book.rules[ruleIndex]
    var conversation = Talk.conversation(
      test.talk, times: test.times, ends: test.ends, starts: test.starts, metadata: test.metadata)
    // A test without metadata runs as if `applies` held.
    let judged = judge(ruleIndex, on: &conversation, ignoringApplicability: test.metadata.isEmpty)
    var result = RuleTestResult(
      rule: rule.id, name: test.name, expected: test.expect, actual: judged.judgement.truth, detail: "",
      isTodo: test.isTodo, location: test.location)
    guard result.actual == test.expect, test.expect == .hit else { return result }
    if let at = test.at {
      let turns = judged.findings.compactMap(\.turn).sorted()
      if Set(turns) != Set(at) {
        result.detail = "the findings stand at turn \(list(turns)), expected \(list(at.sorted()))"
      }
    }
    if let span = test.span, let first = judged.findings.first, first.text != span {
      result.detail = "the finding covers '\(first.text)', expected '\(span)'"
    }
    return result
  }

  private func list(_ numbers: [Int]) -> String {
    numbers.isEmpty ? "none" : numbers.map { String($0) }.joined(separator: ", ")
  }

  /// Judges one rule on a conversation: over all human legs, or over everything if there are none.
  func judge(
    _ index: Int, on conversation: inout Conversation, ignoringApplicability: Bool
  ) -> (judgement: Judgement, findings: [Finding]) {
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    let rule = book.rules[index]
    let humans = view.legs.filter(\.isHuman)
    let legs = rule.isOverConversation || humans.isEmpty ? [Leg.whole(view.utterances, number: 1)] : humans
    var judgement: Judgement?
    var findings: [Finding] = []
    for leg in legs {
      if rule.conditions.contains(where: { $0.operation is RuleReference }) {
        for other in book.order {
          view.ruleResults[other] = book.rules[other].evaluate(leg, of: view, ignoringApplicability: true).judgement
          if other == index { break }
        }
      }
      let result = rule.evaluate(leg, of: view, ignoringApplicability: ignoringApplicability)
      findings += self.findings(index, result.drafts, leg)
      let rank: (Truth) -> Int = { [.hit, .unknown, .miss, .notApplicable].firstIndex(of: $0) ?? 4 }
      if judgement == nil || rank(result.judgement.truth) < rank(judgement?.truth ?? .notApplicable) {
        judgement = result.judgement
      }
    }
    return (judgement ?? Judgement(.notApplicable, .emptyScope), findings)
  }

  /// Whether a rule's condition holds for one text, spoken by the rule's own role.
  public func conditionHolds(_ index: Int, text: String) -> Bool {
    let rule = book.rules[index]
    let roles = rule.conditions.first?.scope.roles ?? .any
    let role = Role.allCases.first { roles != .any && roles.contains($0) } ?? .agent
    var conversation = Conversation()
    conversation.id = "text"
    conversation.participants = [Participant(id: "speaker", role: role)]
    conversation.append(Turn(start: 0, end: 0, role: role, participant: 0), text: text.utf8)
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    return rule.conditionHolds(Leg.whole(view.utterances, number: 1), of: view)
  }

  /// How a rule came to its result on every leg of a conversation, condition by condition.
  public func explain(_ index: Int, on conversation: inout Conversation) -> [(
    leg: Int, judgement: Judgement, steps: [[TraceStep]]
  )] {
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    let rule = book.rules[index]
    let humans = view.legs.filter(\.isHuman)
    let legs = rule.isOverConversation || humans.isEmpty ? [Leg.whole(view.utterances, number: 1)] : humans
    view.isExplaining = true
    defer { view.isExplaining = false }
    return legs.map { leg in
      for other in book.order where other != index {
        view.ruleResults[other] = book.rules[other].evaluate(leg, of: view).judgement
      }
      let result = rule.evaluate(leg, of: view)
      let steps = result.considered.map { draft in
        rule.conditions.indices.map { step($0, rule, draft, leg) }
      }
      return (leg.number, result.judgement, steps)
    }
  }
}
