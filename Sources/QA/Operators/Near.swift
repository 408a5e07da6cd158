internal import TextAnalysis
internal import Transcripts

/// Words of several groups close to each other in one unit.
struct Near: Operator {
  static let name = "near"
  static let summary = "A word of each group occurs within a distance of the next, in one unit."
  static let parameters: [Parameter] = [
    Parameter("terms", .groups, required: true, "Two or more groups; each is a list of alternatives."),
    Parameter("max_gap", .integer, default: "10", "The most characters or words between two groups."),
    Parameter("min_gap", .integer, default: "0", "The fewest characters or words between two groups."),
    Parameter(
      "gap_unit", .choice(["char", "word"]), default: "char", "What the gap counts; a Han character is a word."),
    Parameter("ordered", .boolean, default: "false", "The groups must come in the given order."),
    Parameter("negate", .boolean, default: "false", "Hits where the first group has no other group near it."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{near: {terms: [[私下, 单独], [转账, 打款]], max_gap: 4}, role: agent}", ["坐席: 您▸单独给我转账◂就行"]),
    .not("{near: {terms: [[私下], [转账]], max_gap: 4}, role: agent}", ["坐席: 私下我们不会让客户给任何个人转账"]),
    .hit("{near: {terms: [[转账], [私下]], max_gap: 4}, role: agent}", ["坐席: ▸私下给我转账◂"]),
    .not("{near: {terms: [[转账], [私下]], max_gap: 4, ordered: true}, role: agent}", ["坐席: 私下给我转账"]),
    .hit(
      "{near: {terms: [[refund], [days, weeks]], max_gap: 3, gap_unit: word}, role: agent}",
      ["Agent: your ▸refund takes five days◂"]),
    .not(
      "{near: {terms: [[refund], [days]], max_gap: 1, gap_unit: word}, role: agent}",
      ["Agent: refund in about ten days"]),
    .hit("{near: {terms: [[利率], [年化]], negate: true}, role: agent}", ["坐席: 日▸利率◂只要万分之五"]),
    .not("{near: {terms: [[利率], [年化]], negate: true}, role: agent}", ["坐席: 利率年化18%"]),
  ]

  var sets: [Int]
  var maximumGap: Int
  var minimumGap: Int
  var countsWords: Bool
  var isOrdered: Bool
  var isNegated: Bool
  let boundary = BoundaryMode.auto

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let groups = (arguments.node("terms")?.elements ?? []).map { node in
      node.elements.compactMap { compiler.literal($0.text ?? "", at: $0.location) }
    }
    guard groups.count >= 2, groups.allSatisfy({ !$0.isEmpty }) else {
      compiler.log.error(
        "'near' needs at least two groups of words", at: arguments.location(of: "terms"),
        hint: "for example terms: [[私下, 单独], [转账]]")
      return nil
    }
    return Near(
      sets: groups.map(compiler.termSet), maximumGap: arguments.integer("max_gap") ?? 10,
      minimumGap: arguments.integer("min_gap") ?? 0, countsWords: arguments.text("gap_unit") == "word",
      isOrdered: arguments.flag("ordered") ?? false, isNegated: arguments.flag("negate") ?? false)
  }

  var triggers: Triggers? { Triggers(sets: sets) }

  func mayHit(_ view: ConversationView) -> Bool {
    isNegated ? view.hasHits(ofSet: sets[0]) : sets.allSatisfy(view.hasHits)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var nearest: NearMiss?
    let groups = sets.map { set in
      var hits: [Hit] = []
      scoped.view.forEachHit(ofSet: set) { _, hit in
        guard scoped.contains(hit) else { return }
        if let refusal = scoped.refusal(of: hit) {
          nearest = NearMiss(hit: hit, refusedBy: refusal, similarity: nil)
        } else {
          hits.append(hit)
        }
      }
      return hits
    }
    let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
      let mine = groups.map { group in
        group.filter { unit.utterances.contains($0.utterance) && unit.range.contains($0.range.lowerBound) }
      }
      var hits: [Hit] = []
      for first in mine[0] {
        let chain = chain(from: first, mine.dropFirst(), scoped)
        if isNegated {
          if chain == nil { hits.append(first) }
        } else if let chain {
          hits.append(chain)
        }
      }
      return (!hits.isEmpty, hits)
    }
    return scoped.fold(results, nearest: nearest)
  }

  /// Follows the groups from a hit of the first; the result spans all of them.
  ///
  /// Two turns of one block count as
  /// neighbours, so the span is reported in the first turn only when they differ.
  private func chain(from hit: Hit, _ rest: ArraySlice<[Hit]>, _ scoped: ScopedView) -> Hit? {
    guard let group = rest.first else { return hit }
    for next in group where !next.range.overlaps(hit.range) {
      if isOrdered && next.range.lowerBound < hit.range.upperBound { continue }
      let low = min(hit.range.upperBound, next.range.upperBound)
      let high = max(hit.range.lowerBound, next.range.lowerBound)
      let gap = gap(in: low..<max(low, high), scoped.folded)
      guard gap >= minimumGap, gap <= maximumGap else { continue }
      var joined = hit
      if next.utterance == hit.utterance {
        joined.range =
          min(hit.range.lowerBound, next.range.lowerBound)..<max(hit.range.upperBound, next.range.upperBound)
      }
      if let whole = chain(from: joined, rest.dropFirst(), scoped) { return whole }
    }
    return nil
  }

  private func gap(in range: Range<Int>, _ folded: FoldedText) -> Int {
    var characters = 0
    var words = 0
    var inWord = false
    for byte in folded.bytes[range] {
      if byte & 0xC0 != 0x80 { characters += 1 }
      if byte >= 0xE3 {
        words += 1
        inWord = false
      } else if byte < 0x80 {
        let isWordByte = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        if isWordByte && !inWord { words += 1 }
        inWord = isWordByte
      }
    }
    return countsWords ? words : characters
  }
}
