extension Scorecard {
  /// The lowest and the highest score that open questions and unknown rules can lead to.
  ///
  /// The score without them lies between the two, also where every answer of a question costs points.
  func bounds(
    _ states: [ItemState], by plan: ScoringPlan, around result: ScoreResult
  ) -> (lowest: ScoreResult, highest: ScoreResult) {
    guard states.contains(where: { $0.outcome == .unknown || $0.outcome == .open }) else { return (result, result) }
    var lowest = score(states, by: plan, reading: .worst)
    var highest = score(states, by: plan, reading: .best)
    if let score = result.score {
      lowest.score = min(lowest.score ?? score, score)
      highest.score = max(highest.score ?? score, score)
    }
    return (lowest, highest)
  }

  /// The same over the states section by section.
  func bounds(_ states: [[ItemState]], around result: ScoreResult) -> (lowest: ScoreResult, highest: ScoreResult) {
    bounds(states.flatMap { $0 }, by: ScoringPlan(self), around: result)
  }
}
