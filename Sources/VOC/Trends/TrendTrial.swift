public import Transcripts

/// Series with known incidents, drawn or read from files.
public struct TrendTrial: Sendable {
  /// Where things stand in a record; every name is tried.
  public struct Columns: Sendable {
    /// The topic of a text; the first that occurs.
    public var topic: [String] = ["label", "topic", "intent", "category", "主题", "话题", "标签"]
    /// The customer.
    public var customer: [String] = ["customer", "customer_id", "user_id", "客户", "客户编号"]
    /// The text, for topics that are found.
    public var text: [String] = ["text", "query", "content", "message", "文本", "内容"]

    /// The usual names.
    public init() {}
  }

  /// The series with their stratum; the first incident of each is repeated here.
  public var series: [LabelledSeries] = []
  /// All incidents of each series.
  public var truths: [[SeriesTruth]] = []
  /// Records read.
  public var records: Int = 0
  /// Incidents of topics that never occur.
  public var unknown: Int = 0
  /// Whether the file held texts, and not counts.
  public var isStream = false
  /// Whether topics were found in the texts, and not given.
  public var findsTopics = false
  /// What was known day by day, where topics were found; otherwise the series say it.
  public var replay: TrendReplay?

  static let days = ["day", "ts", "time", "date", "timestamp", "created_at", "started_at", "at", "日期", "时间"]

  /// The series by day.
  public var days: [CountSeries] { series.map { $0.series.byDay() } }

  /// Takes drawn series.
  public init(_ simulator: TrendSimulator) {
    series = simulator.series()
    truths = series.map { $0.truth.map { [$0] } ?? [] }
    records = series.count
  }

  /// Reads count series or texts; a text's topic is what its record says, or what the topic engine finds.
  ///
  /// A count series has `counts` and `totals` (lists of one number a day) and, for the truth, `base`, `mult`, `start`,
  /// `dur`. A text has a day or a time, and a topic; a record with a `count` stands for as many texts.
  ///
  /// - Parameters:
  ///   - truth: for texts, a list of `{kind, label, start_day, end_day, multiplier}`; kind is `burst` or `new_topic`.
  ///   - engine: finds topics where records name none, or where it is asked for; `nil` for never.
  /// - Throws: `E-INPUT-…` (65) for a file that is neither.
  public init(
    _ file: InputFile, truth: InputFile?, columns: Columns = Columns(), always: Bool = false,
    engine: (([TrialText]) -> TopicStream)? = nil
  ) throws {
    var units: [TrialUnit] = []
    var shift: Int?
    var totals: [Int: Double] = [:]
    try TrialRecords.forEach(file) { record in
      records += 1
      if let counts = record.list(["counts", "count"]) {
        try add(counts, record, file.name)
        return
      }
      guard let (day, isDate) = record.day(Self.days) else {
        throw ToolError(
          "E-INPUT-RECORD", file: file.name, line: record.number, what: "lacks a day",
          how: "'day' is a whole number or a date, 'ts' a time", exitCode: .inputRefused)
      }
      if shift == nil, !isDate, let date = record.day(Array(Self.days.dropFirst())), date.isDate {
        shift = date.day - day
      }
      if let total = record.number(["total", "totals", "exposure", "volume"]) { totals[day] = total }
      units.append(
        TrialUnit(
          day: day, isDate: isDate, topic: record.text(columns.topic), customer: record.text(columns.customer),
          text: record.text(columns.text), count: max(0, Int(record.number(["count", "n"]) ?? 1))))
    }
    guard !units.isEmpty || !series.isEmpty else {
      throw ToolError("E-INPUT-EMPTY", file: file.name, what: "has no record", exitCode: .inputRefused)
    }
    guard units.isEmpty || series.isEmpty else {
      throw ToolError("E-INPUT-RANGE", file: file.name, what: "mixes count series and texts", exitCode: .inputRefused)
    }
    guard !units.isEmpty else {
      if let truth { try readTruth(truth, lines: [:], first: 0, isDate: false, shift: nil) }
      return
    }
    isStream = true
    var labels: [String: [Int]] = [:]
    var stream: TopicStream?
    // Topics change from day to day, and so do those that mostly hold a label.
    var holders: [String: [Int: [Int]]] = [:]
    let given = units
    if always || units.allSatisfy({ $0.topic == nil }), let engine {
      findsTopics = true
      let first = units.map(\.day).min() ?? 0
      let found = engine(
        units.map { TrialText(text: $0.text ?? "", day: $0.day - first, customer: $0.customer, count: $0.count) })
      let topics = found.topics.map { topic in topic.map { String($0) } }
      labels = Self.shares(units, topics)
      for index in units.indices { units[index].topic = topics[index] }
      stream = found
    }
    if !findsTopics, let number = units.firstIndex(where: { $0.topic == nil }) {
      throw ToolError(
        "E-INPUT-RECORD", file: file.name, line: number + 1, what: "lacks a topic",
        how: "--topic-column names its field; without one in all records the topics are found in 'text'",
        exitCode: .inputRefused)
    }
    let (first, index) = try count(units, totals, file.name)
    if let stream {
      let topics = series.map { Int($0.series.topic) ?? -1 }
      replay = TrendReplay(series.map(\.series), TrendSettings()) { stream.scores[$0]?[topics[$1]] }
      for day in stream.scores.keys {
        let then = given.indices.map { text in
          given[text].day - first > day ? nil : stream.topic(of: text, on: day).map { String($0) }
        }
        for (label, places) in Self.shares(given, then) {
          holders[label, default: [:]][day] = places.compactMap { index["\($0)"] }
        }
      }
    }
    // A label that the engine knows in parts is found in the topics that mostly hold it.
    let lines =
      findsTopics ? labels.mapValues { places in places.compactMap { index["\($0)"] } } : index.mapValues { [$0] }
    if let truth {
      try readTruth(truth, lines: lines, holders: holders, first: first, isDate: units[0].isDate, shift: shift)
    }
  }

  private mutating func count(
    _ units: [TrialUnit], _ totals: [Int: Double], _ name: String
  ) throws -> (first: Int, index: [String: Int]) {
    let first = units.map(\.day).min() ?? 0
    let last = units.map(\.day).max() ?? 0
    guard last - first < 20_000 else {
      throw ToolError("E-INPUT-RANGE", file: name, what: "spans more than 20,000 days", exitCode: .inputRefused)
    }
    let length = last - first + 1
    var volume = [Double](repeating: 0, count: length)
    var index: [String: Int] = [:]
    for topic in Set(units.compactMap(\.topic)).sorted() { index[topic] = index.count }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: length), count: index.count)
    var people = [[Set<String>]](repeating: [Set<String>](repeating: [], count: length), count: index.count)
    var isNamed = true
    for unit in units {
      let day = unit.day - first
      volume[day] += Double(unit.count)
      guard let topic = unit.topic.flatMap({ index[$0] }) else { continue }
      counts[topic][day] += unit.count
      if let customer = unit.customer { people[topic][day].insert(customer) } else { isNamed = false }
    }
    for (day, total) in totals { volume[day - first] = total }
    for (topic, place) in index.sorted(by: { $0.value < $1.value }) {
      let one = CountSeries(
        topic: topic, counts: counts[place], exposure: volume, customers: isNamed ? people[place].map(\.count) : nil)
      series.append(LabelledSeries(series: one, level: 0, truth: nil))
      truths.append([])
    }
    return (first, index)
  }

  private mutating func add(_ counts: [Double], _ record: TrialRecord, _ name: String) throws {
    let totals = record.list(["totals", "total", "exposure", "volume"]) ?? [Double](repeating: 1, count: counts.count)
    guard counts.count == totals.count else {
      throw ToolError(
        "E-INPUT-RECORD", file: name, line: records, what: "'counts' and 'totals' differ in length",
        how: "one number a day in both", exitCode: .inputRefused)
    }
    var truth: SeriesTruth?
    if let start = record.number(["start", "start_day"]), start >= 0 {
      let duration = record.number(["dur", "duration", "days"])
      let end = record.number(["end", "end_day"]) ?? duration.map { start + $0 - 1 } ?? Double(counts.count - 1)
      let kind = record.text(["kind", "type"]).flatMap { SeriesTruth.Kind(word: $0) } ?? .burst
      if end >= start, start < Double(counts.count) {
        truth = SeriesTruth(
          kind: kind, start: Int(start), end: min(Int(end), counts.count - 1),
          multiple: record.number(["mult", "multiplier", "factor"]) ?? 1)
      }
    }
    let topic = record.text(["topic", "id", "name", "label"]) ?? "series-\(records)"
    let one = CountSeries(
      topic: topic, counts: counts.map { max(0, Int($0.rounded())) }, exposure: totals.map { max(0, $0) })
    series.append(
      LabelledSeries(series: one, level: record.number(["base", "level", "rate"]) ?? 0, truth: truth))
    truths.append(truth.map { [$0] } ?? [])
  }

  private mutating func readTruth(
    _ file: InputFile, lines: [String: [Int]], holders: [String: [Int: [Int]]] = [:], first: Int, isDate: Bool,
    shift: Int?
  ) throws {
    var lines = lines
    if lines.isEmpty { for (index, one) in series.enumerated() { lines[one.series.topic] = [index] } }
    let length = series.map(\.series.length).max() ?? 0
    try TrialRecords.forEach(file) { event in
      guard let kind = event.text(["kind", "type", "class", "event"]).flatMap({ SeriesTruth.Kind(word: $0) }),
        let label = event.text(["label", "topic", "intent", "name", "category"]),
        let start = event.day(["start_day", "start", "from", "begin", "day", "start_date"])
      else {
        throw ToolError(
          "E-INPUT-TRUTH", file: file.name, what: "incident \(event.number) lacks kind, label or start_day",
          how: "kind is burst or new_topic", exitCode: .inputRefused)
      }
      // A number counts in the numbers of the records, or from the first of their dates; a date is a date.
      func place(_ day: (day: Int, isDate: Bool)) -> Int {
        if day.isDate { return day.day - (isDate ? first : first + (shift ?? 0)) }
        return isDate ? day.day : day.day - first
      }
      let begin = place(start)
      let duration = event.number(["dur", "duration", "days"])
      let end =
        event.day(["end_day", "end", "to", "until", "end_date"]).map(place) ?? duration.map { begin + Int($0) - 1 }
        ?? (kind == .birth ? length - 1 : begin)
      guard let places = lines[label], let line = places.first, end >= begin, begin < length else {
        unknown += 1
        return
      }
      let truth = SeriesTruth(
        kind: kind, start: max(0, begin), end: max(0, min(end, length - 1)),
        multiple: event.number(["multiplier", "mult", "factor"]) ?? 1, others: Array(places.dropFirst()),
        places: holders.isEmpty ? nil : holders[label, default: [:]])
      truths[line].append(truth)
      if series[line].truth == nil { series[line].truth = truth }
    }
  }

  /// The topics that mostly hold each label, or the one that holds the most of it.
  private static func shares(_ units: [TrialUnit], _ found: [String?]) -> [String: [Int]] {
    var counts: [String: [String: Int]] = [:]
    for (unit, topic) in zip(units, found) {
      guard let label = unit.topic, let topic else { continue }
      counts[topic, default: [:]][label, default: 0] += 1
    }
    var best: [String: (topic: Int, count: Int)] = [:]
    var result: [String: [Int]] = [:]
    for (topic, labels) in counts.sorted(by: { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }) {
      guard let number = Int(topic) else { continue }
      let ordered = labels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      if let first = ordered.first { result[first.key, default: []].append(number) }
      for (label, count) in ordered where count > best[label]?.count ?? 0 { best[label] = (number, count) }
    }
    for (label, found) in best where result[label] == nil { result[label] = [found.topic] }
    return result
  }
}
