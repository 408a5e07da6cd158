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

  /// The scalar products of a vector with four rows that lie one after the other.
  @inline(__always)
  static func dot4(
    _ a: UnsafePointer<Float>, _ rows: UnsafePointer<Float>, _ count: Int
  ) -> (Float, Float, Float, Float) {
    let (x, y) = unsafe (UnsafeRawPointer(a), UnsafeRawPointer(rows))
    let bytes = count * 4
    var (p, q, r, s) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var offset = 0
    while offset < bytes {
      let lanes = unsafe x.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      unsafe p += lanes * y.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      unsafe q += lanes * y.loadUnaligned(fromByteOffset: offset + bytes, as: Lanes.self)
      unsafe r += lanes * y.loadUnaligned(fromByteOffset: offset + 2 * bytes, as: Lanes.self)
      unsafe s += lanes * y.loadUnaligned(fromByteOffset: offset + 3 * bytes, as: Lanes.self)
      offset += 32
    }
    return (total(p), total(q), total(r), total(s))
  }

  /// The scalar product with the same order of sums as ``dot4(_:_:_:)``.
  @inline(__always)
  static func dot1(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    let (x, y) = unsafe (UnsafeRawPointer(a), UnsafeRawPointer(b))
    var sum = Lanes.zero
    var offset = 0
    while offset < count * 4 {
      unsafe sum +=
        x.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        * y.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      offset += 32
    }
    return total(sum)
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
