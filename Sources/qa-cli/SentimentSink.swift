internal import Reports
internal import TextAnalysis
internal import Transcripts

/// Where `sentiment score` writes.
struct SentimentSink {
  private let format: SentimentScoreCommand.Format
  private let unit: SentimentScoreCommand.Unit
  private let language: Language
  private let output = CheckedOutput.standardOutput()
  private var json = JSONRecordEncoder()
  private var csv: CSVRecordEncoder
  private var table: TextTable

  static let columns =
    [
      "unit", "conversation_id", "role", "turn", "seq", "turns", "score", "label", "first", "last", "shift", "trend",
      "lowest", "lowest_turn",
    ] + Emotion.allCases.map { "emotions.\($0.name)" } + ["engine"]

  init(_ format: SentimentScoreCommand.Format, _ unit: SentimentScoreCommand.Unit, _ language: Language) {
    self.format = format
    self.unit = unit
    self.language = language
    csv = CSVRecordEncoder(columns: Self.columns, dialect: .rfc4180)
    table = TextTable(SentimentTables.columns(unit == .turn, language))
  }

  func begin() throws {
    if format == .csv { try output.write(CSVRecordEncoder.header(columns: Self.columns, dialect: .rfc4180)) }
  }

  mutating func add(
    _ sentiment: ConversationSentiment, _ conversation: Conversation, _ roles: [Role], _ records: SentimentRecords
  ) throws {
    let sides = roles.filter { role in roles.count == 1 || sentiment.turns.contains { $0.role == role } }
    switch format {
    case .table:
      if unit == .turn {
        for turn in sentiment.turns { table.add(SentimentTables.row(turn, conversation, language)) }
      } else {
        for role in sides { table.add(SentimentTables.row(sentiment, role, conversation, language)) }
      }
    case .ndjson:
      add(sentiment, conversation, sides, records, &json)
      if json.bytes.count > 1 << 16 {
        try output.write(json.bytes)
        json.removeAll()
      }
    case .csv:
      add(sentiment, conversation, sides, records, &csv)
      if csv.bytes.count > 1 << 16 {
        try output.write(csv.bytes)
        csv.removeAll()
      }
    }
  }

  private func add(
    _ sentiment: ConversationSentiment, _ conversation: Conversation, _ sides: [Role], _ records: SentimentRecords,
    _ encoder: inout some RecordEncoder
  ) {
    if unit != .conversation {
      for turn in sentiment.turns { records.write(turn, of: conversation, into: &encoder) }
    }
    if unit != .turn {
      for role in sides { records.write(sentiment, side: role, of: conversation, into: &encoder) }
    }
  }

  func end() throws {
    switch format {
    case .table: try output.write(table.rendered(width: Console.width))
    case .ndjson: try output.write(json.bytes)
    case .csv: try output.write(csv.bytes)
    }
    try output.flush()
  }
}
