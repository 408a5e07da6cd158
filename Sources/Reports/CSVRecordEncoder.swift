public import Transcripts

/// How CSV is written.
public enum CSVDialect: String, Sendable, Hashable, CaseIterable {
  /// RFC 4180 quoting, line feeds, no byte order mark: for programs.
  case rfc4180
  /// A byte order mark, CRLF and a guard against formulas: for spreadsheets.
  case excel
}

/// Turns records into rows of CSV; top-level fields become columns, lists of texts are joined by `;`.
///
/// The columns are fixed when the encoder is made, so that every row has them all whatever a record leaves out.
public struct CSVRecordEncoder: RecordTextEncoder {
  /// Spreads a list of objects over columns, for example one column for every item of a scorecard.
  public struct Pivot: Sendable {
    /// The list field.
    public var list: String
    /// The field of its objects that names the column.
    public var key: String
    /// The field of its objects that fills the column.
    public var value: String
    /// What stands before the name in the header.
    public var prefix: String

    /// Makes a pivot.
    public init(list: String, key: String, value: String, prefix: String) {
      self.list = list
      self.key = key
      self.value = value
      self.prefix = prefix
    }
  }

  /// The column names.
  public let columns: [String]
  /// The rows so far.
  public private(set) var bytes: [UInt8] = []

  private let dialect: CSVDialect
  private let pivot: Pivot?
  private let index: [String: Int]
  private var row: [Cell]
  /// The path into the record: empty at the top level.
  private var depth = 0
  private var list = ""
  private var joined: [String] = []
  private var pivotKey = ""
  private var pivotValue = ""
  private var nested = ""

  private enum Cell {
    case empty
    /// Text from the data: guarded and quoted.
    case text(String)
    /// A number or word we made ourselves.
    case plain(String)
  }

  /// Makes an encoder for some columns.
  public init(columns: [String], dialect: CSVDialect, pivot: Pivot? = nil) {
    self.columns = columns
    self.dialect = dialect
    self.pivot = pivot
    index = Dictionary(columns.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    row = Array(repeating: .empty, count: columns.count)
  }

  /// The header line of a file, with the byte order mark where the dialect has one.
  public static func header(columns: [String], dialect: CSVDialect) -> [UInt8] {
    var out: [UInt8] = dialect == .excel ? [0xEF, 0xBB, 0xBF] : []
    for (position, column) in columns.enumerated() {
      if position > 0 { out.append(0x2C) }
      appendText(column, to: &out, dialect: dialect)
    }
    out += dialect == .excel ? [0x0D, 0x0A] : [0x0A]
    return out
  }

  /// Forgets the rows and keeps the storage.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Starts a row.
  public mutating func begin(_ schema: StaticString) {
    for position in row.indices { row[position] = .empty }
    depth = 0
  }

  /// Fills a column with text.
  public mutating func field(_ name: StaticString, _ value: String) {
    if depth == 0 {
      set("\(name)", .text(value))
    } else if depth == 2, let pivot, list == pivot.list {
      if "\(name)" == pivot.key { pivotKey = value }
      if "\(name)" == pivot.value { pivotValue = value }
    }
  }

  /// Fills a column with text given as UTF-8.
  public mutating func field(_ name: StaticString, utf8 value: ArraySlice<UInt8>) {
    field(name, String(decoding: value, as: UTF8.self))
  }

  /// Fills a column with a whole number.
  public mutating func field(_ name: StaticString, _ value: Int) { plain(name, String(value)) }

  /// Fills a column with a decimal.
  public mutating func field(_ name: StaticString, hundredths value: Int?) {
    guard let value else { return }
    var writer = JSONWriter()
    writer.hundredths(value)
    plain(name, String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Fills a column with a number.
  public mutating func field(_ name: StaticString, number value: Double?) {
    guard let value else { return }
    var writer = JSONWriter()
    writer.number(value)
    plain(name, String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Fills a column with `true` or `false`.
  public mutating func field(_ name: StaticString, _ value: Bool) { plain(name, value ? "true" : "false") }

  /// Leaves a column empty.
  public mutating func fieldNull(_ name: StaticString) {}

  /// Fills a column with JSON text.
  public mutating func field(_ name: StaticString, json value: [UInt8]) {
    field(name, String(decoding: value, as: UTF8.self))
  }

  /// Starts a list: of texts, joined into one column, or of objects, spread by the pivot.
  public mutating func beginList(_ name: StaticString) {
    depth += 1
    if depth == 1 {
      list = "\(name)"
      joined.removeAll()
    }
  }

  /// A text of a list.
  public mutating func item(_ value: String) { if depth == 1 { joined.append(value) } }

  /// Starts an object of a list.
  public mutating func beginItem() {
    depth += 1
    guard depth == 2 else { return }
    pivotKey = ""
    pivotValue = ""
  }

  /// Ends an object of a list.
  public mutating func endItem() {
    if depth == 2, let pivot, list == pivot.list, !pivotKey.isEmpty { set(pivot.prefix + pivotKey, .text(pivotValue)) }
    depth -= 1
  }

  /// Ends a list.
  public mutating func endList() {
    if depth == 1, !joined.isEmpty { set(list, .text(joined.joined(separator: ";"))) }
    depth -= 1
  }

  /// Starts a nested object; its texts become columns `name.field`.
  public mutating func beginNested(_ name: StaticString) {
    depth += 1
    if depth == 1 { nested = "\(name)." }
  }

  /// A text of a nested object.
  public mutating func nestedField(name: String, value: String) { if depth == 1 { set(nested + name, .text(value)) } }

  /// Ends a nested object.
  public mutating func endNested() {
    depth -= 1
    if depth == 0 { nested = "" }
  }

  /// Ends the row.
  public mutating func end() {
    for (position, cell) in row.enumerated() {
      if position > 0 { bytes.append(0x2C) }
      switch cell {
      case .empty: break
      case .plain(let text): bytes += text.utf8
      case .text(let text): Self.appendText(text, to: &bytes, dialect: dialect)
      }
    }
    bytes += dialect == .excel ? [0x0D, 0x0A] : [0x0A]
  }

  private mutating func plain(_ name: StaticString, _ value: String) {
    if depth == 0 {
      set("\(name)", .plain(value))
    } else if depth == 1, !nested.isEmpty {
      set(nested + "\(name)", .plain(value))
    }
  }

  private mutating func set(_ column: String, _ cell: Cell) {
    if let position = index[column] { row[position] = cell }
  }

  /// Appends a cell: quoted where it must be, and with an apostrophe before anything a spreadsheet would run.
  ///
  /// The guarded beginnings are those of CVE-2021-41270 with LF and the full-width forms.
  static func appendText(_ text: String, to out: inout [UInt8], dialect: CSVDialect) {
    let isFormula =
      dialect == .excel && text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } == true
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    if needsQuotes { out.append(0x22) }
    if isFormula { out.append(0x27) }
    for byte in text.utf8 {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    if needsQuotes { out.append(0x22) }
  }
}
