internal import Foundation
internal import GRDB
internal import Store
internal import Transcripts

extension TrendEvaluation {
  /// Ticks through hourly series with the real thing, hour by hour: counts in a store of its own, thresholds from the
  /// days, two looks that confirm, and compares what people would have been told with the truth.
  ///
  /// An alarm begins when people are told of it. Incidents and alarms are in hours, topic-periods in days.
  ///
  /// - Parameters:
  ///   - trial: a simulation with 24 periods a day.
  ///   - first: the first day that is judged.
  /// - Throws: `E-STORE-…`, `E-IO-…` (74).
  public init(hoursOf trial: TrendTrial, first: Int, _ thresholds: TrendThresholds) throws {
    let series = trial.series.map(\.series)
    let periods = series.map(\.length).max() ?? 0
    let folder = FileManager.default.temporaryDirectory.appending(path: "alarms-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Store(
      path: folder.appending(path: "hours.db").path,
      schema: StoreSchema(VoiceSchema.migrations + AlarmSchema.migrations))
    var settings = AlarmSettings()
    (settings.period, settings.offset, settings.thresholds) = (.hour, 0, thresholds)
    // People are told once, so that the notice's time is that of the alarm.
    settings.repeatHours = .infinity
    // A Monday.
    let origin = 20_486 * 24
    let alarms = try store.write { database -> [TrendAlarm] in
      func write(_ counts: [Int], _ id: Int64) throws {
        var hours = HourCounts()
        for (hour, count) in counts.enumerated() { hours.add(origin + hour, count) }
        try CountTables.write(hours, series: id, scope: 0, in: database)
      }
      let volume = try CountTables.series("volume", title: "", exposure: "", imported: true, in: database)
      if let exposure = series.first?.exposure { try write(exposure.map { Int($0) }, volume) }
      var places: [Int64: Int] = [volume: -1]
      for (index, one) in series.enumerated() {
        let id = try CountTables.series("count/\(one.topic)", title: "", imported: true, in: database)
        places[id] = index
        try write(one.counts, id)
      }
      _ = try AlarmBook.tick(
        settings, now: Int64(origin + periods) * 3_600_000, since: Int64(origin + first * 24) * 3_600_000, in: database)
      return try AlarmBook.alarms(database, open: false).compactMap { alarm in
        guard let told = alarm.noticed, let place = places[alarm.series] else { return nil }
        guard AlarmBook.isBurst(alarm.kind) || alarm.kind == .globalVolume else { return nil }
        let start = Int(told / 3_600_000) - origin - 1
        return TrendAlarm(
          series: place < 0 ? nil : place, kind: alarm.kind, start: start,
          end: max(start, Int(alarm.last / 3_600_000) - origin - 1), score: nil)
      }
    }
    let ordered = alarms.sorted { ($0.start, $0.series ?? -1) < ($1.start, $1.series ?? -1) }
    self.init(
      trial.series, truths: trial.truths, alarms: ordered, periods: periods, perDay: 24,
      minimumCustomers: settings.trends.minimumCustomers
    ) { period, _ in period >= first * 24 }
  }
}
