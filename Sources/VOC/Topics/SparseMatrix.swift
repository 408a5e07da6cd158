/// A sparse matrix of floats by rows.
struct SparseMatrix: Sendable {
  /// How many columns it has.
  let columnCount: Int
  /// Where each row begins in ``columns`` and, last, their number.
  private(set) var rowStarts: [Int] = [0]
  /// The column of every entry, ascending in a row.
  private(set) var columns: [Int32] = []
  /// The value of every entry.
  private(set) var values: [Float] = []

  /// Makes a matrix without rows.
  init(columns: Int) { columnCount = columns }

  /// How many rows it has.
  var rowCount: Int { rowStarts.count - 1 }

  /// Appends an entry to the row that is being written; columns must ascend.
  @inline(__always)
  mutating func append(_ column: Int32, _ value: Float) {
    columns.append(column)
    values.append(value)
  }

  /// Ends a row.
  mutating func endRow() { rowStarts.append(columns.count) }

  /// Appends the rows of another matrix of the same width.
  mutating func append(rows other: SparseMatrix) {
    let offset = columns.count
    columns.append(contentsOf: other.columns)
    values.append(contentsOf: other.values)
    for start in other.rowStarts.dropFirst() { rowStarts.append(offset + start) }
  }

  /// The transposed matrix.
  func transposed() -> SparseMatrix {
    var result = SparseMatrix(columns: rowCount)
    var starts = [Int](repeating: 0, count: columnCount + 1)
    for column in columns { starts[Int(column) + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var places = starts
    var rows = [Int32](repeating: 0, count: columns.count)
    var data = [Float](repeating: 0, count: columns.count)
    for row in 0..<rowCount {
      for index in rowStarts[row]..<rowStarts[row + 1] {
        let place = places[Int(columns[index])]
        rows[place] = Int32(row)
        data[place] = values[index]
        places[Int(columns[index])] += 1
      }
    }
    result.rowStarts = starts
    result.columns = rows
    result.values = data
    return result
  }

  /// The product with a dense matrix: `self · right`.
  func times(_ right: Matrix, jobs: Int) -> Matrix {
    let stride = right.stride
    let ranges = ParallelBlocks.ranges(rowCount, size: 512)
    let blocks = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var out = [Float](repeating: 0, count: ranges[block].count * stride)
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe right.values.withUnsafeBufferPointer { right in
          for (place, row) in ranges[block].enumerated() {
            let target = unsafe out.baseAddress! + place * stride
            for index in rowStarts[row]..<rowStarts[row + 1] {
              unsafe VectorKernels.add(
                right.baseAddress! + Int(columns[index]) * stride, times: values[index], to: target, stride)
            }
          }
        }
      }
      return out
    }
    return Matrix(blocks: blocks, rows: rowCount, columns: right.columnCount)
  }
}
