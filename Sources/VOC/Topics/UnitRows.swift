internal import CVectorKernels

/// Rows of length one as 16-bit integers, in units of 2⁻¹⁴: their scalar products are sums of integers, the same in any
/// order, with an error of about 10⁻⁴.
struct UnitRows: Sendable {
  /// What stands for 1.
  static let one: Float = 16_384
  /// The cosine of one unit of a product.
  static let unit: Float = 1 / (16_384 * 16_384)

  /// How many rows there are.
  let rowCount: Int
  /// How many numbers a row takes: a multiple of 16, with zeros at the end.
  let stride: Int
  private var values: [Int16]

  /// Takes the rows of a matrix, whose lengths must not exceed one.
  init(_ matrix: Matrix) {
    rowCount = matrix.rowCount
    stride = Self.stride(matrix.stride)
    values = [Int16](repeating: 0, count: rowCount * stride)
    for row in 0..<rowCount {
      Self.fill(&values, row * stride, matrix.values, row * matrix.stride, matrix.stride)
    }
  }

  /// Some rows of others, one after the other.
  init(_ rows: UnitRows, _ numbers: [Int32]) {
    rowCount = numbers.count
    stride = rows.stride
    values = []
    values.reserveCapacity(numbers.count * rows.stride)
    for number in numbers { values.append(contentsOf: rows.values[Int(number) * stride..<(Int(number) + 1) * stride]) }
  }

  /// The length of a row that holds so many numbers.
  static func stride(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Writes numbers between −1 and 1 as integers.
  static func fill(_ out: inout [Int16], _ place: Int, _ numbers: [Float], _ start: Int, _ count: Int) {
    precondition(place >= 0 && place + count <= out.count && start >= 0 && start + count <= numbers.count)
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        guard count > 0 else { return }
        unsafe cvector_to_integers(numbers.baseAddress! + start, one, count, out.baseAddress! + place)
      }
    }
  }

  /// The products of all rows with a row of others, in units of 2⁻²⁸.
  func products(with others: UnitRows, row: Int, into out: inout [Int32]) {
    products(with: others.values, at: row * others.stride, into: &out)
  }

  /// The products of all rows with a vector that ``fill(_:_:_:_:_:)`` wrote, in units of 2⁻²⁸.
  func products(with vector: [Int16], at place: Int, into out: inout [Int32]) {
    guard rowCount > 0 else { return }
    unsafe vector.withUnsafeBufferPointer { vector in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe out.withUnsafeMutableBufferPointer { out in
          unsafe cvector_products(
            vector.baseAddress! + place, values.baseAddress!, rowCount, stride, out.baseAddress!)
        }
      }
    }
  }

  /// The product of one row with a row of others, in units of 2⁻²⁸.
  func product(_ row: Int, with others: UnitRows, row other: Int) -> Int32 {
    var out: Int32 = 0
    unsafe values.withUnsafeBufferPointer { values in
      unsafe others.values.withUnsafeBufferPointer { others in
        unsafe cvector_products(
          others.baseAddress! + other * stride, values.baseAddress! + row * stride, 1, stride, &out)
      }
    }
    return out
  }
}
