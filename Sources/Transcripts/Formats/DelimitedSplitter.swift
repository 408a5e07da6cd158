/// Cuts one row of delimited text (RFC 4180) out of memory; the inner loop of reading CSV.
///
/// A quote opens a quoted field only at its start; elsewhere it is a character like any other. What follows a closing
/// quote up to the separator belongs to the field. LF, CRLF and CR end a row.
struct DelimitedSplitter: Sendable {
  /// The separator.
  let separator: UInt8

  /// How the end of a row was found.
  enum Ending {
    /// The row ends before this offset; line breaks inside it were counted.
    case row(next: Int, breaks: Int)
    /// The bytes end inside the row, in a quote that was opened at this line of the row (from 0), or not.
    case open(quote: Int?)
  }

  /// Reads one row from `offset` on; with `isLast` the end of the bytes ends it.
  func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, isLast: Bool, into row: inout RowBuffer
  ) -> Ending {
    var index = offset
    let count = bytes.count
    var breaks = 0
    while true {
      let start = row.bytes.count
      if index < count, unsafe bytes[index] == 0x22 {
        let openedAt = breaks
        index += 1
        while true {
          let from = index
          while index < count, unsafe bytes[index] != 0x22 {
            if unsafe bytes[index] == 0x0A { breaks += 1 }
            index += 1
          }
          unsafe row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[from..<index]))
          if index == count { return .open(quote: openedAt) }
          // A quote at the very end may be the first of two.
          if index + 1 == count, !isLast { return .open(quote: openedAt) }
          if index + 1 < count, unsafe bytes[index + 1] == 0x22 {
            row.bytes.append(0x22)
            index += 2
            continue
          }
          index += 1
          break
        }
      }
      let from = index
      index = unsafe firstMark(bytes, from: index)
      if index > from { unsafe row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[from..<index])) }
      let end = row.bytes.count
      row.cells.append(
        .init(
          start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
          kind: start == end ? .empty : .text, value: 0))
      guard index < count else {
        return isLast ? .row(next: count, breaks: breaks) : .open(quote: nil)
      }
      let mark = unsafe bytes[index]
      index += 1
      if mark == separator { continue }
      if mark == 0x0D {
        if index == count, !isLast { return .open(quote: nil) }
        if index < count, unsafe bytes[index] == 0x0A { index += 1 }
      }
      return .row(next: index, breaks: breaks + 1)
    }
  }

  /// The offset of the next separator or line break, or the end.
  @inline(__always)
  private func firstMark(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let marks = ones &* UInt64(separator)
    var index = offset
    let count = bytes.count
    guard let base = unsafe UnsafeRawPointer(bytes.baseAddress) else { return count }
    while index + 8 <= count {
      let word = unsafe UInt64(littleEndian: (base + index).loadUnaligned(as: UInt64.self))
      let a = word ^ marks
      let b = word ^ (ones &* 0x0A)
      let c = word ^ (ones &* 0x0D)
      // The lowest set bit is exact: a byte is falsely marked only above a true one.
      let found = (((a &- ones) & ~a) | ((b &- ones) & ~b) | ((c &- ones) & ~c)) & highs
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count {
      let byte = unsafe bytes[index]
      if byte == separator || byte == 0x0A || byte == 0x0D { return index }
      index += 1
    }
    return count
  }
}
