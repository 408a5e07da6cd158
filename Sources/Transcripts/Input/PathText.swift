/// Paths as text without loss: a byte that is not UTF-8 becomes a private character of its own and comes back as itself.
///
/// Names of files are bytes; arguments and configuration are text. The characters U+10FF80…U+10FFFF stand for the bytes
/// 0x80…0xFF; where a path really holds one of them, its own bytes are kept in the same way.
public enum PathText {
  private static let base: UInt32 = 0x10FF00

  /// The text that stands for some bytes.
  public static func text(_ bytes: [UInt8]) -> String {
    if let plain = String(validating: bytes, as: UTF8.self), !plain.unicodeScalars.contains(where: isByte) {
      return plain
    }
    var text = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      // The shortest valid sequence from here on is one character.
      let length = (1...4).first { length in
        index + length <= bytes.count && String(validating: bytes[index..<index + length], as: UTF8.self) != nil
      }
      let scalar = length.flatMap { String(decoding: bytes[index..<index + $0], as: UTF8.self).unicodeScalars.first }
      if let length, let scalar, !isByte(scalar) {
        text.append(scalar)
        index += length
      } else {
        for byte in bytes[index..<index + (length ?? 1)] { text.append(Unicode.Scalar(base + UInt32(byte)) ?? "?") }
        index += length ?? 1
      }
    }
    return String(text)
  }

  /// The bytes a text stands for.
  public static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if isByte(scalar) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes += Array(UTF8.encode(scalar) ?? .init())
      }
    }
    return bytes
  }

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= base + 0x80 && scalar.value <= base + 0xFF
  }
}
