/// A small workbook around a sheet and shared texts of any bytes, stored without compression.
enum Workbook {
  static func bytes(sheet: [UInt8], strings: [UInt8]) -> [UInt8] {
    let relations =
      "<Relationships><Relationship Id=\"rId1\" Type=\"urn:x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
      + "<Relationship Id=\"rId2\" Type=\"urn:x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let book =
      "<workbook xmlns=\"\(main)\" xmlns:r=\"urn:r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    let root =
      "<Relationships><Relationship Id=\"rId1\" Type=\"urn:x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    return archive([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("_rels/.rels", Array(root.utf8)),
      ("xl/workbook.xml", Array(book.utf8)), ("xl/_rels/workbook.xml.rels", Array(relations.utf8)),
      ("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", strings),
    ])
  }

  private static func archive(_ entries: [(name: String, data: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let common =
        number(20, 2) + number(0x800, 2) + number(0, 2) + number(0x5A21_0000, 4) + number(Int(crc32(entry.data)), 4)
        + number(entry.data.count, 4) + number(entry.data.count, 4) + number(entry.name.utf8.count, 2) + number(0, 2)
      bytes += [0x50, 0x4B, 3, 4] + common + Array(entry.name.utf8) + entry.data
      directory += [0x50, 0x4B, 1, 2] + number(0x0314, 2) + common + number(0, 6) + number(0o100644 << 16, 4)
      directory += number(offset, 4) + Array(entry.name.utf8)
    }
    let end =
      number(0, 4) + number(entries.count, 2) + number(entries.count, 2) + number(directory.count, 4)
      + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + [0x50, 0x4B, 5, 6] + end
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}
