internal import GRDB

/// An alarm as it is stored; the customer's words are not in it.
public struct AlarmRow: Sendable, Hashable {
  /// Where an alarm stands in its life.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Seen, not yet confirmed.
    case pending
    /// It goes on.
    case firing
    /// It is over.
    case resolved
  }

  /// The number in the store.
  public var id: Int64 = 0
  /// The same for every episode of one series, scope and class.
  public var fingerprint = ""
  /// The class.
  public var kind = TrendClass.spike
  /// How urgent it is.
  public var level = AlarmLevel.blue
  /// Where it stands.
  public var state = State.pending
  /// What is counted.
  public var series: Int64 = 0
  /// Its name, title and owner.
  public var name = ""
  /// What people call it.
  public var title = ""
  /// The department that answers for it.
  public var owner: String?
  var scope: Int64 = 0
  /// How finely it was looked at.
  public var period = AlarmSettings.Period.day
  /// Start of the first window, in milliseconds.
  public var began: Int64 = 0
  /// End of the period in which it began, in milliseconds.
  public var started: Int64 = 0
  /// End of the last alarming period, in milliseconds.
  public var last: Int64 = 0
  /// When it was resolved, in milliseconds.
  public var resolved: Int64?
  var judged: Int64 = 0
  var hits = 0
  var calm = 0
  /// Contacts in the window.
  public var observed: Double?
  /// Contacts to be expected.
  public var expected: Double?
  /// All contacts in the window.
  public var exposure: Double?
  /// Distinct customers.
  public var customers = 0
  /// Periods of the window.
  public var window = 1
  /// Chance of as many.
  public var p: Double?
  /// False-discovery rate.
  public var q: Double?
  /// Accumulated gain.
  public var gain: Double?
  /// Variance over mean.
  public var dispersion: Double?
  /// Where the excess is.
  public var place: AlarmScope?
  var placeScope: Int64?
  /// What is said more than before.
  public var phrases: [String] = []
  /// The alarm that explains this one.
  public var inhibitedBy: String?
  var notices = 0
  var noticed: Int64?
  /// Who has taken it on.
  public var acknowledgedBy: String?
  /// When, in milliseconds.
  public var acknowledged: Int64?
  /// How often it was raised because nobody took it on.
  public var escalations = 0
  /// The incident it belongs to.
  public var incident: Int64?

  /// The permanent id of the episode.
  public var episode: String { "\(fingerprint)-\(started / 3_600_000)" }
  /// The topic's number.
  public var topic: Int64? { name.hasPrefix("topic/T") ? Int64(name.dropFirst(7)) : nil }

  static let query = """
    SELECT a.*, s.name, s.title, s.owner, p.attribute, p.value FROM alarm a LEFT JOIN alarm_series s ON s.id = a.series
    LEFT JOIN alarm_scope p ON p.id = a.where_scope
    """

  init() {}

  init(_ row: Row) {
    id = row["id"]
    fingerprint = row["fingerprint"]
    kind = TrendClass(rawValue: row["class"]) ?? .spike
    level = AlarmLevel(rawValue: row["level"]) ?? .blue
    state = State(rawValue: row["state"]) ?? .resolved
    series = row["series"] ?? 0
    name = row["name"] ?? ""
    title = row["title"] ?? ""
    owner = row["owner"]
    scope = row["scope"]
    period = AlarmSettings.Period(rawValue: row["period"]) ?? .day
    began = row["began"]
    started = row["started"]
    last = row["last"]
    resolved = row["resolved"]
    judged = row["judged"]
    hits = row["hits"]
    calm = row["calm"]
    observed = row["observed"]
    expected = row["expected"]
    exposure = row["exposure"]
    customers = row["customers"]
    window = row["window"]
    p = row["p"]
    q = row["q"]
    gain = row["gain"]
    dispersion = row["dispersion"]
    placeScope = row["where_scope"]
    if let attribute: String = row["attribute"], let value: String = row["value"], !attribute.isEmpty {
      place = AlarmScope(attribute: attribute, value: value, share: row["share"] ?? 1)
    }
    phrases = (row["phrases"] as String).split(separator: "\n").map { String($0) }
    inhibitedBy = row["inhibited_by"]
    notices = row["notices"]
    noticed = row["noticed"]
    acknowledgedBy = row["acknowledged_by"]
    acknowledged = row["acknowledged"]
    escalations = row["escalations"]
    incident = row["incident"]
  }

  /// Writes the row, new or changed.
  mutating func save(_ database: Database) throws {
    let values: [(String, (any DatabaseValueConvertible)?)] = [
      ("fingerprint", fingerprint), ("class", kind.rawValue), ("level", level.rawValue), ("state", state.rawValue),
      ("series", series), ("scope", scope), ("period", period.rawValue), ("began", began), ("started", started),
      ("last", last), ("resolved", resolved), ("judged", judged), ("hits", hits), ("calm", calm),
      ("observed", observed), ("expected", expected), ("exposure", exposure), ("customers", customers),
      ("window", window), ("p", p), ("q", q), ("gain", gain), ("dispersion", dispersion),
      ("where_scope", placeScope), ("share", place?.share), ("phrases", phrases.joined(separator: "\n")),
      ("inhibited_by", inhibitedBy), ("notices", notices), ("noticed", noticed), ("acknowledged_by", acknowledgedBy),
      ("acknowledged", acknowledged), ("escalations", escalations), ("incident", incident),
    ]
    let arguments = StatementArguments(values.map(\.1) + (id == 0 ? [] : [id]))
    if id == 0 {
      let names = values.map(\.0).joined(separator: ", ")
      let marks = values.map { _ in "?" }.joined(separator: ", ")
      try database.execute(sql: "INSERT INTO alarm (\(names)) VALUES (\(marks))", arguments: arguments)
      id = database.lastInsertedRowID
    } else {
      let pairs = values.map { "\($0.0) = ?" }.joined(separator: ", ")
      try database.execute(sql: "UPDATE alarm SET \(pairs) WHERE id = ?", arguments: arguments)
    }
  }
}
