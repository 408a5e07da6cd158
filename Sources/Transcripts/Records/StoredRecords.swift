/// Reads the records of a file of lines of JSON again, in constant memory.
public final class StoredRecords {
  /// Where a record lies in its file.
  public struct Place: Sendable, Hashable {
    /// The offset of its first byte.
    public var offset: Int
    /// Its length in bytes.
    public var length: Int
  }

  private let file: InputFile
  private let parser = JSONParser()
  private var window: FileWindow?

  /// Names a file.
  public init(path: String) { file = InputFile(path) }

  /// Calls `body` for every record in order; the value must not outlive the call.
  ///
  /// - Throws: what `body` throws; `E-INPUT-RECORD` (65) for a line that is not JSON.
  public func forEach(_ body: (StoredValue, Place) throws -> Void) throws {
    let lines = try StoredLines(file)
    while let chunk = try lines.next() {
      for line in chunk.lines {
        let place = Place(offset: chunk.byteOffset + line.range.lowerBound, length: line.range.count)
        let value = unsafe try chunk.block.withBytes(line.range) { unsafe try parse($0, line.number) }
        try body(value, place)
      }
    }
  }

  /// Calls `body` with one record.
  public func record<Result>(at place: Place, _ body: (StoredValue) throws -> Result) throws -> Result {
    let window = try self.window ?? FileWindow(file)
    self.window = window
    var bytes = try window.bytes(at: place.offset, count: place.length)
    bytes.append(contentsOf: repeatElement(0, count: JSONParser.padding))
    return unsafe try bytes.withUnsafeBufferPointer { buffer in
      unsafe try body(parse(UnsafeBufferPointer(rebasing: buffer[..<place.length]), nil))
    }
  }

  private func parse(_ text: UnsafeBufferPointer<UInt8>, _ line: Int?) throws(ToolError) -> StoredValue {
    do throws(JSONFailure) {
      return StoredValue(unsafe try parser.parse(text))
    } catch {
      throw ToolError(
        "E-INPUT-RECORD", file: file.name, line: line, what: "not a record",
        how: "the files as qa-cli score wrote them",
        exitCode: .inputRefused)
    }
  }
}

extension StoredRecords {
  /// Calls `body` for every record of lines in memory.
  public static func forEach(in bytes: [UInt8], name: String, _ body: (StoredValue) throws -> Void) throws {
    let records = StoredRecords(path: name)
    let chunk = LineChunk(bytes, maximumLineLength: .max)
    for line in chunk.lines {
      try body(unsafe try chunk.block.withBytes(line.range) { unsafe try records.parse($0, line.number) })
    }
  }
}

/// Reads `conversation/1` records again.
public enum StoredConversations {
  /// Calls `body` for every conversation of a file; lines that are none are passed over.
  public static func forEach(_ path: String, _ body: (Conversation) throws -> Void) throws {
    let lines = try StoredLines(InputFile(path))
    let decoder = ConversationDecoder()
    var conversation = Conversation()
    while let chunk = try lines.next() {
      for line in chunk.lines where (try? decoder.decode(line, of: chunk, into: &conversation)) != nil {
        try body(conversation)
      }
    }
  }
}

/// The lines of a file we wrote ourselves; what they hold is not guessed.
private struct StoredLines {
  private let reader: LineReader

  init(_ file: InputFile) throws(ToolError) {
    var limits = InputLimits()
    limits.maximumLineLength = 1 << 30
    var reading = ReadingOptions()
    reading.encoding = .utf8
    let source = try TextSource(
      UnfoldedSource(file, in: nil, limits: limits, shouldStop: { false }), options: reading)
    reader = LineReader(
      source,
      ReadingContext(
        input: 0, stem: "", options: reading, limits: limits, pool: BlockPool(capacity: max(limits.chunkSize, 64)),
        report: InputReport(count: 1)))
  }

  func next() throws(ToolError) -> LineChunk? {
    while true {
      switch try reader.step() {
      case .chunk(let chunk): return chunk
      case .oversize: continue
      case .end: return nil
      }
    }
  }
}
