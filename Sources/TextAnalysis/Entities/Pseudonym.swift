public import Transcripts

/// The secret key under which equal values get equal pseudonyms.
///
/// A plain hash would not do: all telephone numbers can be tried in minutes. Whoever has the key can try them too.
public struct PseudonymKey: Sendable {
  private let bytes: [UInt8]
  /// Names the key in pseudonyms, so that a new key is seen; tells nothing of the key.
  public let id: String

  /// Takes a key of at least 16 bytes.
  ///
  /// - Throws: `E-KEY` (64) if it is shorter.
  public init(_ bytes: [UInt8], file: String = "") throws(ToolError) {
    guard bytes.count >= 16 else {
      throw ToolError(
        "E-KEY", file: file, what: "a key has at least 16 bytes", how: "head -c 32 /dev/urandom > key; chmod 600 key",
        exitCode: .usage)
    }
    self.bytes = bytes
    id = String(SHA256.hex(digest: HMACSHA256.code(for: Array("key id".utf8), key: bytes)).prefix(6))
  }

  /// The pseudonym of a value: 128 bits of HMAC-SHA256(key, kind ‖ 0 ‖ value), in hexadecimal, after the key's id.
  public func pseudonym(of kind: EntityKind, _ value: [UInt8]) -> String {
    let code = HMACSHA256.code(for: Array(kind.rawValue.utf8) + [0] + value, key: bytes)
    return "\(kind.rawValue):\(id):\(SHA256.hex(digest: Array(code.prefix(16))))"
  }
}
