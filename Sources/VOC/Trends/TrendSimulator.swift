internal import Statistics

/// Draws count series with known incidents: weekly shape, noisy and growing volume, surge days, bursts, births.
public struct TrendSimulator: Sendable {
  /// The seed; the same seed draws the same series.
  public var seed: UInt64
  /// Days.
  public var days: Int = 140
  /// Series of each kind in each stratum.
  public var repeats: Int = 60
  /// Calm series in each stratum.
  public var calm: Int = 250
  /// The day on which incidents begin.
  public var start: Int = 100
  /// How long bursts last, in days.
  public var duration: Int = 7
  /// Growth of the volume a day, as a fraction.
  public var growth: Double = 0.003
  /// Days on which all contacts are 2.5 times as many.
  public var surges: [Int] = [90, 125]

  /// Periods of a day: 1, or 24 for series by hour, where every hour scatters by itself as a day does.
  public var perDay: Int = 1

  /// Makes a simulator.
  public init(seed: UInt64) { self.seed = seed }

  /// Events a day of the strata, on the mean day of the week in which incidents begin: growth makes nothing easier.
  static let levels = [0.5, 3, 20, 100]
  /// Rates in a burst as multiples of the usual one.
  static let multiples = [1.5, 2, 3, 9]

  /// Draws the series, each with the truth about it.
  public func series() -> [LabelledSeries] {
    var generator = SeededGenerator(seed: seed)
    let week = [1.08, 1.06, 1.04, 1.02, 1.0, 0.75, 0.6]
    var volume = (0..<days).map { day in
      let noise = exponential(0.08 * generator.nextNormal())
      let surge = surges.contains(day) ? 2.5 : 1
      return 2000 * week[day % 7] * noise * surge * exponential(growth * Double(day))
    }
    let usual = 2000 * week.reduce(0, +) / 7 * exponential(growth * (Double(start) + 3))
    if perDay == 24 { volume = hours(of: volume, &generator) }
    var result: [LabelledSeries] = []
    func draw(_ level: Double, _ truth: SeriesTruth?, before: Double = 1) {
      // Scatter differs between topics around the double of Poisson's.
      let dispersion = 1 + exponential(-0.1 + 0.35 * generator.nextNormal())
      let counts = volume.indices.map { day -> Int in
        var multiple = before
        if let truth, day >= truth.start, day <= truth.end { multiple = truth.multiple }
        return generator.nextCount(
          mean: level * volume[day] / usual * multiple, dispersion: dispersion)
      }
      let series = CountSeries(topic: "t\(result.count)", counts: counts, exposure: volume)
      result.append(LabelledSeries(series: series, level: level, truth: truth))
    }
    func truth(_ kind: SeriesTruth.Kind, until end: Int, multiple: Double) -> SeriesTruth {
      SeriesTruth(kind: kind, start: start * perDay, end: end * perDay - 1, multiple: multiple)
    }
    for level in Self.levels {
      for _ in 0..<calm { draw(level, nil) }
      for multiple in Self.multiples {
        for _ in 0..<repeats {
          draw(level, truth(.burst, until: start + duration, multiple: multiple))
        }
      }
    }
    for level in [3.0, 20] {
      for _ in 0..<repeats {
        draw(level, truth(.birth, until: days, multiple: 1), before: 0)
      }
    }
    return result
  }
}

/// A series and what is known of it.
public struct LabelledSeries: Sendable, Hashable {
  /// The counts.
  public var series: CountSeries
  /// The stratum: usual events a day.
  public var level: Double
  /// The incident, or `nil` for a calm series.
  public var truth: SeriesTruth?

  /// Makes a labelled series.
  public init(series: CountSeries, level: Double, truth: SeriesTruth?) {
    self.series = series
    self.level = level
    self.truth = truth
  }
}

/// An incident that is known to have happened.
public struct SeriesTruth: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Hashable {
    case burst
    case birth = "new_topic"
  }
  /// What happened.
  public var kind: Kind
  /// The first period.
  public var start: Int
  /// The last period.
  public var end: Int
  /// The rate as a multiple of the usual one; 1 for a birth.
  public var multiple: Double
  /// Further series that show the same incident.
  public var others: [Int]
  /// The series that showed it on each day, where topics change from day to day; `nil` for always the same.
  public var places: [Int: [Int]]?

  /// Makes an incident.
  public init(kind: Kind, start: Int, end: Int, multiple: Double, others: [Int] = [], places: [Int: [Int]]? = nil) {
    self.places = places
    self.kind = kind
    self.start = start
    self.end = end
    self.multiple = multiple
    self.others = others
  }
}
