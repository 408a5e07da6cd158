import TestSupport
import Testing

@testable import QA

/// A random expression with a value of its own making: text for the parser, truth from the tables.
private indirect enum Sketch {
  case condition(Int)
  case not(Sketch)
  case and([Sketch])
  case or([Sketch])
  case count([Sketch], Comparison, Int)

  static func random(_ depth: Int, _ generator: inout SeededGenerator) -> Sketch {
    let kind = depth == 0 ? 0 : Int.random(in: 0..<6, using: &generator)
    var parts: [Sketch] {
      var list: [Sketch] = []
      for _ in 0..<Int.random(in: 2...3, using: &generator) { list.append(random(depth - 1, &generator)) }
      return list
    }
    switch kind {
    case 1: return .not(random(depth - 1, &generator))
    case 2: return .and(parts)
    case 3: return .or(parts)
    case 4:
      let list = parts
      let comparison = Comparison.allCases.randomElement(using: &generator) ?? .atLeast
      return .count(list, comparison, Int.random(in: 0...3, using: &generator))
    default: return .condition(Int.random(in: 0..<4, using: &generator))
    }
  }

  func text(_ generator: inout SeededGenerator) -> String {
    switch self {
    case .condition(let index): return "c\(index)"
    case .not(let inner): return Self.pick(["!", "not ", "非", "！ "], &generator) + inner.atom(&generator)
    case .and(let parts):
      return Self.join(parts, ["&&", " && ", " and ", " 且 "], &generator) { $0.atom(&$1) }
    case .or(let parts):
      return Self.join(parts, ["||", " || ", " or ", " 或 "], &generator) { $0.conjunct(&$1) }
    case .count(let parts, let comparison, let bound):
      return "any(\(Self.join(parts, [",", ", ", "，"], &generator) { $0.text(&$1) })) \(comparison.rawValue) \(bound)"
    }
  }

  private static func pick(_ words: [String], _ generator: inout SeededGenerator) -> String {
    words.randomElement(using: &generator) ?? ""
  }

  private static func join(
    _ parts: [Sketch], _ separators: [String], _ generator: inout SeededGenerator,
    _ text: (Sketch, inout SeededGenerator) -> String
  ) -> String {
    var texts: [String] = []
    for part in parts { texts.append(text(part, &generator)) }
    return texts.joined(separator: pick(separators, &generator))
  }

  /// The text with parentheses where && binds tighter.
  private func conjunct(_ generator: inout SeededGenerator) -> String {
    if case .or = self { return "(\(text(&generator)))" }
    return text(&generator)
  }

  /// The text with parentheses unless it stands by itself.
  private func atom(_ generator: inout SeededGenerator) -> String {
    switch self {
    case .condition, .not, .count: text(&generator)
    case .and, .or: "(\(text(&generator)))"
    }
  }

  func value(_ truths: [Truth]) -> Truth {
    func fold(_ parts: [Sketch], _ table: [String]) -> Truth {
      let values = parts.map { $0.value(truths) }
      return values.dropFirst().reduce(values[0]) { TruthTables.look(table, $0, $1) }
    }
    switch self {
    case .condition(let index): return truths[index]
    case .not(let inner): return TruthTables.not(inner.value(truths))
    case .and(let parts): return fold(parts, TruthTables.and)
    case .or(let parts): return fold(parts, TruthTables.or)
    case .count(let parts, let comparison, let bound):
      return TruthTables.count(parts.map { $0.value(truths) }, comparison, bound)
    }
  }
}

@Suite struct WhenPropertyTests {
  @Test func agreesWithTheTables() throws {
    var generator = SeededGenerator(seed: 2026)
    let names = (0..<4).map { "c\($0)" }
    for _ in 0..<500 {
      let sketch = Sketch.random(4, &generator)
      let text = sketch.text(&generator)
      let expression = try WhenParser.parse(text, names: names)
      for _ in 0..<16 {
        var truths: [Truth] = []
        for _ in 0..<4 { truths.append(TruthTables.order.randomElement(using: &generator) ?? .hit) }
        #expect(expression.evaluate { Judgement(truths[$0]) }.truth == sketch.value(truths), "\(text) on \(truths)")
      }
    }
  }
}
