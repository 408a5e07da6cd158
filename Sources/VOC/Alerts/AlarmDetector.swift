internal import Statistics

/// Judges all series in all scopes at one time; nothing but counts before that time matters.
struct AlarmDetector {
  var settings: AlarmSettings
  var book: CountBook

  /// What was found, in order of series and scope.
  struct Findings {
    var signals: [AlarmSignal] = []
    /// How many tests there were.
    var tests = 0
    var volume: VolumeScore?
    /// What the last day has of one topic beyond its expectation, at most, where that topic alarms.
    var excess = 0.0
    /// Whether all contacts surge, and not just one topic.
    var isSurge: Bool {
      guard let volume, volume.isSurge else { return false }
      return volume.observed - excess >= 1.5 * volume.expected
    }
  }

  private struct Case {
    var series: CountBook.Series
    var scope: Int64
    var counts: CountSeries
    var hours: HourCounts
    var exposure: CountBook.Place
  }

  /// Judges the time before an hour (hours since 1970, UTC).
  func findings(at end: Int) -> Findings {
    var findings = Findings()
    var exposures: [String: Int64] = [:]
    for one in book.series { exposures[one.name] = one.id }
    let volume = exposures["volume"] ?? -1
    // Days before the first contact are no history.
    func length(_ id: Int64) -> Int {
      guard let first = book[id, 0].hours.first else { return 0 }
      return max(0, min(settings.days, (end - Int(first) + 23) / 24))
    }
    var wholes: [Case] = []
    var parts: [Case] = []
    for one in book.series where one.isWatched {
      let name = one.exposure == "volume" ? settings.exposure : one.exposure
      guard let against = exposures[name] else { continue }
      for scope in book.scopes {
        let hours = book[one.id, scope.id]
        let place = hours.lowerBound(Int32(clamping: end - settings.days * 24))
        guard place < hours.hours.count, Int(hours.hours[place]) < end else { continue }
        // A business figure that is not known by scope stands for all.
        var exposure = CountBook.Place(series: against, scope: scope.id)
        if book.counts[exposure] == nil { exposure.scope = 0 }
        let next = Case(
          series: one, scope: scope.id, counts: CountSeries(topic: one.name, counts: [], exposure: []), hours: hours,
          exposure: exposure)
        if scope.id == 0 { wholes.append(next) } else { parts.append(next) }
      }
    }
    // Series measured against the same thing have the same history.
    for (cases, isWhole) in [(wholes, true), (parts, false)] {
      let groups = Dictionary(grouping: cases) {
        exposures[$0.series.exposure == "volume" ? settings.exposure : $0.series.exposure] ?? -1
      }
      for (against, group) in groups.sorted(by: { $0.key < $1.key }) {
        judge(group, isWhole: isWhole, days: length(against), end, &findings)
      }
    }
    let total = book[volume, 0].blocks(length(volume), of: 24, until: end).map { Double($0) }
    if total.count > 1 {
      findings.volume = VolumeScore.replay(total, settings.trends, from: total.count - 1).last ?? nil
    }
    correct(&findings)
    holdBack(&findings)
    judgeVolume(volume, end, &findings)
    severity(exposures, end, &findings)
    findings.signals.sort { ($0.series, $0.scope, $0.kind.rawValue) < ($1.series, $1.scope, $1.kind.rawValue) }
    return findings
  }

  private func judge(_ group: [Case], isWhole: Bool, days: Int, _ end: Int, _ findings: inout Findings) {
    guard days > 1 else { return }
    var blocks: [CountBook.Place: [Double]] = [:]
    let series = group.map { one in
      let exposure =
        blocks[one.exposure]
        ?? book[one.exposure.series, one.exposure.scope].blocks(days, of: 24, until: end).map { Double($0) }
      blocks[one.exposure] = exposure
      return CountSeries(topic: one.series.name, counts: one.hours.blocks(days, of: 24, until: end), exposure: exposure)
    }
    // A slow burn shows in the whole first; parts are only scanned.
    let replay = TrendReplay(series, settings.trends, from: isWhole ? max(0, days - 28) : days - 1)
    let isMidday = settings.period == .hour && (end + settings.offset) % 24 != 0
    for (index, one) in group.enumerated() {
      guard var score = replay[days - 1, index] else { continue }
      findings.tests += 1
      // Between midnights a day is looked at again and again: Bonferroni over the looks of a day.
      if isMidday { score.p = min(1, score.p * AlarmSettings.looks) }
      var signal = AlarmSignal(
        kind: score.isNew ? .new : .spike, series: one.series.id, scope: one.scope, isNew: false,
        observed: Double(score.observed), expected: score.expected, exposure: score.exposure, window: score.window,
        windowHours: score.window * 24, customers: score.customers, p: score.p, q: nil,
        gain: isWhole ? score.gain : nil,
        dispersion: score.dispersion)
      if settings.period == .hour, let usual = replay.usual[index] { lookAtHours(one, usual, end, &signal) }
      let p = signal.p ?? 1
      // There must be an excess now: what lies days back in a window is no news, and keeps nothing alive.
      let today = replay.usual[index].map { usual in
        tail(series[index].counts[days - 1], series[index].exposure[days - 1], usual)
      }
      signal.lasts = min(today ?? 1, p) <= 0.1 && (today ?? 1) <= 0.2
      if isWhole, p <= settings.thresholds.scan, one.series.exposure == "volume", let usual = replay.usual[index] {
        let expected = usual.baseline.rate * series[index].exposure[days - 1]
        findings.excess = max(findings.excess, Double(series[index].counts[days - 1]) - expected)
      }
      if p > settings.thresholds.scan, isWhole, score.gain >= settings.thresholds.gain, !score.isNew {
        signal.kind = .sustained
        signal.isNew = !isMidday && signal.lasts
      } else if p <= settings.thresholds.scan {
        signal.isNew = signal.lasts && signal.customers >= settings.trends.minimumCustomers
      }
      if signal.isNew || signal.lasts { findings.signals.append(signal) }
      if isWhole, !isMidday, let rising = RisingScore(series[index]) {
        findings.signals.append(
          AlarmSignal(
            kind: .rising, series: one.series.id, scope: 0, isNew: Double(rising.observed) >= 1.2 * rising.expected,
            observed: Double(rising.observed), expected: rising.expected, exposure: rising.exposure, window: 14,
            windowHours: 14 * 24, customers: rising.observed, p: rising.p, q: nil, gain: nil, dispersion: nil))
      }
    }
  }

  /// P of as many contacts or more by chance: scatter of the counts and uncertainty of the rate, as in ``TrendScore``.
  private func tail(_ count: Int, _ volume: Double, _ usual: (baseline: Baseline, dispersion: Double)) -> Double {
    let mean = usual.baseline.rate * volume
    guard mean > 0, Double(count) > mean else { return 1 }
    let excess = max(usual.dispersion - 1 + usual.dispersion * mean / (usual.baseline.events + 0.5), 1e-9)
    return NegativeBinomial.upperTail(count, mean: mean, size: mean / excess)
  }

  /// Short windows at the end of the day, against the same rate; the day's scatter is the most an hour can have.
  private func lookAtHours(
    _ one: Case, _ usual: (baseline: Baseline, dispersion: Double), _ end: Int, _ signal: inout AlarmSignal
  ) {
    for length in AlarmSettings.hours {
      let count = one.hours.sum(end - length, end)
      let volume = Double(book[one.exposure.series, one.exposure.scope].sum(end - length, end))
      let p = min(1, tail(count, volume, usual) * Double(AlarmSettings.hours.count) * AlarmSettings.looks)
      guard p < signal.p ?? 1 else { continue }
      signal.p = p
      signal.window = length
      signal.windowHours = length
      signal.observed = Double(count)
      signal.expected = usual.baseline.rate * volume
      signal.exposure = volume
      signal.customers = count
    }
  }

  /// The false-discovery rate over all topics and scopes of the tick, and of the trends for themselves.
  private func correct(_ findings: inout Findings) {
    let trends = findings.signals.indices.filter { findings.signals[$0].kind == .rising }
    let others = findings.signals.indices.filter { findings.signals[$0].kind != .rising }
    // Tests without a signal have larger p-values, so that only their number matters.
    func correct(_ places: [Int], of tests: Int) {
      let p = places.map { findings.signals[$0].p ?? 1 } + [Double](repeating: 1, count: max(0, tests - places.count))
      for (place, q) in zip(places, MultipleTesting.falseDiscoveryRates(p)) { findings.signals[place].q = q }
    }
    correct(others, of: findings.tests)
    correct(trends, of: trends.count)
    findings.signals.removeAll { $0.kind == .rising && !($0.isNew && $0.q ?? 1 <= 0.05) }
  }

  /// On a day when all contacts surge a topic must be ten times as sure: what the surge explains is held back.
  private func holdBack(_ findings: inout Findings) {
    guard findings.isSurge else { return }
    for index in findings.signals.indices where findings.signals[index].kind != .rising {
      if findings.signals[index].kind == .sustained || findings.signals[index].p ?? 1 > settings.thresholds.scan / 10 {
        findings.signals[index].isNew = false
      }
    }
  }

  /// All contacts surge, or nothing arrives where much is expected.
  private func judgeVolume(_ volume: Int64, _ end: Int, _ findings: inout Findings) {
    if let score = findings.volume, findings.isSurge {
      findings.signals.append(
        AlarmSignal(
          kind: .globalVolume, series: volume, scope: 0, isNew: true, observed: score.observed,
          expected: score.expected, exposure: score.observed, window: 1, windowHours: 24, customers: 0, p: nil, q: nil,
          gain: nil, dispersion: nil))
    }
    let all = book[volume, 0]
    guard let first = all.hours.first else { return }
    let lengths = settings.period == .hour ? [1, 2, 3, 6, 12, 24] : [24]
    for length in lengths where all.sum(end - length, end) == 0 {
      // The same hours of the five weeks before.
      let weeks = (1...5).filter { end - length - $0 * 168 >= Int(first) }
      guard weeks.count >= 2 else { continue }
      let counts = weeks.map { Double(all.sum(end - length - $0 * 168, end - $0 * 168)) }.sorted()
      let expected = counts[(counts.count - 1) / 2]
      // Poisson: nothing has the chance exp(−14) < 1e-6.
      guard expected >= 14 else { continue }
      findings.signals.append(
        AlarmSignal(
          kind: .noData, series: volume, scope: 0, isNew: true, observed: 0, expected: expected, exposure: 0,
          window: settings.period == .hour ? length : 1, windowHours: length, customers: 0, p: exponential(-expected),
          q: nil, gain: nil, dispersion: nil))
      return
    }
  }

  private func severity(_ exposures: [String: Int64], _ end: Int, _ findings: inout Findings) {
    if settings.period == .hour, (end + settings.offset) % 24 != 0 { return }
    var found: [AlarmSignal] = []
    var tests = 0
    for one in book.series where one.name.hasPrefix("topic-negative/") {
      guard let whole = exposures[one.exposure] else { continue }
      let (negative, all) = (book[one.id, 0], book[whole, 0])
      guard !negative.hours.isEmpty, negative.sum(end - 120, end) >= 5 else { continue }
      guard
        let score = SeverityScore(
          negative: negative.blocks(settings.days, of: 24, until: end),
          all: all.blocks(settings.days, of: 24, until: end), settings.trends)
      else { continue }
      tests += 1
      guard score.p <= 0.01 else { continue }
      found.append(
        AlarmSignal(
          kind: .severity, series: whole, scope: 0, isNew: score.p <= settings.thresholds.scan,
          observed: Double(score.observed), expected: score.expected, exposure: Double(score.total),
          window: score.window, windowHours: score.window * 24, customers: score.observed, p: score.p, q: nil,
          gain: nil, dispersion: nil))
    }
    let p = found.map { $0.p ?? 1 } + [Double](repeating: 1, count: max(0, tests - found.count))
    for (index, q) in zip(found.indices, MultipleTesting.falseDiscoveryRates(p)) { found[index].q = q }
    findings.signals += found
  }
}
