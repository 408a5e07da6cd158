internal import Synchronization

/// Metadata from a table beside the conversations, joined by a field (`--join FILE.csv --on id`).
public final class SidecarTable: Sendable {
  /// The field by which records are joined.
  public let field: String
  /// How many rows it has.
  public var count: Int { rows.count }
  /// How many conversations found no row.
  public var unmatchedCount: Int { unmatched.load(ordering: .relaxed) }
  /// How many rows were left out: broken ones, and those whose key came before.
  public let skippedCount: Int

  private let names: [String]
  private let rows: [String: [MetadataValue?]]
  private let unmatched = Atomic<Int>(0)

  /// Reads a table.
  ///
  /// - Throws: `E-INPUT-COLUMNS` (65) if no column has the name, and what reading throws.
  public init(_ file: InputFile, on field: String, limits: InputLimits = .default) throws(ToolError) {
    self.field = field
    let source = try TextSource(try UnfoldedSource(file, limits: limits), options: ReadingOptions())
    let context = ReadingContext(
      input: 0, stem: file.stem, options: ReadingOptions(), limits: limits, pool: BlockPool(capacity: 64),
      report: InputReport(count: 1))
    let separator = DelimitedFormat.candidates(source.head, rules: []).first?.separator ?? 0x2C
    let reader = DelimitedRows(source, separator: separator, context)
    var row = RowBuffer()
    var names: [String] = []
    if try reader.next(into: &row) { names = row.cells.indices.map { row.string($0) } }
    let key =
      names.firstIndex(of: field) ?? (field == "id" ? names.firstIndex { Field.of(name: $0) == .id } : nil)
    guard let key else {
      throw ToolError(
        "E-INPUT-COLUMNS", file: file.name, what: "no column of the joined table is named '\(field)'",
        how: "--on with a column's name", exitCode: .inputRefused)
    }
    var rows: [String: [MetadataValue?]] = [:]
    var skipped = 0
    while try reader.next(into: &row) {
      let id = row.string(key)
      guard row.problem == nil, row.cells.count == names.count, !id.isEmpty, rows[id] == nil else {
        skipped += 1
        continue
      }
      // A second column of the key's name would be a field that says something else than the record's own.
      rows[id] = names.indices.map {
        $0 == key || names[$0] == field || row.isEmpty($0) ? nil : RowAssembler.value(row, $0)
      }
    }
    self.names = names.map { Self.name(of: $0) }
    self.rows = rows
    skippedCount = skipped
  }

  /// The canonical name of a column: the words people use for a team or a queue mean the same field.
  private static func name(of column: String) -> String {
    switch Field.of(name: column) {
    case .metadata(let word)?: word
    case .agent?: "agent"
    case .customer?: "customer"
    case .channel?: "channel"
    case .queue?: "queue"
    case .language?: "language"
    case .rating?: "rating"
    default: column
    }
  }

  /// Adds the row's values to a conversation; what the conversation says itself stays.
  public func join(_ conversation: inout Conversation) {
    let key = field == "id" ? conversation.id : conversation.metadata[field]?.description ?? ""
    guard let row = rows[key] ?? rows[conversation.id] else {
      unmatched.add(1, ordering: .relaxed)
      return
    }
    for (name, value) in zip(names, row) {
      guard let value else { continue }
      switch name {
      case "channel": if conversation.channel.isEmpty { conversation.channel = value.description }
      case "queue": if conversation.queue.isEmpty { conversation.queue = value.description }
      case "language": if conversation.language.isEmpty { conversation.language = value.description }
      default: if conversation.metadata[name] == nil { conversation.metadata.append(name, value) }
      }
    }
  }
}
