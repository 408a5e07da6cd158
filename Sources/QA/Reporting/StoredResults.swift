internal import Documents
internal import Transcripts

/// The results of a scoring run in its folder, counted and ready to be reported.
public struct StoredResults {
  /// Names of the files in a folder of results.
  public enum FileName {
    /// The run.
    public static let run = "summary.json"
    /// One record a leg and contact.
    public static let evaluations = "evaluations.ndjson"
    /// The contacts the report shows.
    public static let transcripts = "transcripts.ndjson"
    /// What nearly hit in them.
    public static let nearMisses = "near-misses.ndjson"
    /// The service metrics of the run.
    public static let metrics = "metrics.ndjson"
    /// Records that could not be read.
    public static let quarantine = "quarantine.ndjson"
  }

  /// Where the files lie; while a run is being written they bear other names.
  public struct Paths: Sendable {
    /// The record of the run, whole.
    public var run: [UInt8]
    /// The evaluations.
    public var evaluations: String
    /// The transcripts; `nil` if none were kept.
    public var transcripts: String?
    /// The near misses; `nil` if none were kept.
    public var nearMisses: String?
    /// The quarantine; `nil` if there is none.
    public var quarantine: String?
    /// The service metrics; `nil` if none were computed.
    public var metrics: String?

    /// Names the files.
    public init(
      run: [UInt8], evaluations: String, transcripts: String?, nearMisses: String?, quarantine: String? = nil,
      metrics: String? = nil
    ) {
      self.metrics = metrics
      self.run = run
      self.evaluations = evaluations
      self.transcripts = transcripts
      self.nearMisses = nearMisses
      self.quarantine = quarantine
    }
  }

  /// What the run says of itself.
  public let outline: RunOutline
  let tally: ResultTally
  let shown: [ShownContact]
  let metrics: StoredMetrics?
  let paths: Paths

  /// Reads and counts the results.
  ///
  /// - Throws: `E-USAGE` (64) for a field that no record carries, `E-INPUT-…` for files that cannot be read.
  public init(_ paths: Paths, fields: [String]? = nil, showingContacts: Bool = true) throws {
    self.paths = paths
    let outline = try Self.outline(paths.run)
    self.outline = outline
    let fields = fields ?? outline.fields
    for field in fields where !outline.fields.contains(field) && field != "channel" && field != "agent" {
      throw ToolError(
        "E-USAGE", what: "the records do not carry the field asked for with --by",
        how: "one of \((outline.fields + ["channel", "agent"]).joined(separator: ", ")), or score again with --by",
        exitCode: .usage)
    }
    var tally = ResultTally(outline, fields: fields.filter { $0 != "agent" })
    let evaluations = StoredRecords(path: paths.evaluations)
    try evaluations.forEach { tally.add($0, $1) }
    tally.finish()
    self.tally = tally
    metrics = try paths.metrics.map(StoredMetrics.init)
    shown = showingContacts ? try Self.shown(tally, evaluations, paths) : []
  }

  private static func outline(_ bytes: [UInt8]) throws -> RunOutline {
    var outline: RunOutline?
    try StoredRecords.forEach(in: bytes, name: FileName.run) { outline = RunOutline($0) }
    guard let outline, !outline.rules.isEmpty || outline.ledger.read > 0 else {
      throw ToolError(
        "E-INPUT-RECORD", file: FileName.run, what: "this is no run, or one of an older version",
        how: "score again with --out", exitCode: .inputRefused)
    }
    return outline
  }

  private static func shown(
    _ tally: ResultTally, _ evaluations: StoredRecords, _ paths: Paths
  ) throws -> [ShownContact] {
    let chosen = tally.shown.chosen
    var contacts: [ShownContact] = []
    for (order, places) in chosen {
      var contact = ShownContact(order: order)
      for place in places {
        try evaluations.record(at: place) { record in
          contact.evaluations.append(StoredEvaluation(record, rules: tally.rules, items: tally.items))
        }
      }
      contacts.append(contact)
    }
    let place = Dictionary(
      contacts.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    if let path = paths.transcripts {
      try StoredConversations.forEach(path) { conversation in
        if let index = place[conversation.id] { contacts[index].conversation = conversation }
      }
    }
    if let path = paths.nearMisses {
      try StoredRecords(path: path).forEach { record, _ in
        guard let index = record["conversation_id"]?.string.flatMap({ place[$0] }),
          let near = StoredNearMiss(record, rules: tally.rules)
        else { return }
        contacts[index].nearMisses.append(near)
      }
    }
    return contacts
  }
}

/// A contact that the report shows whole.
struct ShownContact {
  var order: Int
  var evaluations: [StoredEvaluation] = []
  var conversation: Conversation?
  var nearMisses: [StoredNearMiss] = []

  init(order: Int) { self.order = order }

  /// The evaluation of the whole contact.
  var whole: StoredEvaluation? { evaluations.last { $0.head.isContact } ?? evaluations.last }
  var id: String { evaluations.first?.head.conversation ?? "" }
  /// The anchor of its details.
  var anchor: String { "c\(order)" }
}

/// A stored near miss.
struct StoredNearMiss {
  var rule = 0
  var leg = 0
  var turn = 0
  var characters: Range<Int>?
  var text = ""
  var refusedBy = ""
  var similarity: Double?

  init?(_ record: StoredValue, rules: RuleIndex) {
    guard let rule = record["rule"].flatMap(rules.index) else { return nil }
    self.rule = rule
    leg = record["leg"]?.integer ?? 0
    turn = record["turn"]?.integer ?? 0
    characters = record["chars"].flatMap(StoredFinding.range)
    text = record["text"]?.string ?? ""
    refusedBy = record["refused_by"]?.string ?? ""
    similarity = record["similarity"]?.number
  }
}
