/// Where the texts of each label went in topics that were found: an engine never cuts texts as people do, so that an
/// incident of one label raises topics that are mostly about something else.
struct LabelStrays {
  /// Texts of a label, by series and day.
  private var counts: [String: [Int: [Int: Int]]] = [:]
  /// All texts, by series and day.
  private var totals: [[Int]] = []

  /// Nothing strays.
  init() {}

  /// Takes the labels that texts had before their topics were found.
  ///
  /// - Parameters:
  ///   - places: the series of each text's topic, `nil` for texts without one.
  ///   - series: all texts by series and day.
  init(_ units: [TrialUnit], labels: [String?], places: [Int?], first: Int, series: [LabelledSeries]) {
    totals = series.map(\.series.counts)
    for (unit, (label, place)) in zip(units, zip(labels, places)) {
      guard let label, let place else { continue }
      counts[label, default: [:]][place, default: [:]][unit.day - first, default: 0] += unit.count
    }
  }

  /// Series that an incident of a label raises by half or more, and by a few texts at least: what its texts are more
  /// than before, against everything else that is in the series at the time.
  func raised(by label: String, _ days: ClosedRange<Int>, least: Int) -> [Int] {
    var result: [Int] = []
    for (place, byDay) in counts[label, default: [:]] {
      func sum(_ range: Range<Int>) -> Int { byDay.reduce(0) { range.contains($1.key) ? $0 + $1.value : $0 } }
      let inside = sum(days.lowerBound..<days.upperBound + 1)
      let before = days.lowerBound > 0 ? Double(sum(0..<days.lowerBound)) / Double(days.lowerBound) : 0
      let excess = Double(inside) - before * Double(days.count)
      let all = totals[place][days.clamped(to: 0...totals[place].count - 1)].reduce(0, +)
      if excess >= Double(least), excess >= 0.5 * (Double(all) - excess) { result.append(place) }
    }
    return result.sorted()
  }
}
