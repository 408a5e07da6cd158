internal import ArgumentParser
internal import Transcripts

/// What an input is, where the tool should not find out by itself.
struct FormatOptions: ParsableArguments {
  @Option(name: .customLong("input-format"), help: "The format: \(ReadingOptions.formatNames.joined(separator: ", ")).")
  var format: String?

  @Option(help: "The encoding: utf-8, gb18030, gbk, big5, shift_jis, utf-16le, …")
  var encoding: String?

  @Option(help: "The encoding of lines that are not UTF-8, and of files whose encoding cannot be told.")
  var encodingFallback: String?

  @Option(help: "What columns hold, NAME=FIELD,…; or FIELD,FIELD,… for a table without header.")
  var columns: String?

  @Option(name: .customLong("role-map"), help: "Roles of names or words: 小林=agent,tb123=customer.")
  var roleMap: String?

  @Option(help: "The order of day and month in dates such as 03/04/2026: dmy, mdy or ymd.")
  var dateOrder: String?

  @Flag(help: "The rows of one conversation may lie apart.")
  var group = false

  @Option(help: "What a row is: turns, conversation, note or review.")
  var shape: String?

  @Option(help: "The sheet of a workbook, by name or number. Default: the first that people see.")
  var sheet: String?

  @Option(name: .customLong("mapping"), help: "A YAML file that says what columns, paths and lines hold.")
  var mapping: String?

  @Option(help: "Longest pause in milliseconds between cues of one turn.")
  var mergeGap = 1500

  /// The mapping file, if one is named.
  func mappingFile() throws -> ReadingOptions? {
    guard let mapping else { return nil }
    return try MappingFile.read(InputFile(mapping))
  }

  /// The options; those of the command line count more than those of the mapping file.
  func options() throws -> ReadingOptions {
    var options = try mappingFile() ?? ReadingOptions()
    if let format { options.format = format }
    if let encoding { options.encoding = try Self.encoding(encoding, "--encoding") }
    if let encodingFallback { options.encodingFallback = try Self.encoding(encodingFallback, "--encoding-fallback") }
    if let columns { options.columns = try Self.rules(columns) + options.columns }
    if let roleMap { try Self.addRoles(roleMap, to: &options.roles) }
    if let dateOrder {
      guard let order = DateOrder(rawValue: dateOrder.lowercased()) else {
        throw Self.usage("'\(dateOrder)' is no --date-order", "dmy, mdy or ymd")
      }
      options.dateOrder = order
    }
    if let shape {
      guard let known = TableShape(rawValue: shape) else {
        throw Self.usage("'\(shape)' is no --shape", TableShape.allCases.map(\.rawValue).joined(separator: ", "))
      }
      options.shape = known
    }
    if group { options.groupsRows = true }
    options.sheet = sheet
    guard (0...600_000).contains(mergeGap) else {
      throw Self.usage("--merge-gap must lie between 0 and 600000", "1500")
    }
    options.mergeGap = Int64(mergeGap)
    return options
  }

  private static func encoding(_ name: String, _ option: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(name: name) else {
      throw usage(
        "'\(name)' is no encoding for \(option)", TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return encoding
  }

  private static func rules(_ text: String) throws -> [ColumnRule] {
    let parts = text.split(separator: ",").map(String.init)
    if !text.contains("=") {
      return parts.enumerated().map { ColumnRule(source: "#\($0.offset + 1)", field: Field(word: $0.element)) }
    }
    return try parts.map { part in
      guard let cut = part.lastIndex(of: "="), cut > part.startIndex else {
        throw usage("'--columns' wants NAME=FIELD", "--columns 正文=text")
      }
      return ColumnRule(source: String(part[..<cut]), field: Field(word: String(part[part.index(after: cut)...])))
    }
  }

  private static func addRoles(_ text: String, to roles: inout RoleMap) throws {
    for part in text.split(separator: ",") {
      guard let cut = part.lastIndex(of: "="), let role = Role(name: String(part[part.index(after: cut)...])) else {
        throw usage("'--role-map' wants NAME=ROLE", Role.allCases.map { "\($0.name)" }.joined(separator: ", "))
      }
      roles.add(String(part[..<cut]), role)
    }
  }

  private static func usage(_ what: String, _ how: String) -> ToolError {
    ToolError("E-USAGE", what: what, how: how, exitCode: .usage)
  }
}
