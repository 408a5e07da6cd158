/// A sheet of a workbook.
public struct SheetInfo: Sendable, Hashable {
  /// The name on its tab.
  public var name: String
  /// Its number among the workbook's sheets with cells, from 1.
  public var number: Int
  /// Whether people do not see it.
  public var isHidden: Bool
}

/// An `.xlsx` workbook open for reading: its sheets, date system, formats and shared texts.
final class WorkbookFile {
  /// The sheets with cells, in the order of their tabs.
  private(set) var sheets: [SheetInfo] = []
  /// How its dates count.
  private(set) var dates = SerialDate.System.from1900
  /// Which styles are dates.
  private(set) var styles = StyleTable()
  /// The texts its cells share.
  private(set) var strings = SharedStrings()

  private let archive: ZipArchive
  private let limits: InputLimits
  private var parts: [String: Int] = [:]
  private var sheetParts: [String] = []

  /// Opens a workbook and reads all but its sheets.
  ///
  /// - Throws: `E-INPUT-XLSX`, `E-INPUT-ZIP`, `E-INPUT-LIMIT` (65), and what opening a file throws.
  init(_ file: InputFile, limits: InputLimits) throws(ToolError) {
    try WorkbookRefusal.check(file)
    archive = try ZipArchive(file, limits: limits)
    self.limits = limits
    for index in archive.entries.indices where archive.entries[index].isFile {
      parts[Self.normalised(archive.label(index))] = index
    }
    guard let root = try rootPart() else { throw WorkbookRefusal.notAWorkbook(file, parts.keys) }
    let relations = try relations(of: root)
    try readWorkbook(root, relations)
    if let path = part(relations, "styles", "xl/styles.xml") { styles = try StyleTable(open(path)) }
    if let path = part(relations, "sharedStrings", "xl/sharedstrings.xml") {
      strings = try SharedStrings(open(path), limits: limits)
    }
  }

  /// Opens the part of a sheet by its number.
  func openSheet(_ number: Int) throws(ToolError) -> ZipEntryReader { try open(sheetParts[number - 1]) }

  /// The sheet to read: by name, or by number, or else the first that people see.
  ///
  /// - Throws: `E-INPUT-SHEET` (64) if there is none.
  func sheet(_ wanted: String?) throws(ToolError) -> SheetInfo {
    guard let wanted else {
      if let first = sheets.first(where: { !$0.isHidden }) { return first }
      throw ToolError(
        "E-INPUT-XLSX", file: archive.file.name, what: "it has no visible sheet with cells",
        how: "--sheet N to read a hidden one", exitCode: .inputRefused)
    }
    if let sheet = sheets.first(where: { $0.name == wanted }) { return sheet }
    if let number = Int(wanted), let sheet = sheets.first(where: { $0.number == number }) { return sheet }
    throw ToolError(
      "E-INPUT-SHEET", file: archive.file.name, what: "it has no such sheet",
      how: "--sheet with a number from 1 to \(sheets.count) or a name", exitCode: .usage)
  }

  // MARK: Parts

  /// What a part refers to: identifier, kind (the last word of its type) and path.
  private typealias Relation = (id: String, kind: Substring, path: String)

  private func open(_ path: String) throws(ToolError) -> ZipEntryReader {
    guard let index = parts[path] else {
      throw ToolError(
        "E-INPUT-XLSX", file: archive.file.name, what: "a part of the workbook is missing",
        how: "save it again as .xlsx", exitCode: .inputRefused)
    }
    return try archive.open(index)
  }

  private func rootPart() throws(ToolError) -> String? {
    let root = try relations(of: "").first { $0.kind == "officeDocument" }?.path ?? "xl/workbook.xml"
    return root.hasSuffix(".xml") && parts[root] != nil ? root : nil
  }

  private func part(_ relations: [Relation], _ kind: String, _ usual: String) -> String? {
    if let relation = relations.first(where: { $0.kind == kind }), parts[relation.path] != nil { return relation.path }
    return parts[usual] == nil ? nil : usual
  }

  /// Reads what a part refers to; nothing if it has no list.
  private func relations(of part: String) throws(ToolError) -> [Relation] {
    let split = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = part[..<split]
    guard let index = parts["\(folder)_rels/\(part[split...]).rels"] else { return [] }
    let reader = XMLPullReader(try archive.open(index), texts: [])
    var relations: [Relation] = []
    while let event = try reader.next() {
      guard case .start(.relationship) = event, relations.count < limits.maximumEntries else { continue }
      let kind = (reader.attribute(.type) ?? "").split(separator: "/").last ?? ""
      let target = reader.attribute(.target) ?? ""
      let path = Self.normalised(target.hasPrefix("/") ? target : folder + target)
      relations.append((reader.attribute(.id) ?? "", kind, path))
    }
    return relations
  }

  private func readWorkbook(_ path: String, _ relations: [Relation]) throws(ToolError) {
    let reader = XMLPullReader(try open(path), texts: [])
    while let event = try reader.next() {
      switch event {
      case .start(.workbookPr):
        if let value = reader.attribute(.date1904), value == "1" || value == "true" { dates = .from1904 }
      case .start(.sheet) where sheets.count < Self.sheetLimit:
        let id = reader.attribute(.relationID) ?? ""
        guard let relation = relations.first(where: { $0.id == id }), relation.kind == "worksheet" else { continue }
        let isHidden = reader.attribute(.state).map { $0 != "visible" } ?? false
        sheets.append(
          SheetInfo(name: reader.attribute(.name) ?? "", number: sheets.count + 1, isHidden: isHidden))
        sheetParts.append(relation.path)
      default: break
      }
    }
  }

  /// A path as it is compared: without a root, `..` resolved, lower case, as some programs write names freely.
  private static func normalised(_ path: some StringProtocol) -> String {
    var parts: [Substring] = []
    for part in path.lowercased().replacing("\\", with: "/").split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  /// More sheets than people make.
  private static let sheetLimit = 4096
}
