/// An error a person can act on: where, what, and how to go on.
///
/// It never holds a value of the data.
public struct ToolError: Error, Sendable, Hashable {
  /// The stable code, for example `E-INPUT-MISSING`.
  public var code: String
  /// The file, or empty.
  public var file: String
  /// The line from 1, if one is meant.
  public var line: Int?
  /// The offset in bytes from 0, if one is meant.
  public var byteOffset: Int?
  /// What is wrong.
  public var what: String
  /// What to try, or empty.
  public var how: String
  /// How the process should end.
  public var exitCode: ExitCode

  /// Makes an error.
  public init(
    _ code: String, file: String = "", line: Int? = nil, byteOffset: Int? = nil, what: String, how: String = "",
    exitCode: ExitCode
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.what = what
    self.how = how
    self.exitCode = exitCode
  }

  /// The reader of our output went away: the run ends without a word.
  public static let closedPipe = ToolError(
    "E-OUTPUT-CLOSED", what: "the reader of the output is gone", exitCode: .closedPipe)

  /// Whether nothing should be printed.
  public var isSilent: Bool { exitCode == .closedPipe }

  /// The error as one line for stderr, without the line break: `error[E-CODE] file:line (byte N): what; try: how`.
  public var rendered: String {
    var text = "error[\(code)]"
    if !file.isEmpty {
      text += " \(file)"
      if let line { text += ":\(line)" }
    }
    if let byteOffset { text += " (byte \(byteOffset))" }
    text += ": \(what)"
    if !how.isEmpty { text += "; try: \(how)" }
    return text.escapingControls
  }

  /// Writes the error as one JSON object `error/1`.
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("schema")
    writer.string("error/1")
    writer.key("code")
    writer.string(code)
    writer.key("file")
    writer.string(file)
    writer.key("line")
    if let line { writer.int(line) } else { writer.null() }
    writer.key("byte_offset")
    if let byteOffset { writer.int(byteOffset) } else { writer.null() }
    writer.key("what")
    writer.string(what)
    writer.key("how")
    writer.string(how)
    writer.key("exit_code")
    writer.int(Int(exitCode.rawValue))
    writer.endObject()
    writer.newline()
  }
}

extension String {
  /// The text with control, direction and zero-width characters shown as `\u{…}`, safe for a terminal and one line.
  public var escapingControls: String {
    guard unicodeScalars.contains(where: \.isUnsafeOnTerminal) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isUnsafeOnTerminal {
        text += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var isUnsafeOnTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}
