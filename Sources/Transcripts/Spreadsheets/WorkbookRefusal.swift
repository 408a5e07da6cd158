/// Says why a file is no workbook that can be read, and what to do.
enum WorkbookRefusal {
  /// Refuses what is no zip archive: old and protected workbooks are named.
  static func check(_ file: InputFile) throws(ToolError) {
    let window = try FileWindow(file)
    let head = try window.bytes(at: 0, count: 512)
    if head.starts(with: [0x50, 0x4B]) { return }
    guard head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), head.count == 512 else {
      throw refusal(file, "it is not an .xlsx workbook", how: "save it as .xlsx")
    }
    // An OLE compound file. Its directory says what it is: 128 bytes an entry, each beginning with a UTF-16 name.
    let shift = head.number(at: 30, 2)
    guard shift == 9 || shift == 12 else { throw refusal(file, "it is a broken OLE file", how: "save it as .xlsx") }
    let place = (head.number(at: 48, 4) + 1) << shift
    var directory = try window.bytes(at: place, count: 1 << 16)[...]
    var names: Set<String> = []
    while directory.count >= 128 {
      let units = stride(from: 0, to: 64, by: 2).map { UInt16(directory.number(at: $0, 2)) }.prefix { $0 != 0 }
      names.insert(String(decoding: units, as: UTF16.self))
      directory = directory.dropFirst(128)
    }
    if names.contains("EncryptedPackage") {
      throw refusal(file, "it is protected with a password", how: "open it, remove the password and save as .xlsx")
    }
    if names.contains("Workbook") || names.contains("Book") {
      throw refusal(file, "it is an .xls workbook of Excel 97–2003", how: "open it and save as .xlsx")
    }
    throw refusal(file, "it is an OLE document, not an .xlsx workbook", how: "open it and save as .xlsx")
  }

  /// The error for a zip archive that is no workbook.
  static func notAWorkbook(_ file: InputFile, _ parts: some Collection<String>) -> ToolError {
    if parts.contains("xl/workbook.bin") {
      return refusal(file, "it is an .xlsb workbook", how: "open it and save as .xlsx")
    }
    if parts.contains("content.xml") {
      return refusal(file, "it is an OpenDocument file", how: "open it and save as .xlsx")
    }
    return refusal(file, "it is a zip archive, but no workbook", how: "save it as .xlsx")
  }

  private static func refusal(_ file: InputFile, _ what: String, how: String) -> ToolError {
    ToolError("E-INPUT-XLSX", file: file.name, what: what, how: how, exitCode: .inputRefused)
  }
}
