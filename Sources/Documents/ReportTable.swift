/// A table with typed cells: a sink knows numbers from text, so that sorting, alignment and spreadsheets are right.
public struct ReportTable: Sendable {
  /// What the table shows, as its caption.
  public var caption: String
  /// The columns.
  public var columns: [Column]
  /// The rows; every row has a cell a column.
  public var rows: [[TableCell]]
  /// How many rows were left out; sinks say so.
  public var omitted: Int
  /// Where the rest is found, for example a file's name; empty if nowhere.
  public var restIn: String
  /// Whether cells are shaded by their value, as in a heat map.
  public var isHeatMap: Bool
  /// Whether readers may want other orders and a filter.
  public var isSortable: Bool

  /// Makes a table.
  public init(
    _ caption: String, columns: [Column], rows: [[TableCell]] = [], omitted: Int = 0, restIn: String = "",
    isHeatMap: Bool = false, isSortable: Bool = true
  ) {
    self.isSortable = isSortable
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.omitted = omitted
    self.restIn = restIn
    self.isHeatMap = isHeatMap
  }

  /// A column.
  public struct Column: Sendable, Hashable {
    /// The heading.
    public var title: String
    /// Whether cells are numbers: flush right, sorted as numbers.
    public var isNumeric: Bool

    /// Makes a column.
    public init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }

    /// A column of text.
    public static func text(_ title: String) -> Column { Column(title) }
    /// A column of numbers.
    public static func number(_ title: String) -> Column { Column(title, isNumeric: true) }
  }
}

/// A cell of a table.
public struct TableCell: Sendable, Hashable {
  /// What a cell holds.
  public enum Value: Sendable, Hashable {
    /// Nothing; shown as a dash.
    case empty
    /// Text from the data or our own.
    case text(String)
    /// Somebody's words, set as a quotation.
    case quote(String)
    /// Somebody's words around the ones that matter.
    case passage(before: String, words: String, after: String)
    /// A code such as a rule's id.
    case code(String)
    /// A whole number.
    case integer(Int)
    /// A number with a fixed count of decimals.
    case number(Double, decimals: Int)
    /// A share 0…1, shown as a percentage with one decimal.
    case share(Double)
  }

  /// What it holds.
  public var value: Value
  /// Small print beside the value, for example an interval.
  public var detail: String
  /// What it means.
  public var tone: Tone
  /// The anchor it leads to, or `nil`.
  public var link: String?
  /// A share 0…1 drawn as a small bar behind the value, or `nil`.
  public var bar: Double?
  /// An interval drawn on the bar, or `nil`.
  public var span: ClosedRange<Double>?
  /// How strongly a heat map shades the cell, 0…1; `nil` for shares, which are shaded by their value.
  public var heat: Double?
  /// What rows are sorted by where the value is text, for example a time in words.
  public var order: Double?

  /// Makes a cell.
  public init(
    _ value: Value, detail: String = "", tone: Tone = .plain, link: String? = nil, bar: Double? = nil,
    span: ClosedRange<Double>? = nil
  ) {
    self.value = value
    self.detail = detail
    self.tone = tone
    self.link = link
    self.bar = bar
    self.span = span
  }

  /// A cell with nothing in it.
  public static let empty = TableCell(.empty)
  /// A cell of text.
  public static func text(_ text: String, tone: Tone = .plain, link: String? = nil) -> TableCell {
    TableCell(text.isEmpty ? .empty : .text(text), tone: tone, link: link)
  }
  /// A cell with a whole number.
  public static func integer(_ value: Int, tone: Tone = .plain) -> TableCell { TableCell(.integer(value), tone: tone) }
  /// A cell with a share, or nothing where there is none.
  public static func share(_ value: Double?) -> TableCell { value.map { TableCell(.share($0)) } ?? .empty }

  /// The value as people read it.
  public var words: String {
    switch value {
    case .empty: "—"
    case .text(let text), .quote(let text), .code(let text): text
    case .passage(let before, let words, let after): before + words + after
    case .integer(let number): Digits.grouped(number)
    case .number(let number, let decimals): Digits.decimal(number, places: decimals)
    case .share(let share): Digits.percent(share)
    }
  }

  /// What rows are sorted by: a number, or `nil` for text.
  public var sortValue: Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number, _), .share(let number): number
    case .empty, .text, .quote, .passage, .code: order
    }
  }
}
