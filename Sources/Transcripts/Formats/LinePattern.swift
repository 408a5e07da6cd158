internal import CPCRE2

/// A user's pattern for the beginnings of turns: named groups `time`, `name`, `role` and `text`, each optional.
///
/// Unsafe code: owns the handle of the C library.
@safe public final class LinePattern: @unchecked Sendable {
  private let handle: OpaquePointer
  private let groups: [Int32]

  /// Compiles a pattern; it must match from the start of a line.
  ///
  /// - Throws: `E-MAPPING` (78) with the offset in the pattern.
  public init(_ pattern: String) throws(ToolError) {
    var offset = 0
    let bytes = Array(pattern.utf8)
    let made = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe cpcre_line_create($0, buffer.count, &offset) }
    }
    guard let made = unsafe made else {
      throw ToolError(
        "E-MAPPING", what: "the pattern of lines is wrong at byte \(offset)", how: "PCRE2 syntax",
        exitCode: .configuration)
    }
    unsafe handle = made
    groups = (["time", "name", "role", "text"] as [String]).map { name in unsafe cpcre_line_group(made, name) }
    guard groups.contains(where: { $0 > 0 }) else {
      throw ToolError(
        "E-MAPPING", what: "the pattern of lines has none of the groups time, name, role, text",
        how: "(?<name>…)", exitCode: .configuration)
    }
  }

  deinit { unsafe cpcre_line_destroy(handle) }

  /// The beginning of a turn, or `nil` if the line does not match.
  func header(_ line: ArraySlice<UInt8>) -> LineGrammar.Header? {
    guard !line.isEmpty else { return nil }
    var spans = [Int64](repeating: -1, count: groups.count * 2)
    let status = unsafe line.withUnsafeBufferPointer { text in
      unsafe cpcre_line_match(handle, text.baseAddress!, text.count, Int32(groups.count), groups, &spans)
    }
    guard status == CPCRE_MATCH else { return nil }
    func part(_ index: Int) -> ArraySlice<UInt8> {
      let start = Int(spans[index * 2])
      guard start >= 0 else { return [] }
      return line[(line.startIndex + start)..<(line.startIndex + Int(spans[index * 2 + 1]))].trimmedSpace
    }
    var header = LineGrammar.Header(name: part(1), role: part(2), text: part(3))
    if groups[0] > 0 { header.time = LooseTimeReader.readWhole(part(0)) }
    return header
  }
}
