internal import Foundation

/// Conversations and rulebooks made for the tests.
enum Samples {
  /// A word that stands for a customer's secret: it may be in results, never on standard error.
  static let canary = "CANARY-5e1f"

  /// The bytes of a sample of the package's formats.
  static func package(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: Tool.package + "/transcripts/formats/" + name)))
  }

  /// One conversation as a line of JSON with its line break.
  static func line(
    _ id: String, customer: String = "where is my parcel", agent: String = "on its way", more: String = ""
  )
    -> String
  {
    """
    {"id":"\(id)","channel":"chat"\(more),"turns":[\
    {"role":"customer","at":"2026-01-02T03:04:05Z","text":"\(canary) \(customer)"},\
    {"role":"agent","at":"2026-01-02T03:04:15Z","text":"\(agent)"}]}

    """
  }

  /// Conversations with ids `c-0`, `c-1`, ….
  static func lines(_ count: Int, from first: Int = 0) -> String {
    (first..<first + count).map { line("c-\($0)", agent: $0 % 3 == 0 ? "that is forbidden" : "on its way") }.joined()
  }

  /// A small rulebook with one rule of each severity.
  static let book = """
    rulebook: small
    version: "1"
    language: en
    rules:
      - id: fatal-word
        title: Fatal word
        severity: critical
        class: compliance
        status: active
        forbid: { keyword: { any: [fatal] }, role: agent }
        message: fatal word in message {turn}
      - id: bad-word
        title: Bad word
        severity: major
        class: customer
        status: active
        forbid: { keyword: { any: [forbidden] }, role: agent }
        message: bad word in message {turn}
      - id: small-word
        title: Small word
        severity: minor
        class: customer
        status: active
        forbid: { keyword: { any: [trifle] }, role: agent }
        message: small word in message {turn}
    scorecard:
      unit: conversation
      mode: deduct
      base: 100
      pass: 85
      sections:
        - id: wording
          title: Wording
          items:
            - { rule: fatal-word, fatal: evaluation }
            - { rule: bad-word, deduct: 10 }
            - { rule: small-word, deduct: 2 }
    """
}
