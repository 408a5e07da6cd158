public import Transcripts

/// Series with known incidents, read from files.
public struct TrendTrial: Sendable {
  /// The series with their stratum; the first incident of each is repeated here.
  public var series: [LabelledSeries] = []
  /// All incidents of each series.
  public var truths: [[SeriesTruth]] = []
  /// Records read.
  public var records: Int = 0
  /// Incidents of topics that never occur.
  public var unknown: Int = 0

  /// Takes drawn series.
  public init(_ simulator: TrendSimulator) {
    series = simulator.series()
    truths = series.map { $0.truth.map { [$0] } ?? [] }
    records = series.count
  }

  /// Reads a file of lines of JSON: one count series a line, or one unit a line with its day and topic.
  ///
  /// A count series has `counts` and `totals` (lists of one number a day) and, for the truth, `base`, `mult`, `start`,
  /// `dur`. A unit has `day` (a whole number) or `ts` (RFC 3339), a topic, and if known a customer.
  ///
  /// - Parameters:
  ///   - truth: for units, a file with a list of `{kind, label, start_day, end_day, multiplier}`; kind is `burst` or
  ///     `new_topic`.
  ///   - topicField: where a unit's topic stands.
  ///   - customerField: where a unit's customer stands; units stand in where it is missing.
  /// - Throws: `E-INPUT-…` (65) for a file that is neither.
  public init(_ file: InputFile, truth: InputFile?, topicField: String, customerField: String?) throws {
    var days: [Int: [String: Int]] = [:]
    var people: [Int: [String: Set<String>]] = [:]
    try StoredRecords.forEach(in: file.contents(), name: file.name) { record in
      records += 1
      if let counts = record["counts"] {
        try add(counts, record, file.name)
        return
      }
      var topic: String?
      var customer: String?
      record.forEachMember { name, value in
        if name == topicField { topic = value.string }
        if name == customerField { customer = value.string }
      }
      guard let topic, let day = record["day"]?.integer ?? record["ts"]?.string.flatMap(Self.dayNumber) else {
        throw ToolError(
          "E-INPUT-RECORD", file: file.name, line: records, what: "lacks a day or '\(topicField)'",
          how: "--topic-column names the field of the topic; 'day' or 'ts' the time", exitCode: .inputRefused)
      }
      days[day, default: [:]][topic, default: 0] += 1
      if let customer { people[day, default: [:]][topic, default: []].insert(customer) }
    }
    guard let first = days.keys.min(), let last = days.keys.max() else {
      guard !series.isEmpty else {
        throw ToolError("E-INPUT-EMPTY", file: file.name, what: "has no record", exitCode: .inputRefused)
      }
      return
    }
    guard last - first < 20_000, series.isEmpty else {
      throw ToolError(
        "E-INPUT-RANGE", file: file.name, what: "mixes count series and units, or spans more than 20,000 days",
        exitCode: .inputRefused)
    }
    let volume = (first...last).map { Double(days[$0]?.values.reduce(0, +) ?? 0) }
    let topics = Set(days.values.flatMap(\.keys)).sorted()
    var index: [String: Int] = [:]
    for topic in topics {
      index[topic] = series.count
      var one = CountSeries(
        topic: topic, counts: (first...last).map { days[$0]?[topic] ?? 0 }, exposure: volume)
      if customerField != nil {
        one.customers = (first...last).map { people[$0]?[topic]?.count ?? days[$0]?[topic] ?? 0 }
      }
      series.append(LabelledSeries(series: one, level: 0, truth: nil))
      truths.append([])
    }
    if let truth { try readTruth(truth, index, firstDay: first) }
  }

  private mutating func add(_ counts: StoredValue, _ record: StoredValue, _ name: String) throws {
    var values: [Int] = []
    var totals: [Double] = []
    counts.forEachElement { values.append(max(0, $0.integer ?? 0)) }
    record["totals"]?.forEachElement { totals.append($0.number ?? 0) }
    guard !values.isEmpty, values.count == totals.count else {
      throw ToolError(
        "E-INPUT-RECORD", file: name, line: records, what: "'counts' and 'totals' differ in length",
        how: "one number a day in both", exitCode: .inputRefused)
    }
    let topic = record["topic"]?.string ?? "series-\(records)"
    var truth: SeriesTruth?
    if let start = record["start"]?.integer, let duration = record["dur"]?.integer, duration > 0, start >= 0 {
      truth = SeriesTruth(
        kind: .burst, start: start, end: start + duration - 1, multiple: record["mult"]?.number ?? 1)
    }
    let one = CountSeries(topic: topic, counts: values, exposure: totals)
    series.append(LabelledSeries(series: one, level: record["base"]?.number ?? 0, truth: truth))
    truths.append(truth.map { [$0] } ?? [])
  }

  private mutating func readTruth(_ file: InputFile, _ index: [String: Int], firstDay: Int) throws {
    // Line breaks between values mean nothing to JSON, and inside texts it does not allow them.
    let bytes = try file.contents().map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    try StoredRecords.forEach(in: bytes, name: file.name) { list in
      try list.forEachElement { event throws(ToolError) in
        guard let kind = event["kind"]?.string.flatMap(SeriesTruth.Kind.init(rawValue:)),
          let label = event["label"]?.string, let start = event["start_day"]?.integer,
          let end = event["end_day"]?.integer, end >= start
        else {
          throw ToolError(
            "E-INPUT-TRUTH", file: file.name, what: "an incident lacks kind, label, start_day or end_day",
            how: "kind is burst or new_topic", exitCode: .inputRefused)
        }
        guard let at = index[label] else {
          unknown += 1
          return
        }
        // Days of the truth count from the first day of units that give a number, or from the first date.
        let base = firstDay > 10_000 ? 0 : firstDay
        let truth = SeriesTruth(
          kind: kind, start: max(0, start - base), end: max(0, end - base), multiple: event["multiplier"]?.number ?? 1)
        truths[at].append(truth)
        if series[at].truth == nil { series[at].truth = truth }
      }
    }
  }

  /// Days since 1970-01-01 of an RFC 3339 time as it is written (Hinnant's `days_from_civil`).
  static func dayNumber(_ text: String) -> Int? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...9999).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2])
    else { return nil }
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
