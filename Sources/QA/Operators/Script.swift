internal import TextAnalysis
internal import Transcripts

/// A script that should be read out, line by line, somewhere in the scope.
struct Script: Operator {
  static let name = "script"
  static let summary = "Enough lines of a script are said, each in its own words up to a similarity."
  static let parameters: [Parameter] = [
    Parameter("lines", .texts, required: true, "The lines of the script."),
    Parameter("coverage", .number, default: "0.8", "The share of lines that must be said, from 0 to 1."),
    Parameter("ordered", .boolean, default: "false", "The lines must come in order."),
    Parameter("threshold", .number, default: "0.7", "The least similarity of a line, from 0 to 1."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{script: {lines: [本次通话将会录音, 请问您是本人吗], coverage: 1}, role: agent}",
      ["坐席: ▸本次通话会录音◂", "客户: 好", "坐席: ▸请问您是本人吗◂？"]),
    .not("{script: {lines: [本次通话将会录音, 请问您是本人吗], coverage: 1}, role: agent}", ["坐席: 本次通话会录音"]),
    .hit("{script: {lines: [本次通话将会录音, 请问您是本人吗], coverage: 0.5}, role: agent}", ["坐席: ▸本次通话会录音◂"]),
    .not(
      "{script: {lines: [本次通话将会录音, 请问您是本人吗], coverage: 1, ordered: true}, role: agent}",
      ["坐席: 请问您是本人吗", "坐席: 本次通话会录音"]),
  ]

  var lines: [Phrase]
  var coverage: Double
  var isOrdered: Bool
  var threshold: Double

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let lines = (arguments.node("lines")?.elements ?? []).compactMap { compiler.phrase($0, method: .ngram) }
    for (key, least) in [("threshold", 0.1), ("coverage", 0.0)] {
      if let share = arguments.number(key), !(least...1).contains(share) {
        compiler.log.error(
          "'\(key)' must lie between \(least == 0 ? "0" : "0.1") and 1", at: arguments.location(of: key))
        return nil
      }
    }
    guard !lines.isEmpty else { return nil }
    return Script(
      lines: lines, coverage: arguments.number("coverage") ?? 0.8,
      isOrdered: arguments.flag("ordered") ?? false, threshold: arguments.number("threshold") ?? 0.7)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var hits: [Hit] = []
    var nearest: NearMiss?
    var from = scoped.window.range.lowerBound
    for line in lines {
      var best: (similarity: Double, hit: Hit)?
      for utterance in scoped.utterances {
        let whole = scoped.view.utterances[utterance].range.clamped(to: scoped.window.range)
        guard whole.upperBound > from || !isOrdered else { continue }
        let range = isOrdered ? max(whole.lowerBound, min(from, whole.upperBound))..<whole.upperBound : whole
        let match = line.bestMatch(in: range, of: scoped.folded)
        guard match.similarity > (best?.similarity ?? 0) else { continue }
        let hit = Hit(utterance: utterance, range: match.range, hasText: true, measure: match.similarity)
        best = (match.similarity, hit)
        if isOrdered && match.similarity >= threshold { break }
      }
      guard let best else { continue }
      if best.similarity >= threshold, scoped.refusal(of: best.hit) == nil {
        hits.append(best.hit)
        from = best.hit.range.upperBound
      } else if best.similarity > (nearest?.similarity ?? 0) {
        nearest = NearMiss(hit: best.hit, refusedBy: "threshold", similarity: best.similarity)
      }
    }
    let isCovered = Double(hits.count) >= coverage * Double(lines.count) - 1e-9 && !hits.isEmpty
    return isCovered ? .found(hits, nearest: nearest) : Outcome(judgement: .miss, nearest: nearest)
  }
}
