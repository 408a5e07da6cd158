internal import TextAnalysis
internal import Transcripts

/// Wording close to a given phrase: small changes, typos and reordering still count.
struct Similar: Operator {
  static let name = "similar"
  static let summary = "A passage resembles one of the given phrases."
  static let parameters: [Parameter] = [
    Parameter("to", .texts, required: true, "The phrases."),
    Parameter("threshold", .number, default: "0.8", "The least similarity, from 0 to 1."),
    Parameter("method", .choice(["ngram", "edit"]), default: "ngram", "Shared character n-grams, or edit distance."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{similar: {to: [投资有风险，过往业绩不代表未来表现], threshold: 0.7}, role: agent}",
      ["坐席: 提醒您，▸投资有风险，过往业绩不代表将来表现◂"]),
    .not("{similar: {to: [投资有风险，过往业绩不代表未来表现]}, role: agent}", ["坐席: 这款产品过往业绩很好"]),
    .hit(
      "{similar: {to: [is there anything else I can help you with], threshold: 0.7}, role: agent}",
      ["Agent: Great! ▸Is there anything else I can help with◂ today?"]),
    .hit("{similar: {to: [请问还有其他可以帮您], method: edit, threshold: 0.7}, role: agent}", ["坐席: ▸请问还有其它可以帮您◂的吗"]),
  ]

  var phrases: [Phrase]
  var threshold: Double

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let method: SimilarityMethod = arguments.text("method") == "edit" ? .edit : .ngram
    let threshold = arguments.number("threshold") ?? 0.8
    guard (0.1...1).contains(threshold) else {
      compiler.log.error("'threshold' must lie between 0.1 and 1", at: arguments.location(of: "threshold"))
      return nil
    }
    let phrases = (arguments.node("to")?.elements ?? []).compactMap { compiler.phrase($0, method: method) }
    return phrases.isEmpty ? nil : Similar(phrases: phrases, threshold: threshold)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var nearest: NearMiss?
    let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
      var best: (similarity: Double, hit: Hit)?
      for utterance in unit.utterances where scoped.scope.roles.contains(scoped.view.role(utterance)) {
        let range = scoped.view.utterances[utterance].range.clamped(to: unit.range)
        for phrase in phrases {
          let match = phrase.bestMatch(in: range, of: scoped.folded)
          if match.similarity > (best?.similarity ?? 0) {
            best = (
              match.similarity, Hit(utterance: utterance, range: match.range, hasText: true, measure: match.similarity)
            )
          }
        }
      }
      guard let best else { return (false, []) }
      if best.similarity >= threshold {
        guard let refusal = scoped.refusal(of: best.hit) else { return (true, [best.hit]) }
        nearest = NearMiss(hit: best.hit, refusedBy: refusal, similarity: best.similarity)
      } else if best.similarity > (nearest?.similarity ?? 0) {
        nearest = NearMiss(hit: best.hit, refusedBy: "threshold", similarity: best.similarity)
      }
      return (false, [])
    }
    return scoped.fold(results, nearest: nearest)
  }
}
