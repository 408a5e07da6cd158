/// How sentiment runs over the turns of one party.
public struct SentimentTrajectory: Sendable, Hashable {
  /// Number of turns with text.
  public private(set) var turns = 0
  /// The mean score of all turns, or `nil` without turns.
  public private(set) var overall: Double?
  /// The mean scores of the first to the fourth quarter of the turns; quarters without a turn are `nil`.
  public private(set) var quarters: [Double?] = [nil, nil, nil, nil]
  /// The last quarter's mean less the first quarter's; `nil` with fewer than two turns.
  public private(set) var shift: Double?
  /// The slope of the score over the party's turns by least squares, per turn; `nil` with fewer than three turns.
  public private(set) var trend: Double?
  /// The lowest score, and the index of its first turn among those given.
  public private(set) var lowest: (score: Double, turn: Int)?
  /// The strongest intensity of each emotion.
  public private(set) var emotions = EmotionProfile()

  /// Mean of the first quarter.
  public var first: Double? { quarters[0] }
  /// Mean of the last quarter.
  public var last: Double? { quarters[3] }

  /// Computes the trajectory of readings in order; turn *i* of *n* belongs to quarter ⌊4i / n⌋ (of fewer than four
  /// turns the first stands for the first quarter and the last for the last).
  public init(_ readings: [SentimentReading]) {
    turns = readings.count
    guard !readings.isEmpty else { return }
    let n = readings.count
    var sums = [Double](repeating: 0, count: 4)
    var counts = [Int](repeating: 0, count: 4)
    var total = 0.0
    var moment = 0.0
    for (index, reading) in readings.enumerated() {
      total += reading.score
      moment += (Double(index) - Double(n - 1) / 2) * reading.score
      let quarter = Self.quarter(of: index, among: n)
      sums[quarter] += reading.score
      counts[quarter] += 1
      if lowest.map({ reading.score < $0.score }) ?? true { lowest = (reading.score, index) }
      emotions = emotions.union(reading.emotions)
    }
    overall = total / Double(n)
    quarters = (0..<4).map { counts[$0] == 0 ? nil : sums[$0] / Double(counts[$0]) }
    if n == 1 { quarters[3] = quarters[0] }
    if n >= 2, let first, let last { shift = last - first }
    if n >= 3 { trend = moment * 12 / (Double(n) * (Double(n) * Double(n) - 1)) }
  }

  /// The quarter, from 0, to which a turn of *n* belongs.
  public static func quarter(of index: Int, among n: Int) -> Int {
    n >= 4 ? 4 * index / n : n == 1 ? 0 : 3 * index / (n - 1)
  }

  /// Whether two are equal.
  public static func == (a: SentimentTrajectory, b: SentimentTrajectory) -> Bool {
    a.turns == b.turns && a.overall == b.overall && a.quarters == b.quarters && a.lowest?.score == b.lowest?.score
      && a.lowest?.turn == b.lowest?.turn && a.emotions == b.emotions
  }

  /// Hashes the parts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(turns)
    hasher.combine(overall)
    hasher.combine(quarters)
  }
}
