import Testing

@testable import QA

@Suite struct WhenParserTests {
  static let names = ["a", "b", "c", "risk-warning", "提示", "并非"]

  /// Expressions that mean the same.
  @Test(arguments: [
    ("a && b || c", "(a && b) || c"), ("a || b && c", "a || (b && c)"), ("!a && b", "(!a) && b"),
    ("!(a && b)", "not (a and b)"), ("a and b or c", "a && b || c"), ("a 且 b 或 非 c", "a && b || !c"),
    ("a且b或非c", "a && b || !c"), ("！（a 或 b）", "!(a || b)"), ("a&&b", "a and b"), ("!!a", "a"), ("not not a", "a"),
    ("any(a, b, c)", "a || b || c"), ("any（a，b） >= 2", "any(a,b)>=2"), ("any(a,b) ≥ 1", "any(a,b) >= 1"),
    ("any(a,b) ≤ 1", "any(a,b) <= 1"), ("any(a && b, c) == 1", "any((a&&b), c)==1"), ("  a  ", "a"), ("((a))", "a"),
    ("提示且risk-warning", "提示 && risk-warning"), ("a\n&& b", "a && b"),
  ])
  func readsAs(_ text: String, _ same: String) throws {
    let a = try WhenParser.parse(text, names: Self.names)
    let b = try WhenParser.parse(same, names: Self.names)
    for code in 0..<4096 {
      let values = (0..<6).map { Judgement(TruthTables.order[(code >> (2 * $0)) & 3]) }
      #expect(a.evaluate { values[$0] } == b.evaluate { values[$0] })
    }
  }

  /// What is wrong, where (characters from 0), and the hint.
  @Test(
    arguments: [
      ("", "a condition name is missing", 0, nil), ("a &&", "a condition name is missing", 4, nil),
      ("&& a", "a condition name is missing", 0, nil), ("(a", "a ')' is missing", 2, nil),
      ("a)", "the expression should end here", 1, nil), ("a b", "the expression should end here", 2, nil),
      ("a # b", "unexpected '#' in the expression", 2, nil), ("any(a,", "a condition name is missing", 6, nil),
      ("any(a", "a ')' is missing", 5, nil), ("any(a) >= b", "a whole number is missing", 10, nil),
      ("any(a) >=", "a whole number is missing", 9, nil), ("a >= 2", "the expression should end here", 2, nil),
      ("a & b", "unexpected '&' in the expression", 2, nil), ("2", "a condition name is missing", 0, nil),
      ("a && risk-warnin", "no condition is named 'risk-warnin'", 5, "did you mean 'risk-warning'?"),
      ("提不 && a", "no condition is named '提不'", 0, "did you mean '提示'?"),
      ("a || zzzzzz", "no condition is named 'zzzzzz'", 5, "the conditions are a, b, c, risk-warning, 提示, 并非"),
    ] as [(String, String, Int, String?)])
  func reports(_ text: String, _ message: String, _ offset: Int, _ hint: String?) throws {
    let failure = #expect(throws: WhenParser.Failure.self) { try WhenParser.parse(text, names: Self.names) }
    #expect(failure?.message == message)
    #expect(failure?.offset == offset)
    #expect(failure?.hint == hint)
  }

  /// A name that holds 且, 或 or 非 is a name where it is one.
  @Test func readsNamesWithOperatorWords() throws {
    #expect(try WhenParser.parse("并非", names: Self.names) == .condition(5))
    #expect(try WhenParser.parse("非并非", names: Self.names) == .not(.condition(5)))
  }

  @Test func readsNestedExpressions() throws {
    let deep = String(repeating: "(", count: 50) + "a" + String(repeating: ")", count: 50)
    #expect(try WhenParser.parse(deep, names: Self.names) == .condition(0))
  }

  /// An expression nobody writes must not exhaust the stack.
  @Test(arguments: ["(", "!", "非", "any("]) func refusesEndlessNesting(_ opening: String) {
    let text = String(repeating: opening, count: 20_000) + "a"
    #expect(throws: WhenParser.Failure.self) { try WhenParser.parse(text, names: Self.names) }
  }

  @Test func mentionsConditionsInOrder() throws {
    let expression = try WhenParser.parse("c && !(a || !b) && any(c, b) >= 1", names: Self.names)
    #expect(expression.mentions.map(\.condition) == [2, 0, 1, 2, 1])
    #expect(expression.mentions.map(\.isPositive) == [true, false, true, true, true])
  }
}
