/// Makes zip archives without a library, also such as no program would make.
public struct Zip {
  /// One entry, with what its headers say.
  public struct Entry: Sendable {
    /// The raw name.
    public var name: [UInt8]
    /// The bytes as they lie in the archive.
    public var data: [UInt8]
    /// The size its headers promise.
    public var size: Int
    /// The CRC-32 its headers promise.
    public var checksum: UInt32
    /// How it is compressed.
    public var method = 0
    /// The general flags.
    public var flags = 0x800
    /// The kind and permissions under Unix.
    public var mode = 0o100644
    /// The name in its own header, if another.
    public var localName: [UInt8]?
    /// Where the directory says it lies, if elsewhere.
    public var offset: Int?

    /// The entry with its own header, as it lies in an archive.
    public var local: [UInt8] {
      let name = localName ?? name
      return [0x50, 0x4B, 3, 4] + Zip.common(self, nameLength: name.count) + name + Zip.zip64(self) + data
    }

    /// Makes a stored entry.
    public init(_ name: [UInt8], _ content: [UInt8]) {
      self.name = name
      data = content
      size = content.count
      checksum = Gzip.crc32(content)
    }

    /// Makes a stored entry.
    public init(_ name: String, _ content: String = "") { self.init(Array(name.utf8), Array(content.utf8)) }

    /// Makes a deflated entry that unfolds without end and promises a size.
    public static func bomb(_ name: String, compressedBytes: Int, size: Int) -> Entry {
      var entry = Entry(name)
      entry.data = Gzip.endlessDeflate(compressedBytes)
      entry.method = 8
      entry.size = size
      return entry
    }
  }

  /// The archive of some entries, whose directory promises `count` of them.
  public static func archive(_ entries: [Entry], promising count: Int? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = entry.offset ?? bytes.count
      bytes += entry.local
      directory += [0x50, 0x4B, 1, 2] + number(0x032D, 2) + common(entry, nameLength: entry.name.count)
      directory += number(0, 6) + number(entry.mode << 16, 4) + number(min(offset, 0xFFFF_FFFF), 4)
      directory += entry.name + zip64(entry)
    }
    return bytes + directory + end(count ?? entries.count, length: directory.count, start: bytes.count)
  }

  /// The end of an archive's directory, with its zip64 form in front if it is needed.
  public static func end(_ count: Int, length: Int, start: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    if count >= 0xFFFF {
      bytes += [0x50, 0x4B, 6, 6] + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      bytes += number(count, 8) + number(count, 8) + number(length, 8) + number(start, 8)
      bytes += [0x50, 0x4B, 6, 7] + number(0, 4) + number(start + length, 8) + number(1, 4)
    }
    return bytes + [0x50, 0x4B, 5, 6] + number(0, 4) + number(min(count, 0xFFFF), 2) + number(min(count, 0xFFFF), 2)
      + number(length, 4) + number(start, 4) + number(0, 2)
  }

  /// What both headers have: version, flags, method, time, checksum, sizes and lengths.
  private static func common(_ entry: Entry, nameLength: Int) -> [UInt8] {
    number(45, 2) + number(entry.flags, 2) + number(entry.method, 2) + number(0x5A21_0000, 4)
      + number(Int(entry.checksum), 4) + number(entry.data.count, 4) + number(min(entry.size, 0xFFFF_FFFF), 4)
      + number(nameLength, 2) + number(zip64(entry).count, 2)
  }

  private static func zip64(_ entry: Entry) -> [UInt8] {
    entry.size < 0xFFFF_FFFF ? [] : number(1, 2) + number(8, 2) + number(entry.size, 8)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }
}
