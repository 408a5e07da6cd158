public import Transcripts

/// What a stored run says of itself: counts, rulebook, scorecard.
///
/// Read from `run/1`, written by ``write(_:of:)``.
public struct RunOutline: Sendable {
  /// The version of the tool that scored.
  public var toolVersion = ""
  /// Whether the whole input was read.
  public var isComplete = true
  /// The inputs' names.
  public var inputs: [String] = []
  /// The rulebook's id, version, hash, title and language.
  public var rulebook = ""
  /// The rulebook's version.
  public var version = ""
  /// SHA-256 of the rulebook.
  public var hash = ""
  /// What people call the rulebook.
  public var title = ""
  /// The rulebook's language.
  public var language = ""
  /// The zone named for times that had none; empty if none was.
  public var timeZone = ""
  /// The start of the first contact, as `2026-01-02T03:04:05`; empty if unknown.
  public var firstStart = ""
  /// The start of the last contact.
  public var lastStart = ""
  /// The fields that every record carries for grouping.
  public var fields: [String] = []
  /// What became of every record.
  public var ledger = ConservationLedger()
  /// Records set aside by reason.
  public var quarantineReasons: [(reason: String, count: Int)] = []
  /// The rules in the order of the book.
  public var rules: [RuleEntry] = []
  /// The scorecard, or `nil` if the book has none.
  public var card: Card?

  /// A rule.
  public struct RuleEntry: Sendable, Hashable {
    /// The rule's id.
    public var id = ""
    /// What people call it.
    public var title = ""
    /// How grave a finding is.
    public var severity = Severity.minor
    /// What a hit means.
    public var effect = RuleEffect.violation
    /// Where it stands in its life.
    public var status = RuleStatus.active
    /// What the author says about false positives.
    public var falsePositives = ""
    /// Contacts on which it could not be judged.
    public var unknown = 0
  }

  /// A scorecard.
  public struct Card: Sendable, Hashable {
    /// How points are counted.
    public var mode = ""
    /// The score without deductions.
    public var base: Hundredths = 10_000
    /// The score that passes.
    public var pass: Hundredths = 8_500
    /// The sections.
    public var sections: [SectionEntry] = []

    /// The items of all sections in order, each with its section.
    public var items: [(section: Int, entry: ItemEntry)] {
      sections.enumerated().flatMap { index, section in section.items.map { (index, $0) } }
    }
  }

  /// A section.
  public struct SectionEntry: Sendable, Hashable {
    /// The section's id.
    public var id = ""
    /// What people call it.
    public var title = ""
    /// The items.
    public var items: [ItemEntry] = []
  }

  /// An item.
  public struct ItemEntry: Sendable, Hashable {
    /// The item's id.
    public var id = ""
    /// What people call it.
    public var title = ""
    /// The index of its rule, or `nil` for a question.
    public var rule: Int?
    /// What people are asked, if it is a question.
    public var question = ""
    /// What a failure zeroes: `item`, `section`, `evaluation`; empty if nothing.
    public var fatal = ""
  }
}

extension RunOutline {
  /// Appends what a report needs of a rulebook to an open record.
  public static func write(_ book: Rulebook, into encoder: inout JSONRecordEncoder) {
    encoder.field("rulebook_title", book.title)
    encoder.field("rulebook_language", book.language)
    encoder.beginList("rules_outline")
    for rule in book.rules {
      encoder.beginItem()
      encoder.field("rule", rule.id)
      encoder.field("title", rule.title)
      encoder.field("severity", rule.severity.rawValue)
      encoder.field("as", rule.effect.rawValue)
      encoder.field("status", rule.status.rawValue)
      encoder.field("false_positives", rule.falsePositives)
      encoder.endItem()
    }
    encoder.endList()
    guard let card = book.scorecard else { return encoder.fieldNull("scorecard") }
    encoder.beginNested("scorecard")
    encoder.field("mode", card.mode.rawValue)
    encoder.field("base", hundredths: card.base)
    encoder.field("pass", hundredths: card.pass)
    encoder.beginList("sections")
    for section in card.sections {
      encoder.beginItem()
      encoder.field("section", section.id)
      encoder.field("title", section.title)
      encoder.beginList("items")
      for item in section.items { write(item, book, &encoder) }
      encoder.endList()
      encoder.endItem()
    }
    encoder.endList()
    encoder.endNested()
  }

  private static func write(_ item: Item, _ book: Rulebook, _ encoder: inout JSONRecordEncoder) {
    encoder.beginItem()
    encoder.field("item", item.id)
    encoder.field("title", item.title)
    switch item.source {
    case .rule(let index): encoder.field("rule", book.rules[index].id)
    case .question(let question, _): encoder.field("ask", question)
    }
    if let fatal = item.fatal { encoder.field("fatal", fatal.rawValue) }
    encoder.endItem()
  }
}

extension RunOutline {
  /// Reads the outline of a `run/1` record.
  public init(_ record: StoredValue) {
    func text(_ name: StaticString) -> String { record[name]?.string ?? "" }
    toolVersion = text("tool_version")
    isComplete = record["complete"]?.bool ?? true
    record["inputs"]?.forEachElement { inputs.append($0.string ?? "") }
    rulebook = text("rulebook")
    version = text("rulebook_version")
    hash = text("rulebook_hash")
    title = text("rulebook_title")
    language = text("rulebook_language")
    timeZone = text("time_zone")
    firstStart = text("first_started_at")
    lastStart = text("last_started_at")
    record["by"]?.forEachElement { fields.append($0.string ?? "") }
    func count(_ name: StaticString) -> Int { record[name]?.integer ?? 0 }
    ledger.read = count("read")
    ledger.scored = count("scored")
    ledger.filtered = count("filtered")
    ledger.quarantined = count("quarantined")
    ledger.pending = count("pending")
    ledger.duplicates = count("duplicates")
    record["quarantine_reasons"]?.forEachMember { quarantineReasons.append(($0, $1.integer ?? 0)) }
    readRules(record)
    if let stored = record["scorecard"], stored["sections"] != nil { readCard(stored) }
  }

  private mutating func readRules(_ record: StoredValue) {
    record["rules_outline"]?.forEachElement { value in
      var rule = RuleEntry()
      rule.id = value["rule"]?.string ?? ""
      rule.title = value["title"]?.string ?? rule.id
      rule.severity = value["severity"]?.string.flatMap(Severity.init) ?? .minor
      rule.effect = value["as"]?.string.flatMap(RuleEffect.init) ?? .violation
      rule.status = value["status"]?.string.flatMap(RuleStatus.init) ?? .active
      rule.falsePositives = value["false_positives"]?.string ?? ""
      rules.append(rule)
    }
    var index = 0
    record["rules"]?.forEachElement { value in
      if index < rules.count { rules[index].unknown = value["unknown"]?.integer ?? 0 }
      index += 1
    }
  }

  private mutating func readCard(_ stored: StoredValue) {
    var card = Card()
    card.mode = stored["mode"]?.string ?? ""
    card.base = stored["base"]?.hundredths ?? card.base
    card.pass = stored["pass"]?.hundredths ?? card.pass
    stored["sections"]?.forEachElement { value in
      var section = SectionEntry(id: value["section"]?.string ?? "", title: value["title"]?.string ?? "")
      value["items"]?.forEachElement { value in
        let rule = value["rule"]?.string
        section.items.append(
          ItemEntry(
            id: value["item"]?.string ?? "", title: value["title"]?.string ?? "",
            rule: rule.flatMap { id in rules.firstIndex { $0.id == id } }, question: value["ask"]?.string ?? "",
            fatal: value["fatal"]?.string ?? ""))
      }
      card.sections.append(section)
    }
    self.card = card
  }
}
