internal import Reports
internal import Transcripts

/// Prints records as a table, NDJSON or CSV.
enum RecordOutput {
  /// Prints items: `write` makes their records, `row` their cells in the table.
  static func print<Item>(
    _ items: [Item], _ format: VoiceFormat?, columns: [String], table: [TextTable.Column],
    json: (Item, inout JSONRecordEncoder) -> Void, csv: (Item, inout CSVRecordEncoder) -> Void, row: (Item) -> [String]
  ) throws {
    let output = CheckedOutput.standardOutput()
    switch VoiceFormat.usual(format) {
    case .ndjson:
      var encoder = JSONRecordEncoder()
      for item in items { json(item, &encoder) }
      try output.write(encoder.bytes)
    case .csv:
      var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180)
      for item in items { csv(item, &encoder) }
      try output.write(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180) + encoder.bytes)
    case .table:
      var text = TextTable(table)
      for item in items { text.add(row(item)) }
      if !items.isEmpty { try output.write(text.rendered(width: Console.width)) }
    }
    try output.flush()
  }
}
