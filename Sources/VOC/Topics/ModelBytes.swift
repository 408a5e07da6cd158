/// Writes numbers and lists of a model, little-endian.
struct ModelWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: UInt64) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * shift))) }
  }

  mutating func write(_ values: [UInt64]) {
    write(UInt64(values.count))
    for value in values { write(value) }
  }

  mutating func write(_ values: [Float]) {
    write(UInt64(values.count))
    bytes.reserveCapacity(bytes.count + values.count * 4)
    for value in values { write32(value.bitPattern) }
  }

  mutating func write(_ values: [Int32]) {
    write(UInt64(values.count))
    for value in values { write32(UInt32(bitPattern: value)) }
  }

  mutating func write(_ matrix: Matrix) {
    write(UInt64(matrix.rowCount))
    write(UInt64(matrix.columnCount))
    write(matrix.values)
  }

  mutating func write(_ rows: ScaledRows) {
    write(UInt64(rows.columnCount))
    write(rows.units)
    write(UInt64(rows.values.count))
    bytes.reserveCapacity(bytes.count + rows.values.count * 2)
    for value in rows.values {
      let bits = UInt16(bitPattern: value)
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    }
  }

  mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

  private mutating func write32(_ value: UInt32) {
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * shift))) }
  }
}

/// Reads what ``ModelWriter`` wrote; nothing if the bytes end too early.
struct ModelReader {
  /// The version of the model: in the first, projections are floats.
  var version: UInt64 = 2
  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  mutating func number() -> UInt64? {
    guard position + 8 <= bytes.count else { return nil }
    var value: UInt64 = 0
    for shift in 0..<8 { value |= UInt64(bytes[position + shift]) << UInt64(8 * shift) }
    position += 8
    return value
  }

  mutating func numbers() -> [UInt64]? {
    guard let count = count(of: 8) else { return nil }
    var values: [UInt64] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(number()!) }
    return values
  }

  mutating func words() -> [UInt32]? {
    guard let count = count(of: 4) else { return nil }
    var values: [UInt32] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      var value: UInt32 = 0
      for shift in 0..<4 { value |= UInt32(bytes[position + shift]) << UInt32(8 * shift) }
      position += 4
      values.append(value)
    }
    return values
  }

  mutating func floats() -> [Float]? { words()?.map { Float(bitPattern: $0) } }

  mutating func integers() -> [Int32]? { words()?.map { Int32(bitPattern: $0) } }

  mutating func matrix() -> Matrix? {
    guard let rows = number(), let columns = number(), let values = floats(), columns <= 4096 else { return nil }
    // What the numbers say is checked before memory is asked for.
    let (size, overflows) = rows.multipliedReportingOverflow(by: (columns + 7) / 8 * 8)
    guard !overflows, size == UInt64(values.count), rows <= UInt64(Int32.max), columns > 0 || rows == 0,
      values.allSatisfy(\.isFinite)
    else { return nil }
    return Matrix(blocks: [values], rows: Int(rows), columns: Int(columns))
  }

  mutating func scaledRows() -> ScaledRows? {
    if version == 1 { return matrix().map { ScaledRows($0) } }
    guard let columns = number(), columns <= 4096, let units = floats(), units.allSatisfy(\.isFinite),
      let count = count(of: 2)
    else { return nil }
    var values: [Int16] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      values.append(Int16(bitPattern: UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8))
      position += 2
    }
    return ScaledRows(columns: Int(columns), values: values, units: units)
  }

  /// The count of a list whose items take so many bytes, if they are all there.
  private mutating func count(of size: Int) -> Int? {
    guard let count = number(), count <= UInt64((bytes.count - position) / size) else { return nil }
    return Int(count)
  }
}
