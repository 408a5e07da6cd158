/// Makes workbooks of hand-written XML.
public struct Xlsx {
  /// What stands between `<sheetData>` and its end.
  public var rows = ""
  /// What follows the cells of the sheet.
  public var afterRows = ""
  /// The whole sheet, if it is not made of ``rows``.
  public var sheet: String?
  /// What stands in the table of shared texts, if there is one.
  public var strings: String?
  /// What stands in the styles, if there are any.
  public var styles: String?
  /// The workbook's properties.
  public var properties = ""
  /// The sheets of the workbook; all are the same part.
  public var sheets = #"<sheet name="聊天" sheetId="1" r:id="rId1"/>"#

  /// Makes an empty workbook.
  public init(rows: String = "") { self.rows = rows }

  /// The entries of the workbook's archive.
  public var entries: [Zip.Entry] {
    let body = sheet ?? "\(Self.head)<worksheet \(Self.main)><sheetData>\(rows)</sheetData>\(afterRows)</worksheet>"
    var entries = [
      Zip.Entry("[Content_Types].xml", "<Types/>"),
      Zip.Entry("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")])),
      Zip.Entry(
        "xl/workbook.xml",
        "\(Self.head)<workbook \(Self.main) xmlns:r=\"urn:r\">\(properties)<sheets>\(sheets)</sheets></workbook>"),
      Zip.Entry(
        "xl/_rels/workbook.xml.rels",
        relations([
          ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "/xl/sharedStrings.xml"),
          ("rId3", "styles", "styles.xml"), ("rId4", "chartsheet", "chartsheets/sheet1.xml"),
        ])), Zip.Entry("xl/worksheets/sheet1.xml", body),
    ]
    if let strings {
      entries.append(Zip.Entry("xl/sharedStrings.xml", "\(Self.head)<sst \(Self.main)>\(strings)</sst>"))
    }
    if let styles {
      entries.append(Zip.Entry("xl/styles.xml", "\(Self.head)<styleSheet \(Self.main)>\(styles)</styleSheet>"))
    }
    return entries
  }

  /// The workbook's bytes.
  public var bytes: [UInt8] { Zip.archive(entries) }

  private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
  private static let main = #"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#

  private func relations(_ list: [(String, String, String)]) -> String {
    "<Relationships>"
      + list.map { #"<Relationship Id="\#($0.0)" Type="urn:x/\#($0.1)" Target="\#($0.2)"/>"# }.joined()
      + "</Relationships>"
  }
}
