internal import TextAnalysis
internal import Transcripts

/// How fast somebody speaks (语速).
struct SpeechRate: Operator {
  static let name = "rate"
  static let summary = "Characters or words a minute compare to a bound; needs end times."
  static let parameters: [Parameter] = [
    Parameter(
      "unit", .choice(["chars", "words"]), default: "chars",
      "Chinese is counted in characters, English in words; a Han character is a word."),
    Parameter("metric", .choice(["average", "each"]), default: "average", "Over all turns, or every turn by itself."),
    Parameter("compare", .choice(Comparison.words), default: ">", "How the rate compares to the bound."),
    Parameter("value", .number, required: true, "The bound, a minute."),
    Parameter("min_seconds", .duration, default: "2s", "Shorter turns say nothing about speed."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{rate: {value: 300}, role: agent}", ["坐席: ▸本产品由本公司发行与管理代销机构不承担投资兑付责任◂"], times: [0], ends: [4]),
    .not("{rate: {value: 300}, role: agent}", ["坐席: 本产品由本公司发行与管理代销机构不承担投资兑付责任"], times: [0], ends: [10]),
    .not("{rate: {value: 300}, role: agent}", ["坐席: 好的好的好的"], times: [0], ends: [1]),
    .hit(
      "{rate: {unit: words, metric: each, value: 150}, role: agent}", ["Agent: ▸one two three four five six◂"],
      times: [0], ends: [2]),
    .not(.unknown, "{rate: {value: 300}, role: agent}", ["坐席: 本产品由本公司发行"], times: [0]),
  ]

  var countsWords: Bool
  var isEach: Bool
  var comparison: Comparison
  var bound: Double
  var minimum: Int64

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    SpeechRate(
      countsWords: arguments.text("unit") == "words", isEach: arguments.text("metric") == "each",
      comparison: Comparison(rawValue: arguments.text("compare") ?? ">") ?? .greater,
      bound: arguments.number("value") ?? 0, minimum: arguments.duration("min_seconds") ?? 2000)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var hits: [Hit] = []
    var isUnknown = false
    var total = 0
    var time: Int64 = 0
    var slowest: (utterance: Int, rate: Double)?
    for utterance in scoped.utterances {
      let duration = view.conversation.turns[view.utterances[utterance].turn].duration
      guard duration >= 0 else {
        isUnknown = true
        continue
      }
      guard duration >= minimum, duration > 0 else { continue }
      let count = TextMeasure.count(view.utterances[utterance].range, of: scoped.folded, words: countsWords)
      let rate = Double(count) * 60_000 / Double(duration)
      total += count
      time += duration
      if rate > slowest?.rate ?? -1 { slowest = (utterance, rate) }
      if isEach, comparison.holds(rate, bound) { hits.append(view.turnHit(utterance, measure: rate)) }
    }
    if isEach { return hits.isEmpty && isUnknown ? .unknown(.noDurations) : .found(hits) }
    guard let slowest, time > 0 else { return isUnknown ? .unknown(.noDurations) : .miss }
    let mean = Double(total) * 60_000 / Double(time)
    return comparison.holds(mean, bound) ? .found([view.turnHit(slowest.utterance, measure: mean)]) : .miss
  }
}

/// Counts characters and words of folded text.
enum TextMeasure {
  /// Letters, digits and Han characters, or words where a Han character is one; punctuation does not count.
  static func count(_ range: Range<Int>, of folded: FoldedText, words: Bool) -> Int {
    var count = 0
    var inWord = false
    for byte in folded.bytes[range] {
      let isLatin = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (inWord && byte == 0x27)
      if isLatin {
        if !words || !inWord { count += 1 }
      } else if byte >= 0xE4 && byte <= 0xE9 {
        count += 1
      }
      inWord = isLatin
    }
    return count
  }
}
