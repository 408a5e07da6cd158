internal import Statistics

extension TrendSimulator {
  /// Share of a day's contacts in each of its hours: quiet nights, a peak before noon and one in the evening.
  static let dayShape: [Double] = {
    let weights: [Double] = [2, 1, 1, 1, 1, 2, 3, 5, 8, 11, 12, 10, 8, 9, 10, 10, 9, 8, 8, 9, 10, 8, 5, 3]
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }()

  /// Splits days into hours, each with a noise of its own.
  func hours(of days: [Double], _ generator: inout SeededGenerator) -> [Double] {
    days.flatMap { day in
      Self.dayShape.map { (day * $0 * exponential(0.1 * generator.nextNormal())).rounded() }
    }
  }
}

extension CountSeries {
  /// The same series by day, for what is set by days.
  func byDay() -> CountSeries {
    func sums<Number: AdditiveArithmetic>(_ values: [Number]) -> [Number] {
      stride(from: 0, to: values.count - values.count % 24, by: 24).map { start in
        values[start..<start + 24].reduce(.zero, +)
      }
    }
    return CountSeries(topic: topic, scope: scope, counts: sums(counts), exposure: sums(exposure))
  }
}
