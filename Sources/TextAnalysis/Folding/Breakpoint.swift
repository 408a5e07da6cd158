/// A place from which on folded offsets map to original offsets in one manner.
struct Breakpoint: Sendable, Equatable {
  /// First folded byte of the run.
  var folded: Int32
  /// First original byte of the run, or its complement for a cluster.
  private var code: Int32

  /// Makes a breakpoint; in a cluster, bytes do not correspond one to one.
  @inline(__always)
  init(folded: Int, original: Int, isCluster: Bool) {
    self.folded = Int32(truncatingIfNeeded: folded)
    code = isCluster ? ~Int32(truncatingIfNeeded: original) : Int32(truncatingIfNeeded: original)
  }

  /// First original byte of the run.
  var original: Int32 { code < 0 ? ~code : code }

  /// Whether the run is one indivisible cluster.
  var isCluster: Bool { code < 0 }
}
