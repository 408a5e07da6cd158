internal import Foundation
internal import GRDB
public import Transcripts

extension Store {
  /// A value of a row that is being exported.
  public struct Cell: Sendable, Hashable {
    /// The table.
    public var table: String
    /// The column.
    public var column: String
  }

  /// Writes every table as `store_row/1` records, all of one moment; tables by name, rows in the order of their keys.
  ///
  /// Bytes that are no text are not written, only how many there are.
  ///
  /// - Parameters:
  ///   - text: What is written instead of a text; `nil` for null.
  ///   - output: Where the records of a table go.
  /// - Returns: How many rows each table has.
  public func export(
    text: (Cell, String) -> String?, output: (String) throws -> CheckedOutput, finish: (String) throws -> Void
  ) throws -> [StoreInventory.Table] {
    try read { database in
      try Self.tableNames(database).map { table in
        let out = try output(table)
        let keys = try database.primaryKey(table).columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \"\(table)\" ORDER BY \(keys)")
        var count = 0
        while let row = try rows.next() {
          count += 1
          try out.write(Self.record(row, table, text))
        }
        try finish(table)
        return StoreInventory.Table(name: table, rows: count)
      }
    }
  }

  private static func record(_ row: Row, _ table: String, _ text: (Cell, String) -> String?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.string("store_row/1" as StaticString)
    writer.key("table")
    writer.string(table)
    writer.key("values")
    writer.beginObject()
    for (column, value) in row {
      writer.key(string: column)
      func write(_ string: String) {
        if let string = text(Cell(table: table, column: column), string) {
          writer.string(string)
        } else {
          writer.null()
        }
      }
      switch value.storage {
      case .null: writer.null()
      case .int64(let number): writer.int(Int(number))
      case .double(let number): writer.number(number)
      case .string(let string): write(string)
      case .blob(let data):
        if let string = String(validating: data, as: UTF8.self) {
          write(string)
        } else {
          writer.beginObject()
          writer.key("bytes")
          writer.int(data.count)
          writer.endObject()
        }
      }
    }
    writer.endObject()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}
