internal import TextAnalysis
public import Transcripts

/// Words that almost made a rule hit, and what kept them from it.
public struct NearMissReport: Sendable, Hashable {
  /// Index of the rule.
  public var rule: Int
  /// The leg, from 1.
  public var leg: Int
  /// The condition.
  public var condition: String
  /// Its operator.
  public var operatorName: String
  /// The turn, from 1 among public turns.
  public var turn: Int
  /// The words.
  public var text: String
  /// Code points of the words in the turn's text; `nil` if the whole turn is meant.
  public var characters: Range<Int>?
  /// The guard or limit that refused them.
  public var refusedBy: String
  /// Similarity 0…1, where one was measured.
  public var similarity: Double?
}

extension Evaluator {
  /// Everything in a contact that almost hit a rule, by rule, leg and condition; each place once.
  ///
  /// This looks closer than scoring does and is meant for the few contacts that people read.
  public func nearMisses(in conversation: inout Conversation) -> [NearMissReport] {
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    view.isExplaining = true
    defer { view.isExplaining = false }
    let humans = view.legs.filter(\.isHuman)
    let whole = Leg.whole(view.utterances, number: 1)
    let legs = humans.isEmpty ? [whole] : humans
    var found: [NearMissReport] = []
    for leg in legs {
      // What nearly met a demand is told with the finding, where the demand was not met.
      for index in book.order where book.rules[index].isRunning && !book.rules[index].isRequirement {
        let rule = book.rules[index]
        if rule.isOverConversation, leg.number != legs[0].number { continue }
        let result = rule.evaluate(rule.isOverConversation ? whole : leg, of: view)
        view.ruleResults[index] = result.judgement
        var seen: Set<Place> = []
        for draft in result.considered {
          for (position, outcome) in draft.outcomes.enumerated() {
            guard let near = outcome.nearest, Self.isTelling(near) else { continue }
            let place = Place(rule: index, turn: near.hit.utterance, start: near.hit.range.lowerBound)
            guard seen.insert(place).inserted else { continue }
            found.append(report(index, rule.conditions[position], near, leg.number))
          }
        }
      }
    }
    return found.sorted { ($0.turn, $0.rule) < ($1.turn, $1.rule) }
  }

  /// Whether people learn from a near miss: words outside the scope or far from alike are none.
  private static func isTelling(_ near: NearMiss) -> Bool {
    near.refusedBy.text == "threshold" ? near.similarity ?? 0 >= 0.5 : near.refusedBy.text != "scope"
  }

  private struct Place: Hashable {
    var rule: Int
    var turn: Int
    var start: Int
  }

  private func report(_ rule: Int, _ condition: Condition, _ near: NearMiss, _ leg: Int) -> NearMissReport {
    var characters: Range<Int>?
    if near.hit.hasText {
      let turn = view.conversation.turns[view.utterances[near.hit.utterance].turn]
      let original = view.folded.original(near.hit.range)
      let before = count(Int(turn.start)..<original.lowerBound)
      characters = before..<before + count(original)
    }
    return NearMissReport(
      rule: rule, leg: leg, condition: condition.name, operatorName: condition.operatorName,
      turn: near.hit.utterance + 1, text: words(of: near.hit), characters: characters,
      refusedBy: near.refusedBy.text, similarity: near.similarity)
  }

  /// Code points in a byte range of the text.
  private func count(_ range: Range<Int>) -> Int {
    view.conversation.text[range].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }
}
