/// Sums and products of float vectors in a fixed order of lanes, the same on every machine: no BLAS, no fused steps.
///
/// All vectors are rows of a ``Matrix``: their length is a multiple of eight.
enum VectorKernels {
  typealias Lanes = SIMD8<Float>

  /// The scalar product of two vectors of `count` numbers.
  @inline(__always)
  static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    let (x, y) = unsafe (UnsafeRawPointer(a), UnsafeRawPointer(b))
    var sum = Lanes.zero
    var other = Lanes.zero
    var offset = 0
    let bytes = count * 4
    while offset + 64 <= bytes {
      unsafe sum +=
        x.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        * y.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      unsafe other +=
        x.loadUnaligned(fromByteOffset: offset + 32, as: Lanes.self)
        * y.loadUnaligned(fromByteOffset: offset + 32, as: Lanes.self)
      offset += 64
    }
    if offset < bytes {
      unsafe sum +=
        x.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        * y.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
    }
    return total(sum + other)
  }

  /// `y += a · x`.
  @inline(__always)
  static func add(_ x: UnsafePointer<Float>, times a: Float, to y: UnsafeMutablePointer<Float>, _ count: Int) {
    let source = unsafe UnsafeRawPointer(x)
    let target = UnsafeMutableRawPointer(y)
    var offset = 0
    let bytes = count * 4
    while offset < bytes {
      let value =
        unsafe target.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        + a * source.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      unsafe target.storeBytes(of: value, toByteOffset: offset, as: Lanes.self)
      offset += 32
    }
  }

  @inline(__always)
  private static func total(_ lanes: Lanes) -> Float {
    let half = lanes.lowHalf + lanes.highHalf
    let quarter = half.lowHalf + half.highHalf
    return quarter.x + quarter.y
  }
}
