public import Statistics

/// How well alarms agree with known incidents.
public struct TrendEvaluation: Sendable {
  /// One kind of incident in one stratum.
  public struct Detection: Sendable, Hashable {
    /// What happened.
    public var kind: SeriesTruth.Kind
    /// Usual events a day.
    public var level: Double
    /// The rate as a multiple of the usual one.
    public var multiple: Double
    /// Incidents found of all.
    public var found: Proportion
    /// Delay of those found, in periods after the first, in ascending order.
    public var delays: [Int]
  }

  /// Calm topic-periods and the alarms in them.
  public struct Calm: Sendable, Hashable {
    /// Usual events a day.
    public var level: Double
    /// Alarms without cause.
    public var alarms: Int
    /// Topic-periods without incident.
    public var topicPeriods: Int
    /// Alarms in 1,000 topic-periods.
    public var rate: Double { topicPeriods == 0 ? 0 : Double(alarms) / Double(topicPeriods) * 1000 }
  }

  /// Detections, by kind, level and multiple.
  public var detections: [Detection] = []
  /// False alarms by stratum.
  public var calm: [Calm] = []
  /// Alarms about the volume.
  public var volumeAlarms: [TrendAlarm] = []
  /// Alarms that begin on a day of a volume alarm, in calm series: how many, and of how many series.
  public var surgeAlarms: Int = 0
  /// Calm series on days of a volume alarm.
  public var surgeTopicPeriods: Int = 0
  /// Every incident in the order of the series, with its first alarm.
  public var incidents: [TrendIncident] = []
  /// Periods of the history.
  public var periods = 0
  /// Alarms without cause.
  public var falseAlarms: [TrendAlarm] = []
  /// Periods of a day; incidents, alarms and delays are in periods, and topic-periods are days.
  public var perDay = 1
  /// Histories that the figures stand on.
  public var histories = 1

  /// All calm strata together.
  public var overall: Calm {
    Calm(
      level: 0, alarms: calm.reduce(0) { $0 + $1.alarms }, topicPeriods: calm.reduce(0) { $0 + $1.topicPeriods })
  }

  /// Compares the alarms of a replay with the truth.
  ///
  /// An alarm finds an incident if it begins or goes on between the incident's first period and two periods after its
  /// last. Alarms up to ten periods after an incident are its echo and count as neither.
  public init(
    _ labelled: [LabelledSeries], truths: [[SeriesTruth]], _ replay: TrendReplay, _ thresholds: TrendThresholds
  ) {
    self.init(
      labelled, truths: truths, alarms: replay.alarms(thresholds), periods: replay.periods, perDay: 1,
      minimumCustomers: replay.settings.minimumCustomers
    ) { replay[$0, $1] != nil }
  }

  init(
    _ labelled: [LabelledSeries], truths: [[SeriesTruth]], alarms: [TrendAlarm], periods: Int, perDay: Int,
    minimumCustomers: Int, isJudged: (Int, Int) -> Bool
  ) {
    self.periods = periods / perDay
    self.perDay = perDay
    var echoes: [Int: [SeriesTruth]] = [:]
    // Where topics change, a series shows an incident on the days on which it holds its texts.
    var moving: [[Int]: [SeriesTruth]] = [:]
    for truth in truths.joined() {
      guard let places = truth.places else {
        for other in truth.others { echoes[other, default: []].append(truth) }
        continue
      }
      for (period, shown) in places { for index in shown { moving[[index, period], default: []].append(truth) } }
    }
    volumeAlarms = alarms.filter { $0.series == nil }
    for index in volumeAlarms.indices {
      volumeAlarms[index].start /= perDay
      volumeAlarms[index].end /= perDay
    }
    let surgeDays = Set(volumeAlarms.flatMap { Array($0.start...$0.end) })
    var byLevel: [Double: Calm] = [:]
    var byCase: [Case: (found: Int, total: Int, delays: [Int])] = [:]
    var own = [[TrendAlarm]](repeating: [], count: labelled.count)
    for alarm in alarms { if let index = alarm.series { own[index].append(alarm) } }
    for (index, one) in labelled.enumerated() {
      let fixed = truths[index].filter { $0.places == nil } + echoes[index, default: []]
      func isCalm(_ period: Int) -> Bool {
        !(fixed + (moving.isEmpty ? [] : moving[[index, period], default: []])).contains {
          period >= $0.start && period <= $0.end + 10 * perDay
        }
      }
      var calm = byLevel[one.level] ?? Calm(level: one.level, alarms: 0, topicPeriods: 0)
      for period in 0..<periods where isJudged(period, index) && isCalm(period) {
        calm.topicPeriods += 1
        if surgeDays.contains(period / perDay) { surgeTopicPeriods += 1 }
      }
      for alarm in own[index] where isCalm(alarm.start) {
        calm.alarms += 1
        falseAlarms.append(alarm)
        if surgeDays.contains(alarm.start / perDay) { surgeAlarms += 1 }
      }
      byLevel[one.level] = calm
      for truth in truths[index] {
        let alarm = Self.first(of: truth, index, own, until: truth.end + 2 * perDay)
        let seen = alarm.map { max(0, $0.start - truth.start) }
        let key = Case(kind: truth.kind, level: one.level, multiple: truth.multiple)
        byCase[key, default: (0, 0, [])].total += 1
        if let seen {
          byCase[key]!.found += 1
          byCase[key]!.delays.append(seen)
        }
        // Enough evidence: the period in which the least number of customers has been reached.
        var sum = 0
        var evidence = truth.start
        for period in truth.start...max(truth.start, min(truth.end, periods - 1)) {
          for place in [index] + truth.others { sum += labelled[place].series.counts[period] }
          evidence = period
          if sum >= minimumCustomers { break }
        }
        incidents.append(TrendIncident(series: index, truth: truth, evidence: evidence, alarm: alarm))
      }
    }
    self.calm = byLevel.values.map { Calm(level: $0.level, alarms: $0.alarms, topicPeriods: $0.topicPeriods / perDay) }
      .sorted { $0.level < $1.level }
    surgeTopicPeriods /= perDay
    detections = byCase.map { key, value in
      Detection(
        kind: key.kind, level: key.level, multiple: key.multiple, found: Proportion(value.found, of: value.total),
        delays: value.delays.sorted())
    }.sorted { ($0.kind.rawValue, $0.level, $0.multiple) < ($1.kind.rawValue, $1.level, $1.multiple) }
  }

  /// The first alarm that finds an incident; where topics change, from the day on which its topic holds the incident's texts.
  private static func first(of truth: SeriesTruth, _ index: Int, _ own: [[TrendAlarm]], until end: Int) -> TrendAlarm? {
    guard let places = truth.places else {
      return ([index] + truth.others).flatMap { own[$0] }.filter { $0.start <= end && $0.end >= truth.start }
        .min { $0.start < $1.start }
    }
    for period in truth.start...max(truth.start, end) {
      let shown = (places[period] ?? []).flatMap { own[$0] }.filter { $0.start <= period && $0.end >= period }
      guard var alarm = shown.min(by: { $0.start < $1.start }) else { continue }
      alarm.start = max(alarm.start, period)
      return alarm
    }
    return nil
  }

  /// Adds what was found in another history with the same strata: counts add up.
  public mutating func add(_ other: TrendEvaluation) {
    for one in other.calm {
      guard let place = calm.firstIndex(where: { $0.level == one.level }) else {
        calm.append(one)
        continue
      }
      calm[place].alarms += one.alarms
      calm[place].topicPeriods += one.topicPeriods
    }
    calm.sort { $0.level < $1.level }
    for one in other.detections {
      let same = detections.firstIndex { ($0.kind, $0.level, $0.multiple) == (one.kind, one.level, one.multiple) }
      guard let same else {
        detections.append(one)
        continue
      }
      detections[same].found.successes += one.found.successes
      detections[same].found.total += one.found.total
      detections[same].delays = (detections[same].delays + one.delays).sorted()
    }
    detections.sort { ($0.kind.rawValue, $0.level, $0.multiple) < ($1.kind.rawValue, $1.level, $1.multiple) }
    volumeAlarms += other.volumeAlarms
    surgeAlarms += other.surgeAlarms
    surgeTopicPeriods += other.surgeTopicPeriods
    incidents += other.incidents
    falseAlarms += other.falseAlarms
    periods = max(periods, other.periods)
    histories += other.histories
  }

  private struct Case: Hashable {
    var kind: SeriesTruth.Kind
    var level: Double
    var multiple: Double
  }
}

/// A known incident and what became of it.
public struct TrendIncident: Sendable, Hashable {
  /// Its series.
  public var series: Int
  /// What happened.
  public var truth: SeriesTruth
  /// The first period with enough evidence: the least number of customers an alarm needs.
  public var evidence: Int
  /// The first alarm that found it.
  public var alarm: TrendAlarm?

  /// Periods from enough evidence to the alarm.
  public var delay: Int? { alarm.map { max(0, $0.start - evidence) } }
}
