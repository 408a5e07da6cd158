import Foundation

/// Makes gzip members without a library: stored blocks only, or bytes made by a run-length trick for bombs.
public enum Gzip {
  /// One member with the content in stored blocks.
  public static func stored(_ content: [UInt8]) -> [UInt8] {
    var bytes = header
    var rest = content[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let count = UInt16(block.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      bytes += littleEndian(UInt32(count), 2) + littleEndian(UInt32(~count), 2)
      bytes += block
    } while !rest.isEmpty
    return bytes + littleEndian(crc32(content), 4) + littleEndian(UInt32(truncatingIfNeeded: content.count), 4)
  }

  /// The start of a member that unfolds to spaces without end, 258 bytes for 2 bits: a bomb.
  public static func bomb(compressedBytes: Int) -> [UInt8] {
    header + endlessDeflate(compressedBytes)
  }

  /// The start of a deflate stream that unfolds to spaces without end.
  static func endlessDeflate(_ compressedBytes: Int) -> [UInt8] {
    // A block of fixed codes: a space (01010000), then the longest match (11000101) at distance 1 (00000) for ever.
    // Eight matches are 13 bytes, so the bytes repeat.
    var bits: [UInt8] = [1, 1, 0] + [0, 1, 0, 1, 0, 0, 0, 0]
    while bits.count < 8 * 28 { bits += [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0] }
    let bytes = stride(from: 0, to: 8 * 28, by: 8).map { start in
      (0..<8).reduce(UInt8(0)) { $0 | bits[start + $1] << UInt8($1) }
    }
    return Array(bytes[..<2]) + Array(repeatElement(bytes[2..<15], count: compressedBytes / 13).joined())
  }

  private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  static func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes { crc = crcTable[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return ~crc
  }

  private static let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
}
