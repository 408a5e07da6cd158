internal import Transcripts

/// The part of an `evaluation/1` record that totals need.
struct EvaluationHead {
  var conversation: String
  var isWhole: Bool
  var legs: Int
  var leg: Int
  var agent: String
  var verdict: Verdict
  var notScorable: String?
  var score: Hundredths?
  var isFatal: Bool
  var sentiment: StoredSentiment?
  var findingsCount: Int
  var openItems: Int

  /// Whether the record stands for the whole contact: its only leg, or the record that gathers its legs.
  var isContact: Bool { isWhole || legs <= 1 }

  init(_ members: inout StoredMembers) {
    conversation = members["conversation_id"]?.string ?? ""
    isWhole = members["unit"]?.isText("conversation") ?? false
    leg = members["leg"]?.integer ?? 0
    legs = members["legs"]?.integer ?? 0
    agent = members["agent"]?.string ?? ""
    verdict = members["verdict"].map(Self.verdict) ?? .notApplicable
    notScorable = members["not_scorable"]?.string
    score = members["score"]?.hundredths
    isFatal = members["fatal"]?.bool ?? false
    sentiment = members["sentiment"].map(StoredSentiment.init)
    findingsCount = members["findings_count"]?.integer ?? 0
    openItems = members["open_items"]?.integer ?? 0
  }

  private static func verdict(_ value: StoredValue) -> Verdict {
    Verdict.allCases.first { value.isText($0.rawValue) } ?? .notApplicable
  }
}

/// A finding as it was stored, whole.
struct StoredFinding {
  var id = ""
  var rule = 0
  var severity = Severity.minor
  var effect = RuleEffect.violation
  var leg = 0
  var turn: Int?
  var characters: Range<Int>?
  var text = ""
  var message = ""
  var measure: Double?
  var why: [StoredStep] = []

  init?(_ value: StoredValue, rules: RuleIndex) {
    var members = value.members
    id = members["id"]?.string ?? ""
    guard let rule = members["rule"].flatMap(rules.index) else { return nil }
    self.rule = rule
    severity = members["severity"]?.string.flatMap(Severity.init) ?? .minor
    effect = members["as"]?.string.flatMap(RuleEffect.init) ?? .violation
    leg = members["leg"]?.integer ?? 0
    turn = members["turn"]?.integer
    characters = members["chars"].flatMap(Self.range)
    text = members["text"]?.string ?? ""
    message = members["message"]?.string ?? ""
    measure = members["measure"]?.number
    members["why"]?.forEachElement { why.append(StoredStep($0)) }
  }

  /// A half-open range `[2,5]`.
  static func range(_ value: StoredValue) -> Range<Int>? {
    var bounds: [Int] = []
    value.forEachElement { if let bound = $0.integer { bounds.append(bound) } }
    guard bounds.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1] else { return nil }
    return bounds[0]..<bounds[1]
  }
}

/// A step of a stored finding's reasoning.
struct StoredStep {
  var condition = ""
  var operatorName = ""
  var value = ""
  var reason = ""
  var turn: Int?
  var text: String?
  var measure: Double?
  var searched: ClosedRange<Int>?
  var nearest: Nearest?

  struct Nearest {
    var turn = 0
    var text = ""
    var refusedBy = ""
    var similarity: Double?
  }

  init(_ stored: StoredValue) {
    var members = stored.members
    condition = members["condition"]?.string ?? ""
    operatorName = members["operator"]?.string ?? ""
    value = members["value"]?.string ?? ""
    reason = members["reason"]?.string ?? ""
    turn = members["turn"]?.integer
    text = members["text"]?.string
    measure = members["measure"]?.number
    // The turns are counted inclusively: [1,4] is four turns.
    if let range = members["searched"].flatMap(StoredFinding.range), range.lowerBound > 0 {
      searched = range.lowerBound...range.upperBound
    }
    if let near = members["nearest"] {
      var members = near.members
      nearest = Nearest(
        turn: members["turn"]?.integer ?? 0, text: members["text"]?.string ?? "",
        refusedBy: members["refused_by"]?.string ?? "", similarity: members["similarity"]?.number)
    }
  }
}

/// A line of a stored ledger.
struct StoredLedgerLine {
  var kind = ""
  var section = ""
  var item = ""
  var points: Hundredths = 0
  var possible: Hundredths = 0
  var count = 0

  init(_ stored: StoredValue) {
    var members = stored.members
    kind = members["kind"]?.string ?? ""
    section = members["section"]?.string ?? ""
    item = members["item"]?.string ?? ""
    points = members["points"]?.hundredths ?? 0
    possible = members["possible"]?.hundredths ?? 0
    count = members["count"]?.integer ?? 0
  }
}

/// An evaluation as it was stored, whole: for the few contacts that are shown.
struct StoredEvaluation {
  var head: EvaluationHead
  var channel: String
  var groups: [(name: String, value: String)] = []
  var scoreMinimum: Hundredths?
  var scoreMaximum: Hundredths?
  var scoreBeforeFatal: Hundredths?
  var band = ""
  /// Outcomes in scorecard order.
  var items: [(item: Int, outcome: String, reason: String)] = []
  var ledger: [StoredLedgerLine] = []
  var findings: [StoredFinding] = []

  init(_ record: StoredValue, rules: RuleIndex, items index: ItemIndex) {
    var members = record.members
    head = EvaluationHead(&members)
    channel = members["channel"]?.string ?? ""
    members["by"]?.forEachMember { groups.append(($0, $1.string ?? "")) }
    scoreMinimum = members["score_min"]?.hundredths
    scoreMaximum = members["score_max"]?.hundredths
    scoreBeforeFatal = members["score_before_fatal"]?.hundredths
    band = members["band"]?.string ?? ""
    var hint = 0
    members["items"]?.forEachElement { value in
      var members = value.members
      guard let item = members["item"].flatMap({ index.index($0, hint: hint) }) else { return }
      hint = item + 1
      items.append((item, members["result"]?.string ?? "", members["reason"]?.string ?? ""))
    }
    members["ledger"]?.forEachElement { ledger.append(StoredLedgerLine($0)) }
    members["findings"]?.forEachElement { value in
      if let finding = StoredFinding(value, rules: rules) { findings.append(finding) }
    }
  }
}

/// Finds a rule's index by its id.
struct RuleIndex {
  private let byID: [String: Int]
  private let ids: [String]

  init(_ outline: RunOutline) {
    ids = outline.rules.map(\.id)
    byID = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  func index(_ value: StoredValue) -> Int? { value.string.flatMap { byID[$0] } }
}

/// Finds an item's place among all items by its id; items of a record come in order, so the hint is mostly right.
struct ItemIndex {
  private let byID: [String: Int]
  private let ids: [String]

  init(_ outline: RunOutline) {
    ids = outline.card?.items.map(\.entry.id) ?? []
    byID = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  var count: Int { ids.count }

  func index(_ value: StoredValue, hint: Int) -> Int? {
    if hint < ids.count, value.isText(ids[hint]) { return hint }
    return value.string.flatMap { byID[$0] }
  }
}
