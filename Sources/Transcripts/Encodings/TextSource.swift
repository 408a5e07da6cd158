/// The text of an input as UTF-8, whatever it is written in; its first bytes can be looked at before they are read.
final class TextSource {
  /// The input's bytes, unfolded.
  let unfolded: UnfoldedSource
  /// What the text is written in.
  private(set) var encoding = TextEncoding.utf8
  /// How sure that is, from 0 to 1.
  private(set) var confidence = 1.0
  /// Where decoded text lies in the source.
  private(set) var map = OffsetMap.identity

  /// Bytes that were read but not handed out yet.
  private var raw: [UInt8] = []
  private var rawStart = 0
  private var sourceHasEnded = false
  private var decoder: EncodingDecoder?
  /// Decoded text that was looked at but not handed out yet.
  private var peeked: [UInt8] = []
  private var peekedStart = 0
  private var isFlushed = false
  /// Bytes of the source whose text may still be asked for, if the text is decoded.
  private var kept: [UInt8] = []
  private var keptStart = 0

  /// How far ``head`` looks.
  static let reach = 1 << 16

  /// Opens an input, and tells its encoding unless it is given.
  init(_ unfolded: UnfoldedSource, options: ReadingOptions) throws(ToolError) {
    self.unfolded = unfolded
    try readHead()
    try BinaryCheck.refuse(raw.span, name: unfolded.file.name, encoding: options.encoding)
    let finding = try Self.encoding(of: raw.span, name: unfolded.file.name, options: options)
    encoding = finding.encoding
    confidence = finding.confidence
    if encoding != .utf8 {
      decoder = EncodingDecoder(encoding)
      map = OffsetMap(origin: finding.markLength, unit: encoding.unit)
      rawStart = finding.markLength
      keptStart = finding.markLength
    }
    try fillPeek()
  }

  /// The file that is read.
  var file: InputFile { unfolded.file }

  /// The first text, at most ``reach`` bytes of it; only before anything is read.
  var head: TextHead {
    TextHead(bytes: peeked, isWhole: sourceHasEnded && rawStart == raw.count && (decoder == nil || isFlushed))
  }

  /// Whether a read would not wait now.
  var isReady: Bool { peekedStart < peeked.count || rawStart < raw.count || unfolded.isReady }

  /// Gives at least one byte, or none at the end.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    if peekedStart < peeked.count {
      let count = min(peeked.count - peekedStart, space.count)
      unsafe space.copyBytes(from: peeked[peekedStart..<peekedStart + count])
      peekedStart += count
      if peekedStart == peeked.count {
        peeked = []
        peekedStart = 0
      }
      return count
    }
    guard decoder != nil else {
      if rawStart < raw.count {
        let count = min(raw.count - rawStart, space.count)
        unsafe space.copyBytes(from: raw[rawStart..<rawStart + count])
        rawStart += count
        if rawStart == raw.count { (raw, rawStart) = ([], 0) }
        return count
      }
      return sourceHasEnded ? 0 : unsafe try unfolded.read(into: space)
    }
    return unsafe try decode(into: space)
  }

  private func decode(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    guard let decoder, space.count >= 64 else { return 0 }
    while true {
      if rawStart == raw.count, !sourceHasEnded { try refill() }
      if isFlushed && rawStart == raw.count { return 0 }
      let isLast = sourceHasEnded
      let step = unsafe decoder.run(raw.span.extracting(rawStart..<raw.count), isLast: isLast, into: space, noting: map)
      kept.append(contentsOf: raw[rawStart..<rawStart + step.consumed])
      rawStart += step.consumed
      if step.produced > 0 { return step.produced }
      if isLast, step.consumed == 0 { isFlushed = true }
    }
  }

  /// The bytes of the source that a range of text was decoded from; `text` itself if it is read as it is.
  func original(_ decoded: Range<Int>, _ text: ArraySlice<UInt8>) -> [UInt8] {
    if map.isIdentity { return Array(text) }
    let range = map.source(of: decoded)
    let lower = min(max(range.lowerBound - keptStart, 0), kept.count)
    return Array(kept[lower..<min(max(range.upperBound - keptStart, lower), kept.count)])
  }

  /// Nothing before this place of the text will be asked for again.
  func forget(before decoded: Int) {
    if map.isIdentity { return }
    let place = map.source(of: decoded)
    map.forget(before: decoded)
    // Seldom, so that little is moved.
    guard place - keptStart > 1 << 17 else { return }
    kept.removeFirst(min(place - keptStart, kept.count))
    keptStart = place
  }

  private func refill() throws(ToolError) {
    if raw.count < 1 << 16 { raw = Array(repeating: 0, count: 1 << 16) }
    rawStart = 0
    let count = unsafe try raw.withRawBytes { (space) throws(ToolError) in
      unsafe try unfolded.read(into: space)
    }
    raw.removeLast(raw.count - count)
    if count == 0 { sourceHasEnded = true }
  }

  /// Whether the first line is a whole JSON object.
  ///
  /// A pipe of such lines is read as they come. For any other format the head must not depend on when a writer pauses.
  private var holdsRecordLine: Bool {
    let text = TextHead(bytes: raw, isWhole: false).text
    guard text.first == 0x7B, let end = text.firstIndex(of: 0x0A) else { return false }
    return text[..<end].last { !$0.isJSONSpace } == 0x7D
  }

  /// Reads the first bytes: all there are up to ``reach``, or what a pipe has once a record's line is there.
  private func readHead() throws(ToolError) {
    var space = [UInt8](repeating: 0, count: Self.reach)
    while raw.count < Self.reach {
      let wanted = Self.reach - raw.count
      let count = unsafe try space.withRawBytes { (buffer) throws(ToolError) in
        unsafe try unfolded.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
      }
      if count == 0 {
        sourceHasEnded = true
        return
      }
      raw.append(contentsOf: space[..<count])
      if !unfolded.isReady, holdsRecordLine { return }
    }
  }

  /// Decodes the head so that formats can be told.
  private func fillPeek() throws(ToolError) {
    guard decoder != nil else {
      peeked = raw
      (raw, rawStart) = ([], 0)
      return
    }
    var space = [UInt8](repeating: 0, count: Self.reach)
    while peeked.count < Self.reach, rawStart < raw.count || (sourceHasEnded && !isFlushed) {
      let count = unsafe try space.withRawBytes { (buffer) throws(ToolError) in
        unsafe try decode(into: buffer)
      }
      if count == 0 { break }
      peeked.append(contentsOf: space[..<count])
    }
  }

  private static func encoding(
    of head: Span<UInt8>, name: String, options: ReadingOptions
  ) throws(ToolError) -> EncodingDetector.Finding {
    if let given = options.encoding {
      let mark = given.byteOrderMark
      let hasMark = head.count >= mark.count && mark.indices.allSatisfy { head[$0] == mark[$0] }
      return .init(encoding: given, confidence: 1, markLength: given != .utf8 && hasMark ? mark.count : 0)
    }
    let finding = EncodingDetector.detect(head)
    if finding.confidence >= EncodingDetector.leastConfidence { return finding }
    if let fallback = options.encodingFallback { return .init(encoding: fallback, confidence: finding.confidence) }
    // Lines of JSON are UTF-8 by their standard: a line that is not is set aside with its place, the others are read.
    if startsLikeRecord(head) { return .init(encoding: .utf8, confidence: finding.confidence) }
    let guess =
      finding.confidence >= 0.3 ? "; \(finding.encoding.rawValue) is likeliest (\(percent(finding.confidence)))" : ""
    throw ToolError(
      "E-INPUT-ENCODING", file: name, what: "the encoding cannot be told for sure\(guess)",
      how: "--encoding \(finding.confidence >= 0.3 ? finding.encoding.rawValue : "gb18030")", exitCode: .inputRefused)
  }

  /// Whether the first text is an object, as in lines of JSON.
  private static func startsLikeRecord(_ head: Span<UInt8>) -> Bool {
    for index in head.indices where !head[index].isJSONSpace { return head[index] == 0x7B }
    return false
  }

  static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded(.down)))%" }
}

/// The first text of an input.
struct TextHead {
  /// UTF-8, possibly cut inside a character at the end, possibly with a byte order mark.
  var bytes: [UInt8]
  /// Whether the input has no more.
  var isWhole: Bool

  /// The text without a byte order mark and white space before it.
  var text: ArraySlice<UInt8> {
    (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]).drop { $0.isJSONSpace }
  }

  /// The lines without their breaks; the last one is left out if it may be cut.
  func lines(_ limit: Int = 400) -> [ArraySlice<UInt8>] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex, lines.count < limit {
      if text[index] == 0x0A || text[index] == 0x0D {
        lines.append(text[start..<index])
        if text[index] == 0x0D, index + 1 < text.endIndex, text[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if isWhole, start < text.endIndex, lines.count < limit { lines.append(text[start...]) }
    return lines
  }

  /// The byte that ends lines: a line feed, unless only lone carriage returns are there.
  var separator: UInt8 {
    if bytes.contains(0x0A) { return 0x0A }
    guard let place = bytes.firstIndex(of: 0x0D), place + 1 < bytes.count else { return 0x0A }
    return 0x0D
  }
}

/// Refuses what is no text.
enum BinaryCheck {
  static func refuse(_ head: Span<UInt8>, name: String, encoding: TextEncoding?) throws(ToolError) {
    func starts(_ bytes: UInt8...) -> Bool {
      head.count >= bytes.count && bytes.indices.allSatisfy { head[$0] == bytes[$0] }
    }
    if starts(0x28, 0xB5, 0x2F, 0xFD) { throw refusal(name, "it is compressed more than once", "decompress it once") }
    if starts(0x50, 0x4B, 3, 4) {
      throw refusal(name, "it is an archive or workbook inside another, or from a pipe", "give it as a file")
    }
    if starts(0xD0, 0xCF, 0x11, 0xE0) {
      throw refusal(name, "it is an old or encrypted Office file", "save it as .xlsx or CSV")
    }
    guard encoding == nil, EncodingDetector.detect(head).encoding.unit == 1 else { return }
    var controls = 0
    var zero: Int?
    for index in head.indices {
      let byte = head[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C, byte != 0x1B { controls += 1 }
      if byte == 0, zero == nil { zero = index }
    }
    if controls > 0, controls * 30 >= head.count {
      throw refusal(name, "not a text or known format", "--encoding if it is text", at: zero)
    }
  }

  private static func refusal(_ name: String, _ what: String, _ how: String, at offset: Int? = nil) -> ToolError {
    ToolError("E-INPUT-FORMAT", file: name, byteOffset: offset, what: what, how: how, exitCode: .inputRefused)
  }
}
