internal import CVectorKernels

/// Rows as 16-bit integers, each with its own unit: half the memory of floats, and a 30,000th of a row's largest number off
/// at most.
///
/// Unsafe code: rows are added through pointers; who adds names rows that there are.
struct ScaledRows: Sendable {
  /// How many rows there are.
  let rowCount: Int
  /// How many numbers of a row mean something.
  let columnCount: Int
  /// How many numbers a row takes: a multiple of 8.
  let stride: Int
  /// The numbers, row after row, in units of ``units``.
  let values: [Int16]
  /// The unit of each row.
  let units: [Float]

  /// Takes the rows of a matrix.
  init(_ matrix: Matrix) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    stride = matrix.stride
    var values = [Int16](repeating: 0, count: rowCount * stride)
    var units = [Float](repeating: 0, count: rowCount)
    for row in 0..<rowCount {
      let line = matrix.row(row)
      let largest = line.reduce(Float(0)) { max($0, $1.magnitude) }
      guard largest > 0 else { continue }
      units[row] = largest / 32_767
      for (column, value) in line.enumerated() {
        values[row * stride + column] = Int16((value / largest * 32_767).rounded(.toNearestOrEven))
      }
    }
    self.values = values
    self.units = units
  }

  /// Puts together what a file holds; nothing if the parts do not fit.
  init?(columns: Int, values: [Int16], units: [Float]) {
    guard columns >= 0, columns < 1 << 16 else { return nil }
    let stride = (columns + 7) / 8 * 8
    guard values.count == units.count * stride else { return nil }
    rowCount = units.count
    columnCount = columns
    self.stride = stride
    self.values = values
    self.units = units
  }

  /// `out += Σ value · row` over the first entries, in their order; columns are numbers of rows.
  func add(_ columns: [Int32], _ weights: [Float], _ count: Int, to out: inout [Float], at place: Int) {
    guard count > 0 else { return }
    precondition(count <= columns.count && count <= weights.count && place >= 0 && place + stride <= out.count)
    assert(columns.prefix(count).allSatisfy { $0 >= 0 && $0 < rowCount })
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe units.withUnsafeBufferPointer { units in
          unsafe cvector_add_scaled(
            values.baseAddress!, units.baseAddress!, stride, columns, weights, count, out.baseAddress! + place)
        }
      }
    }
  }
}
