/// A dense matrix of floats by rows; rows are padded with zeros to a multiple of eight numbers.
struct Matrix: Sendable {
  /// How many rows it has.
  private(set) var rowCount: Int
  /// How many numbers of a row mean something.
  let columnCount: Int
  /// How many numbers a row takes.
  let stride: Int
  /// The numbers, row after row.
  var values: [Float]

  /// Makes a matrix of zeros.
  init(rows: Int, columns: Int) {
    rowCount = rows
    columnCount = columns
    stride = (columns + 7) / 8 * 8
    values = [Float](repeating: 0, count: rows * stride)
  }

  /// Makes a matrix of blocks of rows.
  init(blocks: [[Float]], rows: Int, columns: Int) {
    rowCount = rows
    columnCount = columns
    stride = (columns + 7) / 8 * 8
    values = []
    values.reserveCapacity(rows * stride)
    for block in blocks { values.append(contentsOf: block) }
  }

  subscript(row: Int, column: Int) -> Float {
    get { values[row * stride + column] }
    set { values[row * stride + column] = newValue }
  }

  /// A row without its padding.
  func row(_ index: Int) -> ArraySlice<Float> { values[index * stride..<index * stride + columnCount] }

  /// Divides every row by its length; rows of zeros stay.
  mutating func normalizeRows() {
    for row in 0..<rowCount { Self.normalize(&values, row * stride, stride) }
  }

  /// Divides a stretch of numbers by its length.
  static func normalize(_ values: inout [Float], _ start: Int, _ count: Int) {
    precondition(start >= 0 && start + count <= values.count)
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard count > 0 else { return }
      let pointer = unsafe buffer.baseAddress! + start
      let length = unsafe VectorKernels.dot(pointer, pointer, count).squareRoot()
      guard length > 1e-12 else { return }
      let factor = 1 / length
      for index in 0..<count { unsafe pointer[index] *= factor }
    }
  }

  /// The product with a small matrix of `columnCount` rows, in doubles: `self · right`.
  func times(_ right: [[Double]], jobs: Int) -> Matrix {
    let columns = right.first?.count ?? 0
    var factor = Matrix(rows: stride, columns: columns)
    for (row, line) in right.enumerated() {
      for (column, value) in line.enumerated() { factor[row, column] = Float(value) }
    }
    let small = factor
    let ranges = ParallelBlocks.ranges(rowCount, size: 2048)
    let blocks = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var out = [Float](repeating: 0, count: ranges[block].count * small.stride)
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe values.withUnsafeBufferPointer { values in
          unsafe small.values.withUnsafeBufferPointer { small2 in
            for (place, row) in ranges[block].enumerated() {
              for column in 0..<columnCount {
                let value = unsafe values[row * stride + column]
                if value != 0 {
                  unsafe VectorKernels.add(
                    small2.baseAddress! + column * small.stride, times: value,
                    to: out.baseAddress! + place * small.stride, small.stride)
                }
              }
            }
          }
        }
      }
      return out
    }
    return Matrix(blocks: blocks, rows: rowCount, columns: columns)
  }

  /// The Gram matrix `selfᵀ · self` in doubles, summed over fixed blocks of rows.
  func gram(jobs: Int) -> [[Double]] {
    let ranges = ParallelBlocks.ranges(rowCount, size: 1024)
    let partial = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var sums = [Float](repeating: 0, count: columnCount * stride)
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe values.withUnsafeBufferPointer { values in
          for row in ranges[block] {
            let line = unsafe values.baseAddress! + row * stride
            for column in 0..<columnCount {
              let value = unsafe line[column]
              // Columns left of the diagonal's group of eight come from symmetry.
              let start = column / 8 * 8
              if value != 0 {
                unsafe VectorKernels.add(
                  line + start, times: value, to: sums.baseAddress! + column * stride + start, stride - start)
              }
            }
          }
        }
      }
      return sums
    }
    var gram = [[Double]](repeating: [Double](repeating: 0, count: columnCount), count: columnCount)
    for sums in partial {
      for row in 0..<columnCount {
        for column in row..<columnCount { gram[row][column] += Double(sums[row * stride + column]) }
      }
    }
    for row in 0..<columnCount { for column in 0..<row { gram[row][column] = gram[column][row] } }
    return gram
  }
}
