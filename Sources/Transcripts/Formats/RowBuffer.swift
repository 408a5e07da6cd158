/// The cells of one row in memory that is used again for the next row.
struct RowBuffer: Sendable {
  /// What a cell holds.
  enum Kind: UInt8, Sendable {
    case empty
    case text
    /// A number of a spreadsheet or of JSON; its text is there too.
    case number
    case bool
    /// A date of a spreadsheet: milliseconds of a wall clock.
    case date
  }

  /// One cell: its text's place in ``RowBuffer/bytes``, and its value if it is a number or a date.
  struct Slot: Sendable {
    var start: Int32
    var end: Int32
    var kind: Kind
    var value: Double
  }

  /// The texts of the cells one after the other, valid UTF-8 unless ``problem`` says otherwise.
  var bytes: [UInt8] = []
  /// The cells from the first column on.
  var cells: [Slot] = []
  /// The row's number (or its line's), from 1.
  var number = 0
  /// Where the row lies in the source.
  var byteOffset = 0
  /// How many bytes it has there.
  var byteLength = 0
  /// What is wrong with the row.
  var problem: RecordProblem?
  /// The row's own bytes in the source, without its line break.
  var raw: [UInt8] = []
  /// What lies between the row before and this one: line breaks, blank lines.
  var lead: [UInt8] = []

  /// Forgets the row and keeps the memory.
  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    raw.removeAll(keepingCapacity: true)
    lead.removeAll(keepingCapacity: true)
    problem = nil
  }

  /// The text of a cell; empty where there is none.
  func text(_ column: Int) -> ArraySlice<UInt8> {
    guard column >= 0, column < cells.count else { return [] }
    return bytes[Int(cells[column].start)..<Int(cells[column].end)]
  }

  /// The text of a cell without white space around it.
  func trimmed(_ column: Int) -> ArraySlice<UInt8> { text(column).trimmedSpace }

  /// The text of a cell for people.
  func string(_ column: Int) -> String { String(decoding: trimmed(column), as: UTF8.self) }

  /// Whether a cell has nothing but white space.
  func isEmpty(_ column: Int) -> Bool { trimmed(column).isEmpty }

  /// Adds a cell of text.
  mutating func append(_ text: some Sequence<UInt8>, kind: Kind = .text, value: Double = 0) {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: text)
    let end = Int32(bytes.count)
    cells.append(Slot(start: start, end: end, kind: start == end ? .empty : kind, value: value))
  }

  /// Adds a cell of a table.
  mutating func append(_ cell: Cell) {
    switch cell {
    case .empty: append([])
    case .text(let text): append(text.utf8)
    case .number(let number): append(Self.text(of: number).utf8, kind: .number, value: number)
    case .bool(let value): append((value ? "true" : "false").utf8, kind: .bool)
    case .date(let milliseconds):
      append(Timestamp.text(ofReading: milliseconds).utf8, kind: .date, value: Double(milliseconds))
    }
  }

  /// A number as people write it: whole numbers without a point.
  static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 9e15 { return String(Int64(number)) }
    return "\(number)"
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without ASCII white space, no-break spaces and ideographic spaces around them.
  var trimmedSpace: ArraySlice<UInt8> {
    guard let first, let last else { return self }
    // Nearly all text has neither a blank at its ends nor bytes that blanks may begin or end with.
    if first > 0x20, first != 0xC2, first != 0xE3, first != 0xEF, last > 0x20, last != 0x80, last != 0xA0 {
      return self
    }
    return trimmedSlowly
  }

  private var trimmedSlowly: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first {
      if first <= 0x20 {
        slice = slice.dropFirst()
      } else if first < 0xC2 || (first != 0xC2 && first != 0xE3 && first != 0xEF) {
        break
      } else if slice.starts(with: [0xE3, 0x80, 0x80]) || slice.starts(with: [0xEF, 0xBB, 0xBF]) {
        slice = slice.dropFirst(3)
      } else if slice.starts(with: [0xC2, 0xA0]) {
        slice = slice.dropFirst(2)
      } else {
        break
      }
    }
    while let last = slice.last {
      if last <= 0x20 {
        slice = slice.dropLast()
      } else if last == 0x80 || last == 0xA0, slice.suffix(3).elementsEqual([0xE3, 0x80, 0x80]) {
        slice = slice.dropLast(3)
      } else if last == 0xA0, slice.suffix(2).elementsEqual([0xC2, 0xA0]) {
        slice = slice.dropLast(2)
      } else {
        break
      }
    }
    return slice
  }
}

/// Gives the rows of one input into memory that is used again.
protocol RowReader: AnyObject {
  /// Reads the next row; false at the end.
  func next(into row: inout RowBuffer) throws(ToolError) -> Bool

  /// The names of the columns if the source itself has names, as JSON has; else `nil`: a row of them comes first.
  var columnNames: [String]? { get }

  /// Whether rows are turns that repeat their record's columns.
  var isNested: Bool { get }

  /// Whether a row with more or fewer cells than the header is broken; spreadsheets leave empty cells out.
  var isRectangular: Bool { get }
}

extension RowReader {
  var isNested: Bool { false }
}

/// Rows of a spreadsheet as rows to read.
final class TableRows<Source: RowSource>: RowReader {
  private var source: Source

  init(_ source: Source) { self.source = source }

  var columnNames: [String]? { nil }
  var isRectangular: Bool { false }

  func next(into row: inout RowBuffer) throws(ToolError) -> Bool {
    guard let found = try source.nextRow() else { return false }
    row.reset()
    for cell in found.cells { row.append(cell) }
    row.number = found.number
    row.byteOffset = found.byteOffset
    row.byteLength = found.byteLength
    // The part's own bytes are gone by now: the texts of the cells stand for them.
    for column in row.cells.indices {
      if column > 0 { row.raw.append(0x09) }
      row.raw += row.text(column)
    }
    return true
  }
}
