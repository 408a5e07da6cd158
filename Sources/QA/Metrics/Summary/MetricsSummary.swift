public import Transcripts

/// The metrics of many contacts, in all and by group; parts of one body of data can be merged in any order.
public struct MetricsSummary: Sendable {
  /// The contacts with one set of values of the grouping fields.
  public struct Group: Sendable {
    /// The values, in the order of ``MetricsSummary/fields``; empty for all contacts.
    public var values: [String]
    /// Contacts, or legs where the agent is one of the fields.
    public var units = 0
    /// A tally a metric, in the order of ``Metrics/definitions``.
    public var tallies: [MetricTally]
    /// A tally a service level, in the order of ``MetricsSummary/levels``.
    public var levels: [LevelTally]

    init(values: [String], thresholds: Int, levels: Int) {
      self.values = values
      tallies = Array(repeating: MetricTally(thresholds: thresholds), count: Metrics.definitions.count)
      self.levels = Array(repeating: LevelTally(), count: levels)
    }
  }

  /// One hour of the week, for a heat map.
  public struct Hour: Sendable, Hashable {
    /// Contacts that began in it.
    public var contacts = 0
    /// First human responses to them: how many, their sum in milliseconds, and how many were never given.
    public var responses = 0
    /// The sum of those responses in milliseconds.
    public var responseTime = 0
    /// Contacts that waited in vain.
    public var unanswered = 0

    mutating func merge(_ other: Hour) {
      contacts += other.contacts
      responses += other.responses
      responseTime += other.responseTime
      unanswered += other.unanswered
    }
  }

  /// The most groups that are kept.
  public static let groupLimit = 20_000

  /// The grouping fields.
  public let fields: [String]
  /// The thresholds in milliseconds.
  public let thresholds: [Int64]
  /// The service levels.
  public let levels: [ServiceLevel]
  /// The window of repeat contacts, in days.
  public let repeatDays: Int
  /// The window of follow-ups, in days.
  public let followUpDays: Int
  /// The zone of the hours of the week.
  public let zoneName: String
  /// Whether business hours were counted.
  public let hasCalendar: Bool

  /// All contacts.
  public internal(set) var total: Group
  /// The groups in order of first appearance; ``finished()`` sorts them.
  public internal(set) var groups: [Group] = []
  /// The hours of the week from Monday 00:00.
  public internal(set) var hours: [Hour] = Array(repeating: Hour(), count: 168)
  /// What customers' contacts say together.
  public internal(set) var history: ContactHistory

  private var index: [[String]: Int] = [:]
  private let firstResponse = Metrics.index(of: "first_response_human") ?? 0
  private let historyMetrics = [
    "repeat_contact", "first_contact_resolution", "abandoned_called_back", "complaint_followed_up",
  ].map { Metrics.index(of: $0) ?? 0 }
  private let levelMetrics: [Int]

  /// Makes an empty summary.
  public init(settings: MetricSettings, fields: [String], zoneName: String = "UTC") {
    self.init(
      fields: fields, thresholds: settings.thresholds, levels: settings.levels, repeatDays: settings.repeatDays,
      followUpDays: settings.followUpDays, zoneName: settings.calendar?.zoneName ?? zoneName,
      hasCalendar: settings.calendar != nil)
  }

  init(
    fields: [String], thresholds: [Int64], levels: [ServiceLevel], repeatDays: Int, followUpDays: Int,
    zoneName: String, hasCalendar: Bool
  ) {
    self.fields = fields
    self.thresholds = thresholds
    self.levels = levels
    self.repeatDays = repeatDays
    self.followUpDays = followUpDays
    self.zoneName = zoneName
    self.hasCalendar = hasCalendar
    total = Group(values: [], thresholds: thresholds.count, levels: levels.count)
    history = ContactHistory()
    levelMetrics = levels.map { Metrics.index(of: $0.metric) ?? 0 }
  }

  /// Adds a contact.
  ///
  /// - Throws: where the grouping fields have more than ``groupLimit`` combinations.
  public mutating func add(_ contact: ContactMetrics) throws(ToolError) {
    add(contact.contact, contact, to: &total)
    var group = -1
    if !fields.isEmpty {
      let byAgent = fields.contains("agent")
      for unit in byAgent && !contact.legs.isEmpty ? contact.legs : [contact.contact] {
        let values = zip(fields, contact.groups).map { $0 == "agent" ? unit.agent : $1 }
        group = try place(of: values)
        add(unit, contact, to: &groups[group])
      }
    }
    if contact.hour >= 0 {
      hours[contact.hour].contacts += 1
      switch contact.contact.values[firstResponse] {
      case .duration(let time):
        hours[contact.hour].responses += 1
        hours[contact.hour].responseTime += Int(time)
      case .never: hours[contact.hour].unanswered += 1
      default: break
      }
    }
    if var visit = contact.visit {
      visit.group = Int32(group)
      history.add(visit)
    }
  }

  private func add(_ unit: ContactMetrics.Unit, _ contact: ContactMetrics, to group: inout Group) {
    group.units += 1
    for metric in unit.values.indices { group.tallies[metric].add(unit.values[metric], thresholds: thresholds) }
    for metric in historyMetrics {
      // What customers' contacts say together is counted at the end.
      group.tallies[metric].notApplicable[.immature] = nil
      if contact.visit == nil, unit.leg == 0 || unit.leg == contact.legs.count {
        group.tallies[metric].unknown[.noCustomerId, default: 0] += 1
      }
    }
    for level in levels.indices where contact.levels[level] {
      group.levels[level].add(unit.values[levelMetrics[level]], levels[level])
    }
  }

  mutating func place(of values: [String]) throws(ToolError) -> Int {
    if let known = index[values] { return known }
    guard groups.count < Self.groupLimit else {
      throw ToolError(
        "E-USAGE", what: "--by makes more than \(Self.groupLimit) groups", how: "fields with fewer values",
        exitCode: .usage)
    }
    index[values] = groups.count
    groups.append(Group(values: values, thresholds: thresholds.count, levels: levels.count))
    return groups.count - 1
  }

  /// Adds another part of the same body of data.
  ///
  /// - Throws: where the parts were made with other fields, thresholds, levels or windows.
  public mutating func merge(_ other: MetricsSummary) throws(ToolError) {
    guard fields == other.fields, thresholds == other.thresholds, levels == other.levels,
      repeatDays == other.repeatDays, followUpDays == other.followUpDays, zoneName == other.zoneName,
      hasCalendar == other.hasCalendar
    else {
      throw ToolError(
        "E-USAGE", what: "the parts were made with different --by, --within, --level, calendars or windows",
        how: "the same options for every part", exitCode: .usage)
    }
    Self.merge(other.total, into: &total)
    var places: [Int32] = []
    for group in other.groups {
      let place = try place(of: group.values)
      places.append(Int32(place))
      Self.merge(group, into: &groups[place])
    }
    for hour in hours.indices { hours[hour].merge(other.hours[hour]) }
    history.merge(other.history, groups: places)
  }

  private static func merge(_ other: Group, into group: inout Group) {
    group.units += other.units
    for metric in group.tallies.indices { group.tallies[metric].merge(other.tallies[metric]) }
    for level in group.levels.indices { group.levels[level].merge(other.levels[level]) }
  }

  /// The groups with the figures over customers' contacts counted in, the largest first, then by their values.
  public func finished() -> (total: Group, groups: [Group]) {
    var total = total
    var groups = groups
    history.forEachOutcome(repeatDays: repeatDays, followUpDays: followUpDays) { visit, outcomes in
      let values = [outcomes.0, outcomes.1, outcomes.2, outcomes.3]
      for (metric, value) in zip(historyMetrics, values) {
        total.tallies[metric].add(value, thresholds: thresholds)
        if visit.group >= 0 { groups[Int(visit.group)].tallies[metric].add(value, thresholds: thresholds) }
      }
    }
    groups.sort { a, b in
      a.units != b.units ? a.units > b.units : a.values.lexicographicallyPrecedes(b.values)
    }
    return (total, groups)
  }
}
