/// The encodings of text that are read.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8, with or without byte order mark; ASCII is part of it.
  case utf8 = "utf-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, high byte first.
  case utf16BigEndian = "utf-16be"
  /// UTF-32, low byte first.
  case utf32LittleEndian = "utf-32le"
  /// UTF-32, high byte first.
  case utf32BigEndian = "utf-32be"
  /// GB 18030, which holds GBK and GB 2312.
  case gb18030
  /// Big5 with the additions of Windows (code page 950).
  case big5
  /// Shift_JIS with the additions of Windows (code page 932).
  case shiftJIS = "shift_jis"
  /// Western European (code page 1252), which holds ISO 8859-1 where it is text.
  case windows1252 = "windows-1252"

  /// The encoding of a name as people write it, or `nil`.
  ///
  /// `GBK`, `cp936`, `UTF16LE`, `sjis`, …
  public init?(name: String) {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    guard let found = Self.names[plain] else { return nil }
    self = found
  }

  private static let names: [String: TextEncoding] = [
    "utf8": .utf8, "ascii": .utf8, "usascii": .utf8, "utf8bom": .utf8, "utf8sig": .utf8,
    "utf16": .utf16LittleEndian, "utf16le": .utf16LittleEndian, "unicode": .utf16LittleEndian,
    "utf16be": .utf16BigEndian, "utf32": .utf32LittleEndian, "utf32le": .utf32LittleEndian,
    "utf32be": .utf32BigEndian, "gb18030": .gb18030, "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030,
    "936": .gb18030, "big5": .big5, "cp950": .big5, "950": .big5, "big5hkscs": .big5, "shiftjis": .shiftJIS,
    "sjis": .shiftJIS, "cp932": .shiftJIS, "932": .shiftJIS, "windows31j": .shiftJIS,
    "windows1252": .windows1252, "cp1252": .windows1252, "1252": .windows1252, "latin1": .windows1252,
    "iso88591": .windows1252,
  ]

  /// ICU's name of the converter.
  var converterName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .utf32LittleEndian: "UTF-32LE"
    case .utf32BigEndian: "UTF-32BE"
    case .gb18030: "gb18030"
    case .big5: "windows-950"
    case .shiftJIS: "ibm-943_P15A-2003"
    case .windows1252: "windows-1252"
    }
  }

  /// How many bytes a line feed has.
  var unit: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf32LittleEndian, .utf32BigEndian: 4
    default: 1
    }
  }

  /// The byte order mark, if the encoding has one.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
    case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
    case .gb18030: [0x84, 0x31, 0x95, 0x33]
    default: []
    }
  }
}
