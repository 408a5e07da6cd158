/// The elements and attributes of a workbook's parts that are read; all others are checked and dropped.
enum XMLName: Int32, CaseIterable {
  // Sheets.
  case sheetData, row, c, v, t, r, s, ref, space, mergeCell, rPh
  // Shared strings.
  case si
  // Styles.
  case numFmt, cellXfs, xf, numFmtId, formatCode
  // The workbook and its relationships.
  case workbookPr, date1904, sheet, name, state, relationID, relationship, id, type, target

  /// The name in XML; a leading colon is an attribute with a namespace.
  var text: StaticString {
    switch self {
    case .sheetData: "sheetData"
    case .row: "row"
    case .c: "c"
    case .v: "v"
    case .t: "t"
    case .r: "r"
    case .s: "s"
    case .ref: "ref"
    case .space: ":space"
    case .mergeCell: "mergeCell"
    case .rPh: "rPh"
    case .si: "si"
    case .numFmt: "numFmt"
    case .cellXfs: "cellXfs"
    case .xf: "xf"
    case .numFmtId: "numFmtId"
    case .formatCode: "formatCode"
    case .workbookPr: "workbookPr"
    case .date1904: "date1904"
    case .sheet: "sheet"
    case .name: "name"
    case .state: "state"
    case .relationID: ":id"
    case .relationship: "Relationship"
    case .id: "Id"
    case .type: "Type"
    case .target: "Target"
    }
  }
}
