internal import Statistics

/// Whether the volume itself is out of the ordinary, which would explain what happens to every topic.
public struct VolumeScore: Sendable, Hashable {
  /// Volume of the period.
  public var observed: Double
  /// Usual volume on such a weekday.
  public var expected: Double
  /// Robust deviation of the logarithm from the usual one.
  public var deviation: Double
  /// Whether this is a surge: at least half as much again, and beyond four robust deviations.
  public var isSurge: Bool { observed >= 1.5 * expected && deviation > 4 }

  /// Judges every period against the same weekdays of five weeks before; without these against the whole baseline.
  static func replay(_ volume: [Double], _ settings: TrendSettings, from first: Int = 0) -> [VolumeScore?] {
    volume.indices.map { period in
      guard period >= first, period >= settings.minimumHistory, volume[period] > 0 else { return nil }
      let start = max(0, period - settings.baseline)
      // Residuals of all earlier days from the median of their weekday.
      var weekdays = [[Double]](repeating: [], count: settings.cycle)
      for past in start..<period where volume[past] > 0 {
        weekdays[past % settings.cycle].append(logarithm(volume[past]))
      }
      guard let usual = median(weekdays[period % settings.cycle]) else { return nil }
      var residuals: [Double] = []
      for day in weekdays {
        guard let middle = median(day) else { continue }
        residuals += day.map { abs($0 - middle) }
      }
      let scale = max(1.4826 * (median(residuals) ?? 0), 0.08)
      let deviation = (logarithm(volume[period]) - usual) / scale
      return VolumeScore(observed: volume[period], expected: exponential(usual), deviation: deviation)
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }
}
