internal import CICU

/// What folding does to a single code point, looked up in a table that is filled block by block on first use.
///
/// This is one of the few files with unsafe code: the table is read for nearly every character that is neither ASCII
/// nor an ideograph. Memory is reserved for all of Unicode and touched only where text touches it.
@safe
final class FoldingTable {
  /// The fate of a code point that stands at the start of a segment.
  enum Fate: UInt32 {
    /// Stays as it is.
    case kept = 0
    /// Becomes other bytes, perhaps none.
    case mapped = 1
    /// Depends on what stands before it.
    case joining = 2
  }

  /// `fate << 30 | length << 24 | offset in pool`.
  private let entries: UnsafeMutablePointer<UInt32>
  private let isFilled: UnsafeMutablePointer<Bool>
  private let pool: UnsafeMutablePointer<UInt8>
  /// One bit for every code point below U+10000 that is known to stay as it is.
  private let kept: UnsafeMutablePointer<UInt64>
  /// One code point on its way to ICU.
  private let encoded: UnsafeMutablePointer<UInt8>
  private var poolCount = 0
  private let normalizer: OpaquePointer

  private static let codePoints = 0x110000
  private static let blockSize = 256
  private static let keptWords = 0x10000 / 64
  private static let poolCapacity = 1 << 19
  /// Longest folding of one code point (U+FDFA becomes 33 bytes), rounded up.
  private static let longest = 63

  init() throws(TextAnalysisError) {
    guard let shared = unsafe cicu_normalizer_shared() else {
      throw TextAnalysisError("ICU has no NFKC_Casefold tables")
    }
    unsafe normalizer = shared
    unsafe entries = .allocate(capacity: Self.codePoints)
    unsafe isFilled = .allocate(capacity: Self.codePoints / Self.blockSize)
    unsafe isFilled.initialize(repeating: false, count: Self.codePoints / Self.blockSize)
    unsafe pool = .allocate(capacity: Self.poolCapacity)
    unsafe encoded = .allocate(capacity: 4)
    unsafe kept = .allocate(capacity: Self.keptWords)
    unsafe kept.initialize(repeating: 0, count: Self.keptWords)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe isFilled.deallocate()
    unsafe pool.deallocate()
    unsafe kept.deallocate()
    unsafe encoded.deallocate()
  }

  /// The entry of a code point below 0x110000.
  @inline(__always)
  func entry(_ codePoint: UInt32) -> UInt32 {
    let block = Int(codePoint >> 8)
    if unsafe !isFilled[block] { fill(block) }
    return unsafe entries[Int(codePoint)]
  }

  /// Whether a code point below U+10000 stays as it is; false also before its block is filled.
  @inline(__always)
  func isKnownToBeKept(_ codePoint: UInt32) -> Bool {
    unsafe kept[Int(codePoint &>> 6)] &>> UInt64(codePoint & 63) & 1 != 0
  }

  /// The fate in an entry.
  @inline(__always)
  static func fate(_ entry: UInt32) -> Fate { Fate(rawValue: entry >> 30) ?? .joining }

  /// The bytes of an entry whose fate is `mapped`.
  @inline(__always)
  func mapping(_ entry: UInt32) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: pool + Int(entry & 0xFF_FFFF), count: Int(entry >> 24 & 0x3F))
  }

  /// Folds a whole segment with ICU and simplifies the result; returns the number of bytes written.
  func fold(
    _ source: UnsafePointer<UInt8>, _ length: Int, into target: UnsafeMutablePointer<UInt8>, capacity: Int
  ) -> Int {
    let written = unsafe Int(
      cicu_normalizer_fold(normalizer, source, Int32(length), target, Int32(clamping: capacity)))
    precondition(written >= 0, "ICU could not normalise a segment")
    unsafe Self.simplify(target, written)
    return written
  }

  /// Replaces traditional ideographs in place; both forms have three bytes.
  private static func simplify(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
    var index = 0
    while index + 2 < count {
      guard unsafe bytes[index] >= 0xE3 && bytes[index] <= 0xE9 else {
        index += 1
        continue
      }
      let codePoint =
        unsafe UInt32(bytes[index] & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6
        | UInt32(bytes[index + 2] & 0x3F)
      let simplified = Simplification.simplified(codePoint)
      unsafe bytes[index] = UInt8(0xE0 | simplified >> 12)
      unsafe bytes[index + 1] = UInt8(0x80 | simplified >> 6 & 0x3F)
      unsafe bytes[index + 2] = UInt8(0x80 | simplified & 0x3F)
      index += 3
    }
  }

  /// Asks ICU about every code point of a block.
  @inline(never)
  private func fill(_ block: Int) {
    for codePoint in UInt32(block * Self.blockSize)..<UInt32((block + 1) * Self.blockSize) {
      let entry = makeEntry(codePoint)
      unsafe entries[Int(codePoint)] = entry
      if Self.fate(entry) == .kept, codePoint < 0x10000 {
        unsafe kept[Int(codePoint >> 6)] |= 1 << UInt64(codePoint & 63)
      }
    }
    unsafe isFilled[block] = true
  }

  private func makeEntry(_ codePoint: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(codePoint) else { return Fate.kept.rawValue << 30 }
    guard unsafe cicu_normalizer_boundary_before(normalizer, codePoint) != 0 else { return Fate.joining.rawValue << 30 }
    var length = 0
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      unsafe encoded[length] = byte
      length += 1
    }
    precondition(poolCount + Self.longest <= Self.poolCapacity, "more foldings than Unicode has")
    let target = unsafe pool + poolCount
    let count = unsafe fold(encoded, length, into: target, capacity: Self.longest)
    if count == length {
      var isSame = true
      for index in 0..<count where unsafe target[index] != encoded[index] { isSame = false }
      if isSame { return Fate.kept.rawValue << 30 }
    }
    defer { poolCount += count }
    return Fate.mapped.rawValue << 30 | UInt32(count) << 24 | UInt32(poolCount)
  }
}
