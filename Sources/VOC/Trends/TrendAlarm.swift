internal import Statistics

/// What kind of alarm it is.
public enum TrendClass: String, Sendable, Hashable, CaseIterable {
  /// Far more units in a short window than expected.
  case spike
  /// Somewhat more for long: only the accumulated gain shows it.
  case sustained
  /// A topic without history, from several customers.
  case new
  /// All contacts surge; alarms of topics that only follow are held back.
  case globalVolume = "global_volume"
  /// A larger share of the topic's contacts is negative.
  case severity
  /// An instant alarm of a rule.
  case keyword
  /// Nothing arrives.
  case noData = "no_data"
  /// A trend of weeks; for digests only, never sent.
  case rising
}

/// One episode of unusual counts, from its first alarming period to the last.
public struct TrendAlarm: Sendable, Hashable {
  /// Index of the series, or `nil` for an alarm about the volume.
  public var series: Int?
  /// The class at the first period.
  public var kind: TrendClass
  /// The first period.
  public var start: Int
  /// The last period that alarmed.
  public var end: Int
  /// The evidence in the first period; `nil` for an alarm about the volume.
  public var score: TrendScore?
}

extension TrendReplay {
  /// The class that a score alarms with, or `nil`.
  ///
  /// A topic alarm during a surge of the volume must be ten times as sure: what the surge explains is inhibited.
  public func alarmClass(_ period: Int, _ index: Int, _ thresholds: TrendThresholds) -> TrendClass? {
    guard let score = self[period, index], score.customers >= settings.minimumCustomers else { return nil }
    let isSurge = volumes[period]?.isSurge ?? false
    if score.p <= thresholds.scan / (isSurge ? 10 : 1) { return score.isNew ? .new : .spike }
    // A gain that is left over from an earlier burst is no news: there must be an excess now.
    if score.gain >= thresholds.gain, score.p < 0.2, !isSurge { return score.isNew ? .new : .sustained }
    return nil
  }

  /// Whether an open alarm goes on: it still alarms, or the gain has not yet fallen below a third of the threshold.
  func lasts(_ period: Int, _ index: Int, _ thresholds: TrendThresholds) -> Bool {
    guard let score = self[period, index] else { return false }
    return score.p <= max(thresholds.scan, 0.01) || score.gain >= max(thresholds.gain, 6) / 3
  }

  /// All alarms of a history in order of their first period; an episode ends after ``TrendSettings/quiet`` calm periods.
  public func alarms(_ thresholds: TrendThresholds) -> [TrendAlarm] {
    var result: [TrendAlarm] = []
    var volume: TrendAlarm?
    for period in 0..<periods where volumes[period]?.isSurge ?? false {
      if let last = volume, period - last.end <= settings.quiet {
        volume!.end = period
      } else {
        if let volume { result.append(volume) }
        volume = TrendAlarm(series: nil, kind: .globalVolume, start: period, end: period, score: nil)
      }
    }
    if let volume { result.append(volume) }
    for index in series.indices {
      var open: TrendAlarm?
      for period in 0..<periods {
        if let last = open {
          // A new topic stays announced while it is learnt.
          let isLearning = last.kind == .new && period - last.start <= settings.learning
          if isLearning || lasts(period, index, thresholds) {
            open!.end = period
          } else if period - last.end > settings.quiet {
            result.append(last)
            open = nil
          }
        }
        guard open == nil, let kind = alarmClass(period, index, thresholds) else { continue }
        open = TrendAlarm(series: index, kind: kind, start: period, end: period, score: self[period, index])
      }
      if let open { result.append(open) }
    }
    return result.sorted { ($0.start, $0.series ?? -1) < ($1.start, $1.series ?? -1) }
  }
}
