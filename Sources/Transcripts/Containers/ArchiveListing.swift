/// What an archive holds for a run: its entries with records, in the directory's order, and how many others.
struct ArchiveListing {
  /// The entries to read.
  private(set) var inputs: [InputFile] = []
  /// How many files in it are not read; directories, links and what a system puts in unasked are none.
  private(set) var otherCount = 0
  /// Whether it is a workbook, which is one input and no bundle of files.
  let isWorkbook: Bool

  /// Whether a file begins like a zip archive; what is no regular file does not.
  static func recognises(_ file: InputFile) -> Bool {
    guard !file.isStandardInput, let identity = try? FileIdentity(path: file.path), identity.isRegular,
      let window = try? FileWindow(file), let head = try? window.bytes(at: 0, count: 4)
    else { return false }
    return head == [0x50, 0x4B, 3, 4] || head == [0x50, 0x4B, 5, 6]
  }

  /// Looks through an archive; `isRecordFile` decides by name, and by content if it opens the entry.
  ///
  /// - Throws: `E-INPUT-ZIP` (65) for an archive in the archive.
  init(
    _ archive: ZipArchive, isRecordFile: (InputFile, ZipArchive) throws(ToolError) -> Bool
  ) throws(ToolError) {
    let labels = archive.entries.indices.map { archive.label($0) }
    isWorkbook = labels.contains { $0.lowercased() == "xl/workbook.xml" || $0.lowercased() == "xl/workbook.bin" }
    if isWorkbook { return }
    for (index, label) in labels.enumerated() where archive.entries[index].isFile && !Self.isAside(label) {
      let input = InputFile(entry: index, label: label, of: archive.file)
      if Self.archiveSuffixes.contains(where: { label.lowercased().hasSuffix($0) }) {
        throw .zip(input, "an archive in an archive is not read", how: "unpack the outer one")
      }
      if try isRecordFile(input, archive) { inputs.append(input) } else { otherCount += 1 }
    }
  }

  /// A remark about what is not read, or `nil`.
  var note: InputNote? {
    guard otherCount > 0 else { return nil }
    return InputNote(
      "\(otherCount) other file\(otherCount == 1 ? "" : "s") in the archive not read", zh: "压缩包中另有 \(otherCount) 个文件未读取"
    )
  }

  private static let archiveSuffixes = [".zip", ".7z", ".rar", ".tar", ".tgz", ".tar.gz"]

  /// Whether the file system or the packing program put it there, not the user.
  private static func isAside(_ label: String) -> Bool {
    label.hasPrefix("__MACOSX/") || label.split(separator: "/").contains { $0.hasPrefix(".") }
  }
}
