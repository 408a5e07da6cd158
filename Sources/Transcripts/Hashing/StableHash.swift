/// A fast 64-bit hash of bytes that is the same on every machine and in every run: XXH64 with seed 0.
///
/// Use it for equality over runs (duplicate detection, sampling, names of things), never against an adversary: for
/// that there is ``SHA256``. Swift's own `Hasher` is seeded anew in every process and must not reach any output.
public enum StableHash {
  /// The hash of an array.
  public static func hash(_ bytes: [UInt8]) -> UInt64 { hash(bytes.span) }

  /// The hash of a string's UTF-8.
  public static func hash(_ text: String) -> UInt64 { hash(text.utf8.span) }

  /// The hash of a span.
  public static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    let raw = unsafe bytes.bytes
    let count = bytes.count
    var offset = 0
    var hash: UInt64
    if count >= 32 {
      var (a, b, c, d) = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
      while offset + 32 <= count {
        a = unsafe round(a, raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
        b = unsafe round(b, raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset + 8, as: UInt64.self))
        c = unsafe round(c, raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset + 16, as: UInt64.self))
        d = unsafe round(d, raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset + 24, as: UInt64.self))
        offset += 32
      }
      hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
      for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
    } else {
      hash = prime5
    }
    hash &+= UInt64(count)
    while offset + 8 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
      hash = rotate(hash ^ round(0, word), 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset + 4 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
      hash = rotate(hash ^ (UInt64(word) &* prime1), 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < count {
      hash = rotate(hash ^ (UInt64(bytes[offset]) &* prime5), 11) &* prime1
      offset += 1
    }
    return avalanche(hash)
  }

  private static func avalanche(_ value: UInt64) -> UInt64 {
    var hash = value
    hash ^= hash >> 33
    hash &*= prime2
    hash ^= hash >> 29
    hash &*= prime3
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ input &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }

  private static var prime1: UInt64 { 0x9E37_79B1_85EB_CA87 }
  private static var prime2: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
  private static var prime3: UInt64 { 0x1656_67B1_9E37_79F9 }
  private static var prime4: UInt64 { 0x85EB_CA77_C2B2_AE63 }
  private static var prime5: UInt64 { 0x27D4_EB2F_1656_67C5 }
}
