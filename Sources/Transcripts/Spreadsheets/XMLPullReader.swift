internal import CXML2

/// Reads one XML part of a workbook, event after event, in constant memory.
///
/// DOCTYPE is refused at its first word, so nothing can be declared, expanded or fetched; depth and lengths are bounded.
@safe final class XMLPullReader {
  /// What comes next.
  enum Event {
    case start(XMLName)
    case end(XMLName)
    /// A piece of the text of an element whose text is wanted.
    case text(XMLName)
  }

  /// Where the last event's markup ends in the part.
  private(set) var offset = 0

  private let source: ZipEntryReader
  private let handle: OpaquePointer
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var isAtEnd = false

  private static let maximumDepth = 64
  private static let maximumLength = 1 << 20

  /// Opens a part; the text of the elements `texts` is wanted, and of all names `only` some if given.
  init(_ source: ZipEntryReader, texts: [XMLName], only wanted: Set<XMLName> = Set(XMLName.allCases)) {
    self.source = source
    let names = unsafe XMLName.allCases.map { name in
      // No element or attribute is called by the empty name.
      let text: StaticString = wanted.contains(name) ? name.text : ""
      return unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
    }
    let mask = texts.reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
    guard
      let handle = unsafe cxml2_reader_create(names, names.count, mask, Self.maximumDepth, Self.maximumLength)
    else { fatalError("out of memory") }
    unsafe self.handle = handle
  }

  deinit { unsafe cxml2_reader_destroy(handle) }

  /// The next event, or `nil` at the end of a whole and well-formed part.
  func next() throws(ToolError) -> Event? {
    while true {
      let kind = unsafe cxml2_reader_next(handle)
      if kind != CXML2_NONE.rawValue {
        offset = unsafe Int(cxml2_reader_offset(handle))
        guard let name = unsafe XMLName(rawValue: cxml2_reader_name(handle)) else { continue }
        switch UInt32(kind) {
        case CXML2_START.rawValue: return .start(name)
        case CXML2_END.rawValue: return .end(name)
        default: return .text(name)
        }
      }
      if isAtEnd { return nil }
      try feed()
    }
  }

  /// Appends the text of the current event.
  func appendText(to bytes: inout [UInt8]) {
    var count = 0
    guard let text = unsafe cxml2_reader_text(handle, &count) else { return }
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
  }

  /// Calls `body` with the value of an attribute of the current start tag; `nil` if there is none.
  func withAttribute<Result>(_ name: XMLName, _ body: (Span<UInt8>) -> Result) -> Result? {
    var count = 0
    guard let value = unsafe cxml2_reader_attribute(handle, name.rawValue, &count) else { return nil }
    return unsafe body(Span(_unsafeElements: UnsafeBufferPointer(start: value, count: count)))
  }

  /// The value of an attribute of the current start tag.
  func attribute(_ name: XMLName) -> String? {
    withAttribute(name) { value in
      unsafe value.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The value of an attribute as a number from 0.
  func number(_ name: XMLName) -> Int? {
    withAttribute(name) { value in
      var number = 0
      for index in value.indices {
        guard (0x30...0x39).contains(value[index]), number < 1 << 40 else { return nil }
        number = number * 10 + Int(value[index] - 0x30)
      }
      return value.isEmpty ? nil : number
    } ?? nil
  }

  /// The error when the part is refused, with the line that was reached.
  func refusal(_ what: String, how: String = "save it again as .xlsx") -> ToolError {
    let line = unsafe Int(cxml2_reader_line(handle))
    return ToolError(
      "E-INPUT-XLSX", file: source.file.name, line: line > 0 ? line : nil, what: what, how: how,
      exitCode: .inputRefused)
  }

  private func feed() throws(ToolError) {
    let count = unsafe try buffer.withUnsafeMutableBufferPointer { (space) throws(ToolError) in
      unsafe try source.read(into: UnsafeMutableRawBufferPointer(space))
    }
    isAtEnd = count == 0
    let status = unsafe buffer.withUnsafeBufferPointer { bytes in
      unsafe cxml2_reader_feed(handle, bytes.baseAddress, count, isAtEnd ? 1 : 0)
    }
    if status != CXML2_OK.rawValue { throw refusal(Self.words(for: UInt32(status))) }
  }

  private static func words(for status: UInt32) -> String {
    switch status {
    case CXML2_NO_MEMORY.rawValue: fatalError("out of memory")
    case CXML2_DOCTYPE.rawValue: "DOCTYPE not allowed"
    case CXML2_TOO_DEEP.rawValue: "XML nested deeper than \(maximumDepth) elements"
    case CXML2_TOO_LONG.rawValue: "an XML name, attribute, comment or text is longer than \(maximumLength) bytes"
    case CXML2_UNDECLARED_ENTITY.rawValue: "XML uses an entity that is not declared"
    case CXML2_MISNESTED.rawValue: "XML tags are nested wrongly"
    case CXML2_TRUNCATED.rawValue: "XML ends too early"
    case CXML2_BAD_CHARACTER.rawValue: "XML holds a character that is not allowed"
    case CXML2_BAD_ENCODING.rawValue: "XML is not in the encoding it names"
    default: "XML is not well-formed"
    }
  }
}
