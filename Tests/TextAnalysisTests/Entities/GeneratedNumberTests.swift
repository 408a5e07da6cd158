import Foundation
import Statistics
import Testing
import TextAnalysis
import Transcripts

/// Generated numbers: every valid one is found in any wording; order numbers, tracking numbers and times are not.
@Suite struct GeneratedNumberTests {
  /// GOLD_ROUNDS=100000 is the long form.
  static let rounds = ProcessInfo.processInfo.environment["GOLD_ROUNDS"].flatMap(Int.init) ?? 3000

  static func digits(_ count: Int, _ numbers: inout SeededGenerator) -> String {
    (0..<count).map { _ in String(numbers.next(below: 10)) }.joined()
  }

  /// Digits that pass Luhn: the last is computed by the definition, not by the code under test.
  static func card(_ prefix: String, _ length: Int, _ numbers: inout SeededGenerator) -> String {
    let body = prefix + digits(length - prefix.count - 1, &numbers)
    var sum = 0
    for (place, digit) in body.reversed().enumerated() {
      let value = digit.wholeNumberValue! * (place % 2 == 0 ? 2 : 1)
      sum += value / 10 + value % 10
    }
    return body + String((10 - sum % 10) % 10)
  }

  static func identity(_ numbers: inout SeededGenerator) -> String {
    let province = [11, 13, 21, 31, 33, 37, 42, 44, 51, 61, 65][numbers.next(below: 11)]
    let month = 1 + numbers.next(below: 12)
    let day = 1 + numbers.next(below: 28)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let body =
      "\(province)\(digits(4, &numbers))\(1940 + numbers.next(below: 80))\(two(month))\(two(day))\(digits(3, &numbers))"
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + $1.0.wholeNumberValue! * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }

  static func wordings(_ value: String) -> [String] {
    let wide = String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x80 ? Unicode.Scalar($0.value + 0xFEE0)! : $0 }))
    let grouped = value.enumerated().map { $0.offset > 0 && $0.offset % 4 == 0 ? " \($0.element)" : String($0.element) }
      .joined()
    return [
      value, "我的是\(value)", "\(value)", "您好，\(value)，麻烦您", "请记一下\(value)谢谢", "it is \(value).", "(\(value))", wide,
      grouped,
      grouped.replacing(" ", with: "-"), "{\"v\":\"\(value)\"}", "https://example.com/?q=\(value)&x=1",
      value.lowercased(),
    ]
  }

  @Test(arguments: ["mobile", "resident_id", "bank_card"])
  func everyValidNumberIsFound(_ kind: String) throws {
    var numbers = SeededGenerator(seed: 11)
    let reader = try EntityTests.Reader()
    var missed: [String] = []
    for round in 0..<Self.rounds {
      let value =
        switch kind {
        case "mobile": "1\(3 + numbers.next(below: 7))" + Self.digits(9, &numbers)
        case "resident_id": Self.identity(&numbers)
        default:
          Self.card(
            ["62", "4", "51", "2221", "3528", "6011", "955880"][round % 7],
            round % 7 == 0 ? 16 + numbers.next(below: 4) : 16, &numbers)
        }
      let wordings = Self.wordings(value)
      let text = wordings[round % wordings.count]
      if !reader.entities([(.customer, text)]).contains(where: { $0.hasPrefix(kind + ":") }) { missed.append(text) }
    }
    #expect(missed.isEmpty, "\(missed.prefix(5))")
  }

  /// At most one false hit in 10,000 (HOSTILE: chance hits).
  @Test func ordinaryNumbersAreLeftAlone() throws {
    var numbers = SeededGenerator(seed: 12)
    let reader = try EntityTests.Reader()
    var hits: [String] = []
    for round in 0..<10_000 {
      let value: String
      switch round % 6 {
      case 0: value = "1\(7 + numbers.next(below: 2))" + Self.digits(11, &numbers)  // milliseconds
      case 1: value = "2026\(10 + numbers.next(below: 3))\(10 + numbers.next(below: 18))" + Self.digits(10, &numbers)
      case 2: value = "SF" + Self.digits(13, &numbers)
      case 3: value = "订单号" + Self.digits(19, &numbers)
      case 4: value = "快递单号" + Self.digits(12 + numbers.next(below: 4), &numbers)
      default: value = "17" + Self.digits(8, &numbers)  // seconds
      }
      for text in [value, "麻烦查一下\(value)"] {
        if reader.entities([(.customer, text)]) != [] { hits.append(text) }
      }
    }
    #expect(hits.count <= 2, "\(hits.prefix(10))")
  }
}
