extension Scorecard {
  /// The lowest and the highest score that open questions and unknown rules can lead to.
  ///
  /// The score without them lies between the two, also where every answer of a question costs points.
  func bounds(_ states: [[ItemState]], around result: ScoreResult) -> (lowest: ScoreResult, highest: ScoreResult) {
    let isOpen = states.contains { $0.contains { $0.outcome == .unknown || $0.outcome == .open } }
    guard isOpen else { return (result, result) }
    var lowest = score(states, reading: .worst)
    var highest = score(states, reading: .best)
    if let score = result.score {
      lowest.score = min(lowest.score ?? score, score)
      highest.score = max(highest.score ?? score, score)
    }
    return (lowest, highest)
  }
}
