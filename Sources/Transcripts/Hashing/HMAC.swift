internal import CCrypto

/// HMAC-SHA256 (RFC 2104) over libcrypto.
public enum HMACSHA256 {
  /// The 32 bytes that authenticate a message under a key.
  public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    // An empty array has no address; one byte that is not read gives it one.
    let message = (bytes: message.isEmpty ? [0] : message, count: message.count)
    let key = (bytes: key.isEmpty ? [0] : key, count: key.count)
    let done = unsafe ccrypto_hmac_sha256(key.bytes, key.count, message.bytes, message.count, &digest)
    precondition(done == 1, "HMAC failed")
    return digest
  }
}
