internal import Transcripts

/// A service file: business hours, service levels, names of fields and set phrases, in one small YAML file.
public enum ServiceFile {
  static let keys = [
    Parameter("timezone", .text, "IANA name of the zone of the hours, for example Asia/Shanghai."),
    Parameter("hours", .any, "Hours by day: `mon-fri: 09:00-18:00`, `sat: [09:00-12:00, 13:00-17:00]`, `daily: …`."),
    Parameter("holidays", .texts, "Dates or ranges of dates without service: 2026-02-16..2026-02-22."),
    Parameter("workdays", .texts, "Dates that are worked like a Monday although they are no such day (调休)."),
    Parameter("days", .any, "Dates or ranges of dates with hours of their own; `closed` for none."),
    Parameter(
      "levels", .texts, "Service levels: `80% within 30s`, `first_response_automatic: 95% within 1s where tier=gold`."),
    Parameter("within", .texts, "Thresholds of \"answered within\": 1s, 30s, 60s."),
    Parameter("repeat_days", .integer, "How long a customer must stay away for a matter to be settled."),
    Parameter("follow_up_days", .integer, "How soon serious complaints are followed up."),
    Parameter("dead_air", .any, "The shortest silence that counts: `{calls: 20s, writing: 60s}`."),
    Parameter("fields", .any, "Names of the record's fields: `{customer_id: crm.uid, queued_at: …}`."),
    Parameter("phrases", .any, "Set phrases by category, added to those of the toolkit: `{auto_reply: [人工客服正在赶来]}`."),
  ]

  /// Reads a service file into settings.
  ///
  /// - Throws: ``RulebookError`` with every mistake and its place.
  public static func read(_ text: String, name: String, into settings: inout MetricSettings) throws {
    let log = DiagnosticLog()
    guard let root = YAMLReader.read(text, file: name, log: log) else {
      throw RulebookError(diagnostics: log.diagnostics)
    }
    let arguments = Arguments(root, keys, of: "a service file", log: log)
    settings.calendar = calendar(arguments, log)
    readMeasures(arguments, log, &settings)
    if let node = arguments.node("fields") {
      for entry in node.entries {
        let purpose =
          entry.key == "customer_id" ? .customer : ContactFields.Purpose(rawValue: entry.key)
        guard let purpose, let field = entry.value.text else {
          log.error(
            "'\(entry.key)' is no field that metrics read", at: entry.keyLocation,
            hint: "it is one of \(ContactFields.Purpose.allCases.map(\.rawValue).joined(separator: ", "))")
          continue
        }
        settings.fields.set(purpose, to: field)
      }
    }
    if let node = arguments.node("phrases") { try readPhrases(node, log, &settings) }
    if log.hasErrors { throw RulebookError(diagnostics: log.diagnostics) }
  }

  private static func readMeasures(_ arguments: Arguments, _ log: DiagnosticLog, _ settings: inout MetricSettings) {
    for node in arguments.node("levels")?.elements ?? [] {
      do {
        settings.levels.append(try ServiceLevel(node.text ?? ""))
      } catch {
        log.error(error.what, at: node.location, hint: "80% within 30s")
      }
    }
    if let node = arguments.node("within") {
      let times = node.elements.map { ($0, $0.text.flatMap(DurationText.milliseconds)) }
      for (node, time) in times where time == nil { log.error("no time such as 30s", at: node.location) }
      settings.thresholds = Set(times.compactMap(\.1)).sorted()
    }
    func days(_ key: String, _ current: Int) -> Int {
      guard let value = arguments.integer(key) else { return current }
      if !(1...366).contains(value) { log.error("'\(key)' lies between 1 and 366", at: arguments.location(of: key)) }
      return value
    }
    settings.repeatDays = days("repeat_days", settings.repeatDays)
    settings.followUpDays = days("follow_up_days", settings.followUpDays)
    if let node = arguments.node("dead_air") {
      let inner = Arguments(
        node,
        [
          Parameter("calls", .duration, "In calls."), Parameter("writing", .duration, "In writing."),
        ], of: "'dead_air'", log: log)
      settings.deadAirInCalls = inner.duration("calls") ?? settings.deadAirInCalls
      settings.deadAirInWriting = inner.duration("writing") ?? settings.deadAirInWriting
    }
  }

  private static func readPhrases(_ node: YAMLNode, _ log: DiagnosticLog, _ settings: inout MetricSettings) throws {
    var lines: [String] = []
    for entry in node.entries {
      guard ServicePhrases.Category(rawValue: entry.key) != nil else {
        let known = ServicePhrases.Category.allCases.map(\.rawValue)
        log.error(
          "'\(entry.key)' is no category of phrases", at: entry.keyLocation,
          hint: Nearest.hint(for: entry.key, among: known) ?? "it is one of \(known.joined(separator: ", "))")
        continue
      }
      for word in entry.value.elements.compactMap(\.text) where !word.contains("\t") && !word.contains("\n") {
        lines.append(ServicePhrases.line(word, entry.key))
      }
    }
    settings.phrases = try ServicePhrases(lists: [ServicePhrases.bundledList, lines.joined(separator: "\n")])
  }

  // MARK: Hours

  /// The keys that make a calendar.
  static let calendarKeys = keys.filter { ["timezone", "hours", "holidays", "workdays", "days"].contains($0.name) }

  /// The calendar of checked arguments; `nil` without hours, or without the zone it needs.
  static func calendar(_ arguments: Arguments, _ log: DiagnosticLog, needsZone: Bool = true) -> BusinessCalendar? {
    guard let hours = arguments.node("hours") else {
      for key in ["holidays", "workdays", "days"] where arguments.has(key) {
        log.error("'\(key)' needs 'hours'", at: arguments.location(of: key))
      }
      return nil
    }
    let zone = arguments.text("timezone") ?? "UTC"
    if needsZone, !arguments.has("timezone") {
      log.error("'hours' needs 'timezone'", at: hours.location, hint: "timezone: Asia/Shanghai")
      return nil
    }
    if ClockZone(name: zone) == nil {
      log.error("no time zone is named '\(zone)'", at: arguments.location(of: "timezone"), hint: "Asia/Shanghai, UTC")
    }
    var calendar = BusinessCalendar(zoneName: zone, week: Array(repeating: [], count: 7))
    for entry in hours.entries {
      guard let days = weekdays(entry.key) else {
        log.error(
          "'\(entry.key)' is no day", at: entry.keyLocation, hint: "mon, tue, …, mon-fri, daily; 周一, 周一至周五, 每天")
        continue
      }
      let stretch = stretches(entry.value, log)
      for day in days { calendar.week[day] = stretch }
    }
    for node in arguments.node("holidays")?.elements ?? [] {
      for day in dates(node.text ?? "", node.location, log) { calendar.days[day] = [] }
    }
    for node in arguments.node("workdays")?.elements ?? [] {
      for day in dates(node.text ?? "", node.location, log) { calendar.days[day] = calendar.week[0] }
    }
    for entry in arguments.node("days")?.entries ?? [] {
      let stretch = stretches(entry.value, log)
      for day in dates(entry.key, entry.keyLocation, log) { calendar.days[day] = stretch }
    }
    return calendar
  }

  private static let names = [
    ["mon", "monday", "周一", "星期一"], ["tue", "tuesday", "周二", "星期二"], ["wed", "wednesday", "周三", "星期三"],
    ["thu", "thursday", "周四", "星期四"], ["fri", "friday", "周五", "星期五"], ["sat", "saturday", "周六", "星期六"],
    ["sun", "sunday", "周日", "星期日", "周天"],
  ]

  /// The weekdays of a key, Monday 0; `nil` if it names none.
  private static func weekdays(_ key: String) -> [Int]? {
    if ["daily", "every", "每天", "每日"].contains(key.lowercased()) { return Array(0..<7) }
    func day(_ word: some StringProtocol) -> Int? {
      let word = word.lowercased().filter { $0 != " " }
      return names.firstIndex { $0.contains(word) }
    }
    var days: [Int] = []
    for part in key.split(whereSeparator: { $0 == "," || $0 == "，" || $0 == "、" }) {
      let ends = part.split(whereSeparator: { $0 == "-" || $0 == "–" || $0 == "至" || $0 == "到" })
      guard let first = ends.first.flatMap({ day($0) }), let last = ends.last.flatMap({ day($0) }), ends.count <= 2
      else { return nil }
      var current = first
      days.append(current)
      while current != last {
        current = (current + 1) % 7
        days.append(current)
      }
    }
    return days.isEmpty ? nil : days
  }

  private static func stretches(_ node: YAMLNode, _ log: DiagnosticLog) -> [BusinessCalendar.Hours] {
    var result: [BusinessCalendar.Hours] = []
    for element in node.elements {
      let text = element.text ?? ""
      if ["closed", "休息", ""].contains(text.lowercased()) { continue }
      let ends = text.split(whereSeparator: { $0 == "-" || $0 == "–" || $0 == "~" || $0 == "至" })
      guard ends.count == 2, let opens = clock(ends[0]), var closes = clock(ends[1]) else {
        log.error("'\(text)' is no stretch of hours", at: element.location, hint: "09:00-18:00, or closed")
        continue
      }
      if closes <= opens { closes += 86_400_000 }
      result.append(.init(opens: opens, closes: closes))
    }
    result.sort { $0.opens < $1.opens }
    for (earlier, later) in zip(result, result.dropFirst()) where later.opens < earlier.closes {
      log.error("the stretches of a day overlap", at: node.location)
    }
    return result
  }

  private static func clock(_ text: some StringProtocol) -> Int64? {
    let parts = String(text).replacing(" ", with: "").split(whereSeparator: { $0 == ":" || $0 == "：" })
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count <= 2 }) else { return nil }
    let numbers = parts.map { Int64($0) ?? -1 } + [0, 0]
    let seconds = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    guard numbers.allSatisfy({ $0 >= 0 }), numbers[1] < 60, numbers[2] < 60, seconds <= 86_400 else { return nil }
    return seconds * 1000
  }

  private static func dates(_ text: String, _ place: RulebookLocation, _ log: DiagnosticLog) -> [Int64] {
    let ends = text.replacing(" ", with: "").split(separator: "..")
    guard let first = ends.first.flatMap({ CivilDate.day($0) }), let last = ends.last.flatMap({ CivilDate.day($0) }),
      ends.count <= 2, first <= last, last - first <= 3660
    else {
      log.error("'\(text)' is no date or range of dates", at: place, hint: "2026-02-16, or 2026-02-16..2026-02-22")
      return []
    }
    return Array(first...last)
  }
}
