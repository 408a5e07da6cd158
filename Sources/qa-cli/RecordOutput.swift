internal import Reports
internal import Transcripts

/// Prints records as a table, NDJSON or CSV.
enum RecordOutput {
  /// Prints items: `json` and `csv` make their records, `row` their cells in the table.
  static func print<Item>(
    _ items: [Item], _ format: VoiceFormat?, columns: [String], table: [TextTable.Column],
    json: (Item, inout JSONRecordEncoder) -> Void, csv: (Item, inout CSVRecordEncoder) -> Void, row: (Item) -> [String]
  ) throws {
    try print(items, format, columns: columns, table: table, json: json, csv: csv, rows: { [row($0)] })
  }

  /// Prints items of which each may take several rows of the table.
  static func print<Item>(
    _ items: [Item], _ format: VoiceFormat?, columns: [String], table: [TextTable.Column],
    json: (Item, inout JSONRecordEncoder) -> Void, csv: (Item, inout CSVRecordEncoder) -> Void,
    rows: (Item) -> [[String]]
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
      for row in items.flatMap(rows) { text.add(row) }
      if !items.isEmpty { try output.write(text.rendered(width: Console.width)) }
    }
    try output.flush()
  }
}
