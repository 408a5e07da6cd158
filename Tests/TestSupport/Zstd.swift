/// Makes zstd frames without a library: raw and run-length blocks only.
public enum Zstd {
  /// One frame with the content in raw blocks; `window` is the frame's window descriptor byte.
  public static func stored(_ content: [UInt8], window: UInt8 = 0x38) -> [UInt8] {
    var bytes = magic + [0, window]
    var rest = content[...]
    repeat {
      let block = rest.prefix(100_000)
      rest = rest.dropFirst(block.count)
      bytes += header(block.count, kind: 0, isLast: rest.isEmpty) + block
    } while !rest.isEmpty
    return bytes
  }

  /// A frame whose checksum is wrong.
  public static func badSum(_ content: [UInt8]) -> [UInt8] {
    magic + [4, 0x38] + header(content.count, kind: 0, isLast: true) + content + [1, 2, 3, 4]
  }

  /// A frame that a decoder passes over.
  public static func skippable(_ content: [UInt8]) -> [UInt8] {
    [0x5A, 0x2A, 0x4D, 0x18] + Gzip.littleEndian(UInt32(content.count), 4) + content
  }

  /// A frame that unfolds to so many blocks of 128 KiB of the letter a.
  public static func bomb(blocks: Int) -> [UInt8] {
    let block = header(1 << 17, kind: 1, isLast: false) + [0x20]
    return magic + [0, 0x38] + Array(repeatElement(block, count: blocks).joined())
      + header(0, kind: 0, isLast: true)
  }

  private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  private static func header(_ size: Int, kind: UInt32, isLast: Bool) -> [UInt8] {
    Gzip.littleEndian(UInt32(size) << 3 | kind << 1 | (isLast ? 1 : 0), 3)
  }
}
