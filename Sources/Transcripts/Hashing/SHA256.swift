internal import CCrypto

/// A running SHA-256 over libcrypto.
@safe public final class SHA256 {
  private let state: OpaquePointer

  /// Starts a hash.
  public init() {
    guard let state = unsafe ccrypto_sha256_create() else { fatalError("out of memory") }
    unsafe self.state = state
  }

  deinit { unsafe ccrypto_sha256_destroy(state) }

  /// Adds bytes.
  public func update(_ bytes: Span<UInt8>) {
    let done = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Int32(1) }
      return unsafe ccrypto_sha256_update(state, base, buffer.count)
    }
    precondition(done == 1, "SHA-256 failed")
  }

  /// The 32 bytes of the digest; the hash starts anew.
  public func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done = unsafe digest.withUnsafeMutableBufferPointer {
      unsafe ccrypto_sha256_finish(state, $0.baseAddress)
    }
    precondition(done == 1, "SHA-256 failed")
    return digest
  }

  /// The digest of bytes in lower-case hexadecimal.
  public static func hex(_ bytes: Span<UInt8>) -> String {
    let hash = SHA256()
    hash.update(bytes)
    return hex(digest: hash.finish())
  }

  /// The digest of an array in lower-case hexadecimal.
  public static func hex(_ bytes: [UInt8]) -> String { hex(bytes.span) }

  /// A digest as lower-case hexadecimal.
  public static func hex(digest: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(digest.count * 2)
    for byte in digest {
      text.append(hexDigit(byte >> 4))
      text.append(hexDigit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
