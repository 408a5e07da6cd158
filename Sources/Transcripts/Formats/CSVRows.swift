/// Cuts CSV bytes into rows of fields (RFC 4180): quoted fields may hold commas, doubled quotes and line breaks.
///
/// Bytes may come in pieces of any size; the rows are the same wherever the pieces are cut. CRLF, LF and CR end a row;
/// a blank line is no row.
public struct CSVRows: Sendable {
  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  private let separator: UInt8
  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fields: [[UInt8]] = []
  private var lastWasCarriageReturn = false
  private var line = 1
  private var quoteLine = 0
  private var rowLine = 1

  /// Where a quote stands open, if one does: the number of the line in which it was opened.
  public var openQuote: Int? { state == .quoted ? quoteLine : nil }

  /// Makes a reader for a separator: comma, tab, semicolon or bar.
  public init(separator: UInt8 = 0x2C) { self.separator = separator }

  /// Reads a piece; `row` gets every finished row with the number of its first line.
  public mutating func read(
    _ bytes: some Sequence<UInt8>, _ row: (_ fields: [[UInt8]], _ line: Int) throws -> Void
  ) rethrows {
    for byte in bytes {
      let followsCarriageReturn = lastWasCarriageReturn
      lastWasCarriageReturn = byte == 0x0D
      if byte == 0x0A && followsCarriageReturn && state != .quoted { continue }
      if byte == 0x0A || (byte == 0x0D && state != .quoted) { line += 1 }
      switch (state, byte) {
      case (.quoted, 0x22): state = .quoteInQuoted
      case (.quoted, _): field.append(byte)
      case (.quoteInQuoted, 0x22):
        field.append(0x22)
        state = .quoted
      case (_, separator): endField()
      case (_, 0x0A), (_, 0x0D): try endRow(row)
      case (.fieldStart, 0x22):
        state = .quoted
        quoteLine = line
      default:
        field.append(byte)
        state = .plain
      }
    }
  }

  /// Ends the input: a last row without a line break counts.
  public mutating func finish(_ row: (_ fields: [[UInt8]], _ line: Int) throws -> Void) rethrows { try endRow(row) }

  private mutating func endField() {
    fields.append(field)
    field.removeAll(keepingCapacity: true)
    state = .fieldStart
  }

  private mutating func endRow(_ row: ([[UInt8]], Int) throws -> Void) rethrows {
    let isBlank = fields.isEmpty && field.isEmpty && state == .fieldStart
    endField()
    if !isBlank { try row(fields, rowLine) }
    fields.removeAll(keepingCapacity: true)
    rowLine = line
  }
}
