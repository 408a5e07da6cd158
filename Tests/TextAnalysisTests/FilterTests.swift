import Testing
import TextAnalysis
import Transcripts

/// The filter must never lose a match: every turn in which PCRE2 finds a pattern is a candidate.
@Suite struct FilterTests {
  static let atoms = [
    "a", "b", "保", "本", "A", "Ｂ", "\\d", "\\w", "\\s", "\\S", "\\W", "\\D", ".", "[ab]", "[^a]", "[保本x]", "[^保]",
    "[a-z0-9]", "\\n", "\\b", "\\B", "^",
    "$", "\\A", "\\z", "\\Z", "(?=a)", "(?!b)", "(?<=a)", "(?<!保)", "\\1", "(?s:.)", "(?i:A)", "\\p{Han}", "\\h", "\\v",
    "\\R", "\\N", "[\\s\\d]",
    "[^\\w]", "[[:alpha:]]", "[^[:digit:]]", "，", "é", "ﬁ", "[\\x{4E00}-\\x{9FFF}]", "\\G", "\\X", "[^\\n]",
    "\\x{2028}", "[\\h]", "\\H", "\\V",
    "(?m:^)", "(?m:$)", "(?-i)", "(?s)", "\\t", "\\f", "[\\x0b]",
  ]
  static let quantifiers = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "+?", "??", "++", "{0,2}", "{2,}"]
  static let texts = [
    "a", "b", "保", "本", "x", "9", " ", "\n", "，", "é", "ﬁ", "ab", "\t", "\u{2028}", "\u{85}", "\r\n", "\u{B}", "A", "文",
    "_", "\u{A0}", "\u{C}",
  ]

  static func pattern(_ depth: Int, _ generator: inout SplitMix64) -> String {
    var result = ""
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      var piece = atoms.randomElement(using: &generator) ?? "a"
      if depth > 0, Int.random(in: 0..<3, using: &generator) == 0 {
        let open = ["(", "(?:", "(?>", "(?=", "(?!", "(?<n\(Int.random(in: 0..<9999, using: &generator))>"]
        let body = pattern(depth - 1, &generator)
        let other = Bool.random(using: &generator) ? "|" + pattern(depth - 1, &generator) : ""
        piece = (open.randomElement(using: &generator) ?? "(") + body + other + ")"
      }
      result += piece + (quantifiers.randomElement(using: &generator) ?? "")
    }
    return result
  }

  @Test(arguments: 0..<60) func filterLosesNothing(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed) &* 7919)
    let folder = try Folder()
    var plan = try ScanPlan()
    var sources: [Int: String] = [:]
    while plan.patternCount < 40 {
      let source = Self.pattern(2, &generator)
      let isSpread = plan.patternCount % 3 == 0
      if let id = try? plan.addPattern(source, caseSensitive: false, isSpread: isSpread) { sources[id] = source }
    }
    let scanner = try plan.compile(cacheDirectory: nil)
    let worker = try scanner.makeWorker()
    for _ in 0..<15 {
      let conversation = conversation(
        (0..<Int.random(in: 1...6, using: &generator)).map { _ in
          randomText(Self.texts, count: Int.random(in: 0...12, using: &generator), using: &generator)
        })
      var folded = FoldedText()
      folder.fold(conversation, into: &folded)
      worker.scan(folded, of: conversation)
      for pattern in 0..<plan.patternCount where scanner.isFiltered(pattern: pattern) {
        let candidates = Array(worker.candidateTurns(pattern: pattern))
        #expect(candidates == Set(candidates).sorted())
        for turn in 0..<folded.turnCount {
          var spans: [Range<Int>] = []
          _ = worker.matches(pattern: pattern, turn: turn, folded: folded, conversation: conversation, into: &spans)
          if !spans.isEmpty, !candidates.contains(Int32(turn)) {
            let text = conversation.turns.map { conversation.string(of: $0).debugDescription }
            Issue.record("lost \(sources[pattern] ?? "?") in turn \(turn) of \(text)")
          }
        }
      }
    }
  }

  @Test func mostPatternsAreFiltered() throws {
    var plan = try ScanPlan()
    let rules = [
      "确保本(月|次|周|人|行)", "(保证|承诺).{0,6}收益", "(?<!不)保本", "加(我)?(微信|v|薇)", "guarantee[d]?\\s+returns?", "^thanks", "lot$",
      "1[3-9]\\d{9}",
      "\\d{6}(18|19|20)\\d{2}(0[1-9]|1[0-2])\\d{5}[\\dxX]", "[\\w.+-]+@[\\w-]+\\.[\\w.]+", "(?i)refund", "(\\w)\\1{3,}",
    ]
    for rule in rules { _ = try plan.addPattern(rule, caseSensitive: false) }
    let scanner = try plan.compile(cacheDirectory: nil)
    #expect((0..<rules.count).allSatisfy { scanner.isFiltered(pattern: $0) })
  }

  static let evil = [
    "(a+)+b", "(a|aa)+$", "(.|\\n)*x", "^(\\s*\\S+\\s*)*$",
    "([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}",
    ".*客服.*投诉.*", "(a*)*b", "(a|a?)+b", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*a){12}", "a(?=.*b)",
    "(\\w+\\s?)*!", "(?:a?){30}a{30}x",
    "((a|b)*c)*d", "(a+a+a+)+b", "a.*a.*a.*a.*b", "(.+)+\\1x", "(?R)?a+b", "(a(?=.*))+[bc]", "a(?=.*)[bc]", "(a++)*b",
    "(?:(?:a+)?)+b", "(\\d+)*x",
    "(ab|a|b)*c\\z",
  ]

  @Test(arguments: evil) func evilPatternsAreBounded(_ source: String) throws {
    var plan = try ScanPlan()
    guard let pattern = try? plan.addPattern(source, caseSensitive: false) else { return }
    let scanner = try plan.compile(cacheDirectory: nil)
    let worker = try scanner.makeWorker()
    let folder = try Folder()
    let subjects = [
      String(repeating: "a", count: 100_000), String(repeating: "ab ", count: 33_000),
      String(repeating: "客服投诉", count: 8_000), String(repeating: "\n a", count: 33_000),
      String(repeating: "1", count: 100_000),
      String(repeating: "a", count: 300),
    ]
    for subject in subjects {
      let conversation = conversation([subject])
      var folded = FoldedText()
      folder.fold(conversation, into: &folded)
      var spans: [Range<Int>] = []
      var outcome = PatternOutcome.complete
      let time = processorTime {
        outcome = worker.matches(pattern: pattern, turn: 0, folded: folded, conversation: conversation, into: &spans)
      }
      #expect(time < 1, "\(source) took \(time), \(outcome), on \(subject.prefix(4))")
    }
  }

  @Test func limitIsReported() throws {
    var plan = try ScanPlan()
    let pattern = try plan.addPattern("(a+)+b", caseSensitive: false)
    let worker = try plan.compile(cacheDirectory: nil).makeWorker()
    let conversation = conversation([String(repeating: "a", count: 200) + "cb", "ab"])
    var folded = FoldedText()
    try Folder().fold(conversation, into: &folded)
    var spans: [Range<Int>] = []
    #expect(
      worker.matches(pattern: pattern, turn: 0, folded: folded, conversation: conversation, into: &spans)
        == .limitReached)
    #expect(
      worker.matches(pattern: pattern, turn: 1, folded: folded, conversation: conversation, into: &spans) == .complete)
    #expect(spans == [folded.turnRange(1)])
  }
}
