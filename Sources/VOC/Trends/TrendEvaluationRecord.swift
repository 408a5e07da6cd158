internal import Statistics
public import Transcripts

extension TrendEvaluation {
  /// Writes an `alert-evaluation/1` record.
  public func write(
    into encoder: inout JSONRecordEncoder, source: String, seed: UInt64, trial: TrendTrial,
    calibration: TrendCalibration
  ) {
    encoder.begin("alert-evaluation/1")
    encoder.field("source", source)
    encoder.field("seed", Int(clamping: seed))
    encoder.field("histories", histories)
    encoder.field("period", perDay == 1 ? "day" : "hour")
    encoder.field("series", trial.series.count)
    encoder.field("records", trial.records)
    encoder.field("topics_found", trial.findsTopics)
    encoder.field("days", periods)
    encoder.field("budget_per_1000", number: calibration.budget)
    encoder.field("calibrated_per_1000", number: calibration.achieved)
    encoder.field("calibration_topic_days", calibration.topicPeriods)
    encoder.field("scan_threshold", number: calibration.thresholds.scan)
    encoder.field("gain_threshold", number: calibration.thresholds.gain)
    encoder.field("topic_days", overall.topicPeriods)
    encoder.field("false_alarms", overall.alarms)
    encoder.field("false_alarms_per_1000", number: overall.rate)
    encoder.field("worst_stratum_per_1000", number: calm.map(\.rate).max())
    encoder.field("volume_alarms", volumeAlarms.count)
    encoder.field("surge_topic_alarms", surgeAlarms)
    encoder.field("surge_topic_days", surgeTopicPeriods)
    encoder.beginList("surge_days")
    for day in Set(volumeAlarms.flatMap { Array($0.start...$0.end) }).sorted() { encoder.item(String(day)) }
    encoder.endList()
    encoder.beginList("targets")
    for target in targets(budget: calibration.budget, isStream: trial.isStream) where target.value != nil {
      encoder.beginItem()
      encoder.field("name", target.name)
      encoder.field("value", number: target.value)
      encoder.field("goal", number: target.goal)
      encoder.field("direction", target.isMost ? "at_most" : "at_least")
      encoder.field("met", target.isMet ?? false)
      encoder.field("met_strictly", target.isMetStrictly ?? false)
      if let interval = target.interval {
        encoder.field("low_95", number: interval.low)
        encoder.field("high_95", number: interval.high)
      }
      if let cases = target.cases {
        encoder.field("found", cases.successes)
        encoder.field("cases", cases.total)
      }
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("strata")
    for one in calm {
      encoder.beginItem()
      encoder.field("base", number: one.level)
      encoder.field("topic_days", one.topicPeriods)
      encoder.field("false_alarms", one.alarms)
      encoder.field("per_1000", number: one.rate)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("detections")
    for one in detections {
      encoder.beginItem()
      encoder.field("kind", one.kind.rawValue)
      encoder.field("base", number: one.level)
      encoder.field("multiplier", number: one.multiple)
      encoder.field("incidents", one.found.total)
      encoder.field("found", one.found.successes)
      encoder.field("probability", number: one.found.value)
      encoder.field("low_95", number: one.found.interval()?.low)
      encoder.field("high_95", number: one.found.interval()?.high)
      encoder.field(
        "median_delay_days",
        number: one.delays.isEmpty ? nil : Double(one.delays[one.delays.count / 2]) / Double(perDay))
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("false_alarm_list")
    for alarm in falseAlarms.prefix(100) {
      encoder.beginItem()
      encoder.field("topic", alarm.series.map { trial.series[$0].series.topic } ?? "")
      encoder.field("class", alarm.kind.rawValue)
      encoder.field("day", alarm.start / perDay)
      encoder.endItem()
    }
    encoder.endList()
    // Every incident by name, where there are few enough for people to read.
    encoder.beginList("incidents")
    for one in incidents where incidents.count <= 100 {
      encoder.beginItem()
      encoder.field("topic", trial.series[one.series].series.topic)
      encoder.field("kind", one.truth.kind.rawValue)
      encoder.field("start_day", one.truth.start / perDay)
      encoder.field("evidence_day", one.evidence / perDay)
      encoder.field("found", one.alarm != nil)
      if let alarm = one.alarm {
        encoder.field("class", alarm.kind.rawValue)
        encoder.field("alarm_day", alarm.start / perDay)
        encoder.field("delay_after_evidence_days", (one.delay ?? 0) / perDay)
        if let score = alarm.score {
          encoder.field("observed", score.observed)
          encoder.field("expected", number: score.expected)
          encoder.field("window_days", score.window)
          encoder.field("p", number: score.p)
        }
      }
      encoder.endItem()
    }
    encoder.endList()
    encoder.end()
  }
}
