internal import Foundation
internal import GRDB
internal import Store
public import TextAnalysis
internal import Transcripts

extension Data {
  /// Bytes for the store.
  static func bytes(_ bytes: [UInt8]) -> Data { Data(bytes) }
}

/// What a fit, an assignment or a refresh did.
public struct RegistryRun: Sendable, Hashable {
  /// Different texts in the store.
  public var units = 0
  /// Different texts with a topic.
  public var assigned = 0
  /// Different texts without one, by reason, in the order of reasons.
  public var pending: [Pending] = []
  /// Topics that are active or dormant.
  public var topics = 0
  /// What happened to topics.
  public var events: [TopicEvent] = []
  /// Old texts that kept their topic, and how many there were.
  public var kept = 0
  /// Old texts.
  public var before = 0

  /// Texts without a topic.
  public struct Pending: Sendable, Hashable {
    /// Why: `too_short`, `ambiguous`, `novel` or `pool_full`.
    public var reason: String
    /// How many different texts.
    public var units: Int
  }
}

extension TopicRegistry {
  /// The units of the store as a collection in order of their keys.
  struct Units {
    var ids: [Int64] = []
    var collection = TextCollection()
    var topics: [Int64?] = []
    var pinned: [Bool] = []
    var customers: [[UInt64]] = []
    var ages: [[Int32]] = []
  }

  func units(_ database: Database) throws -> Units {
    var units = Units()
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT u.id, u.text, u.topic, u.pinned, count(m.unit) AS n FROM voice_unit u JOIN voice_mention m ON m.unit = u.id
        WHERE length(u.text) > 0 GROUP BY u.id ORDER BY u.id
        """)
    var places: [Int64: Int] = [:]
    while let row = try rows.next() {
      let place = units.collection.add(Array(row["text"] as Data), count: row["n"])
      guard place == units.ids.count else { continue }
      units.ids.append(row["id"])
      units.topics.append(row["topic"])
      units.pinned.append(row["pinned"])
      places[row["id"]] = place
    }
    units.customers = [[UInt64]](repeating: [], count: units.ids.count)
    units.ages = [[Int32]](repeating: [], count: units.ids.count)
    let last = try Int64.fetchOne(database, sql: "SELECT max(started) FROM voice_contact") ?? 0
    let who = try Row.fetchCursor(
      database,
      sql: """
        SELECT DISTINCT m.unit, c.id, CASE c.customer WHEN 0 THEN c.key ELSE c.customer END AS customer, c.started
        FROM voice_mention m JOIN voice_contact c ON c.id = m.contact ORDER BY m.unit, customer, c.started
        """)
    while let row = try who.next() {
      guard let place = places[row["unit"]] else { continue }
      let customer = UInt64(bitPattern: row["customer"])
      if units.customers[place].count < 3, units.customers[place].last != customer {
        units.customers[place].append(customer)
      }
      // Days are counted back from the latest contact, so that no time zone is needed.
      guard let started = row["started"] as Int64? else { continue }
      units.ages[place].append(Int32(clamping: (last - started) / 86_400_000))
    }
    return units
  }

  /// The different texts of the store.
  public func texts() throws -> TextCollection { try store.read { try units($0).collection } }

  /// Finds topics for the first time.
  ///
  /// - Parameter embeddings: Vectors of ``texts()`` as a third channel; later runs do without.
  /// - Throws: `E-TOPICS` (65) if the store has topics already.
  public func fit(
    _ fitting: TopicFitting, dictionary: WordDictionary = .bundled, embeddings: EmbeddingTable? = nil
  ) throws -> RegistryRun {
    guard try !isFitted() else {
      throw ToolError(
        "E-TOPICS", what: "the store has topics already", how: "'topics refresh', which keeps their ids",
        exitCode: .inputRefused)
    }
    return try store.write { database in
      let units = try units(database)
      let run = try Self.beginRun(database, "fit")
      let model = fitting.fit(units.collection, dictionary: dictionary, embeddings: embeddings)
      var slots: [Int64] = []
      var result = RegistryRun()
      for slot in model.topics.indices {
        try database.execute(sql: "INSERT INTO topic DEFAULT VALUES")
        slots.append(database.lastInsertedRowID)
        try database.execute(sql: "INSERT INTO topic_slot VALUES (?, ?)", arguments: [slot, slots[slot]])
        try Self.record(database, run: run, .born, slots[slot], units: model.topics[slot].unitCount)
      }
      let assigner = Assignments(model, units, slots, dictionary, fitting.jobs)
      try write(assigner, units, database)
      try save(model, units, slots, dictionary, fitting.jobs, database)
      result.events = try Self.events(database, run: run)
      return try summary(result, database)
    }
  }

  /// Assigns the texts that have no topic yet to the topics there are.
  ///
  /// - Throws: `E-TOPICS` (65) if nothing was fitted.
  public func assign(dictionary: WordDictionary = .bundled, jobs: Int = 1) throws -> RegistryRun {
    try store.write { database in
      let (model, slots) = try model(database)
      let run = try Self.beginRun(database, "assign")
      let units = try units(database)
      try write(Assignments(model, units, slots, dictionary, jobs), units, database)
      try revive(database, run)
      var result = RegistryRun()
      result.events = try Self.events(database, run: run)
      return try summary(result, database)
    }
  }

  /// Lets topics follow the texts: births, splits, merges, dormancy and revival; ids stay.
  ///
  /// - Parameter isStructural: Whether topics may be born, split and merged.
  public func refresh(
    _ fitting: TopicFitting, isStructural: Bool = true, dictionary: WordDictionary = .bundled
  ) throws -> RegistryRun {
    try store.write { database in
      let run = try Self.beginRun(database, "refresh")
      return try refresh(fitting, isStructural, dictionary, run, database)
    }
  }

  func refresh(
    _ fitting: TopicFitting, _ isStructural: Bool, _ dictionary: WordDictionary, _ run: Int64, _ database: Database
  ) throws -> RegistryRun {
    let (old, _) = try model(database)
    let units = try units(database)
    let records = try Self.topics(database).filter { $0.state != .merged }
    var ids = records.map(\.id)
    var places: [Int64: Int32] = [:]
    for (place, id) in ids.enumerated() { places[id] = Int32(place) }
    var refresh = TopicRefresh(fitting: fitting)
    refresh.isStructural = isStructural
    let outcome = refresh.run(
      units.collection,
      units: units.ids.indices.map {
        .init(
          slot: units.topics[$0].flatMap { places[$0] } ?? -1, isPinned: units.pinned[$0],
          customers: units.customers[$0], ages: units.ages[$0])
      }, held: records.map { .init(isLocked: $0.isLocked || $0.state == .forbidden) }, resolution: old.resolution,
      dictionary: dictionary)
    var sizes = [Int](repeating: 0, count: outcome.model.topics.count)
    for slot in outcome.slots where slot >= 0 { sizes[Int(slot)] += 1 }
    for event in outcome.events {
      switch event {
      case .born(let slot):
        try database.execute(sql: "INSERT INTO topic DEFAULT VALUES")
        ids.append(database.lastInsertedRowID)
        try Self.record(database, run: run, .born, ids[slot], units: sizes[slot])
      case .split(let from, let into):
        try database.execute(
          sql: "INSERT INTO topic(owner, product) SELECT owner, product FROM topic WHERE id = ?", arguments: [ids[from]]
        )
        ids.append(database.lastInsertedRowID)
        try Self.record(database, run: run, .split, ids[into], other: ids[from], units: sizes[into])
      case .merged(let from, let into):
        try database.execute(
          sql: "UPDATE topic SET state = 'merged', merged_into = ? WHERE id = ?", arguments: [ids[into], ids[from]])
        try Self.record(database, run: run, .merged, ids[from], other: ids[into], units: sizes[into])
      }
    }
    var result = RegistryRun()
    let update = try database.makeStatement(sql: "UPDATE voice_unit SET topic = ?, reason = ? WHERE id = ?")
    var pool = 0
    for place in units.ids.indices {
      let slot = outcome.slots[place]
      let topic = slot < 0 ? nil : ids[Int(slot)]
      if let before = units.topics[place] {
        result.before += 1
        if before == topic { result.kept += 1 }
      }
      if topic == nil { pool += 1 }
      let reason =
        topic != nil ? nil : pool > Self.largestPool ? "pool_full" : outcome.reasons[place]?.rawValue ?? "novel"
      try update.execute(arguments: [topic, reason, units.ids[place]])
    }
    // Texts whose words were forgotten follow their topic.
    try database.execute(
      sql: """
        UPDATE voice_unit SET topic = (SELECT t.merged_into FROM topic t WHERE t.id = voice_unit.topic)
        WHERE length(text) = 0 AND topic IN (SELECT id FROM topic WHERE state = 'merged')
        """)
    try database.execute(sql: "DELETE FROM topic_slot")
    for (slot, id) in ids.enumerated() {
      try database.execute(sql: "INSERT INTO topic_slot VALUES (?, ?)", arguments: [slot, id])
    }
    try save(outcome.model, units, ids, dictionary, fitting.jobs, database)
    if isStructural { try rest(database, run) }
    try revive(database, run)
    result.events = try Self.events(database, run: run)
    return try summary(result, database)
  }

  /// Topics by slot of the units that have none yet.
  struct Assignments {
    var topics: [Int64?]
    var reasons: [String?]

    init(_ model: TopicModel, _ units: Units, _ slots: [Int64], _ dictionary: WordDictionary, _ jobs: Int) {
      let ranges = ParallelBlocks.ranges(units.ids.count, size: 1024)
      let found = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
        var assigner = TopicAssigner(model, dictionary: dictionary)
        return ranges[block].map { place -> (Int64?, String?) in
          if let topic = units.topics[place] { return (topic, nil) }
          let unit = units.collection.units[place]
          if let slot = model.fittedTopic(key: unit.key) { return (slots[slot], nil) }
          let assignment = assigner.assign(units.collection.text(unit))
          return (assignment.topic.map { slots[$0] }, assignment.reason?.rawValue)
        }
      }.flatMap { $0 }
      topics = found.map(\.0)
      reasons = found.map(\.1)
    }
  }

  private func write(_ assignments: Assignments, _ units: Units, _ database: Database) throws {
    let update = try database.makeStatement(sql: "UPDATE voice_unit SET topic = ?, reason = ? WHERE id = ?")
    var pool = 0
    for place in units.ids.indices where units.topics[place] == nil {
      if assignments.topics[place] == nil { pool += 1 }
      let reason =
        pool > Self.largestPool && assignments.topics[place] == nil ? "pool_full" : assignments.reasons[place]
      try update.execute(arguments: [assignments.topics[place], reason, units.ids[place]])
    }
  }

  /// Keeps the model and the topics' labels.
  private func save(
    _ model: TopicModel, _ units: Units, _ slots: [Int64], _ dictionary: WordDictionary, _ jobs: Int,
    _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO voice_value VALUES ('model', ?)", arguments: [Data(model.encoded())])
    let records = try Self.topics(database)
    let described = TopicDescriber().describe(model, units.collection, dictionary: dictionary, jobs: jobs)
    for (slot, topic) in described.enumerated() where topic.unitCount > 0 {
      guard let record = records.first(where: { $0.id == slots[slot] }) else { continue }
      // A label stays as long as its first phrase is still one of the strongest.
      let isCurrent = record.phrases.first.map { topic.phrases.contains($0) } ?? false
      let label = isCurrent ? record.label : topic.label
      let phrases = isCurrent ? [record.phrases[0]] + topic.phrases.filter { $0 != record.phrases[0] } : topic.phrases
      let medoid = topic.quotes.first.map { Int64(bitPattern: units.collection.units[$0.unit].key) }
      try database.execute(
        sql: "UPDATE topic SET label = ?, phrases = ?, medoid = ? WHERE id = ?",
        arguments: [label, phrases.joined(separator: "\n"), medoid, record.id])
    }
  }

  func model(_ database: Database) throws -> (TopicModel, [Int64]) {
    guard let bytes = try Data.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'model'") else {
      throw ToolError(
        "E-TOPICS", what: "the store has no topics yet", how: "'topics fit' first", exitCode: .inputRefused)
    }
    let slots = try Int64.fetchAll(
      database,
      sql: "SELECT coalesce(t.merged_into, t.id) FROM topic_slot s JOIN topic t ON t.id = s.topic ORDER BY s.slot")
    return (try TopicModel(encoded: Array(bytes), file: store.path), slots)
  }

  /// Days without a mention after which a topic is dormant.
  static let dormancy: Int64 = 28 * 86_400_000

  private func rest(_ database: Database, _ run: Int64) throws {
    for id in try Self.silent(database, state: "active", isSilent: true) {
      try database.execute(sql: "UPDATE topic SET state = 'dormant' WHERE id = ?", arguments: [id])
      try Self.record(database, run: run, .dormant, id)
    }
  }

  private func revive(_ database: Database, _ run: Int64) throws {
    for id in try Self.silent(database, state: "dormant", isSilent: false) {
      try database.execute(sql: "UPDATE topic SET state = 'active' WHERE id = ?", arguments: [id])
      try Self.record(database, run: run, .revived, id)
    }
  }

  private static func silent(_ database: Database, state: String, isSilent: Bool) throws -> [Int64] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT t.id FROM topic t LEFT JOIN voice_unit u ON u.topic = t.id LEFT JOIN voice_mention m ON m.unit = u.id
        LEFT JOIN voice_contact c ON c.id = m.contact WHERE t.state = ?1 GROUP BY t.id
        HAVING (max(c.started) IS NOT NULL AND max(c.started) < (SELECT max(started) FROM voice_contact) - ?2) = ?3 ORDER BY t.id
        """, arguments: [state, dormancy, isSilent])
  }

  private static func events(_ database: Database, run: Int64) throws -> [TopicEvent] {
    try Row.fetchAll(database, sql: "SELECT * FROM topic_event WHERE run = ? ORDER BY id", arguments: [run]).compactMap
    { row in
      TopicEvent.Kind(rawValue: row["kind"]).map {
        TopicEvent(
          run: row["run"], kind: $0, topic: row["topic"], other: row["other"], units: row["units"], at: row["at"],
          isByPerson: row["by_person"])
      }
    }
  }

  private func summary(_ run: RegistryRun, _ database: Database) throws -> RegistryRun {
    var run = run
    run.units = try Int.fetchOne(database, sql: "SELECT count(*) FROM voice_unit") ?? 0
    run.assigned = try Int.fetchOne(database, sql: "SELECT count(*) FROM voice_unit WHERE topic IS NOT NULL") ?? 0
    run.topics = try Int.fetchOne(database, sql: "SELECT count(*) FROM topic WHERE state != 'merged'") ?? 0
    run.pending = try Row.fetchAll(
      database,
      sql:
        "SELECT coalesce(reason, 'new') AS r, count(*) AS n FROM voice_unit WHERE topic IS NULL GROUP BY r ORDER BY r"
    ).map { .init(reason: $0["r"], units: $0["n"]) }
    return run
  }
}
