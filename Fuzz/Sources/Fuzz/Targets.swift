import CFuzzer

@testable import Transcripts

/// A name, and what is done with the bytes of one execution; a broken promise ends the process.
typealias FuzzTarget = (name: String, run: @Sendable (ArraySlice<UInt8>) -> Void)

/// The targets by group.
let groups = [("readers", readerTargets), ("text", textTargets), ("files", fileTargets)]

/// Every target.
let targets = groups.flatMap(\.1)

/// Targets that read conversations in the formats and encodings people have.
private let readerTargets: [FuzzTarget] = [
  ("ndjson", { splitAnywhere($0, "ndjson") }),
  ("json", { splitAnywhere($0, "json") }),
  ("csv", { splitAnywhere($0, "csv") }),
  ("rows", rowsAsTheOtherReader),
  ("text", { splitAnywhere($0, "text") }),
  ("webvtt", { splitAnywhere($0, "webvtt") }),
  ("srt", { splitAnywhere($0, "srt") }),
  ("sbv", { splitAnywhere($0, "sbv") }),
  ("encoding", anyEncoding),
  ("detect", { splitAnywhere($0, nil, encoding: nil) }),
  ("unfold", unfold),
  ("zip", { file($0) }),
  ("xlsx", xlsx),
  ("time", time),
  ("mapping", { _ = try? MappingFile.parse(String(decoding: $0, as: UTF8.self), name: "fuzz.yaml") }),
]

/// The first two bytes say where the input is cut; the result must be the same as that of the whole.
@Sendable private func splitAnywhere(_ bytes: ArraySlice<UInt8>, _ format: String?, encoding: TextEncoding? = .utf8) {
  guard bytes.count > 2 else { return }
  let cut = Int(bytes[bytes.startIndex]) << 8 | Int(bytes[bytes.startIndex + 1])
  let input = bytes.dropFirst(2)
  let whole = reading(input, format: format, encoding: encoding, cut: .max, block: 1 << 18)
  let split = reading(input, format: format, encoding: encoding, cut: 1 + cut % (input.count + 1), block: 64)
  precondition(whole == split, "the pieces change the result")
}

/// Rows cut by the fast splitter are those of the plain state machine, but for what only one of them forgives.
@Sendable private func rowsAsTheOtherReader(_ bytes: ArraySlice<UInt8>) {
  guard let first = bytes.first else { return }
  let separator = [UInt8(0x2C), 0x09, 0x3B, 0x7C][Int(first & 3)]
  let input = Array(bytes.dropFirst())
  var expected: [[[UInt8]]] = []
  var other = CSVRows(separator: separator)
  let half = input.count / 2
  other.read(input[..<half]) { fields, _ in expected.append(fields) }
  other.read(input[half...]) { fields, _ in expected.append(fields) }
  if other.openQuote != nil { return }
  other.finish { fields, _ in expected.append(fields) }
  let splitter = DelimitedSplitter(separator: separator)
  var found: [[[UInt8]]] = []
  var row = RowBuffer()
  var offset = 0
  while offset < input.count {
    row.reset()
    let ending = input.withUnsafeBufferPointer { splitter.read($0, from: offset, isLast: true, into: &row) }
    guard case .row(let next, _) = ending else { preconditionFailure("a row does not end although no quote is open") }
    precondition(next > offset, "no progress")
    // A blank line is no row; a quoted empty field is one.
    let isBlank = row.cells.count == 1 && row.bytes.isEmpty && !input[offset..<next].contains(0x22)
    if !isBlank { found.append(row.cells.indices.map { Array(row.text($0)) }) }
    offset = next
  }
  precondition(found == expected, "the two readers of rows differ")
}

/// Decoding in pieces gives the same text as decoding at once, and always UTF-8.
@Sendable private func anyEncoding(_ bytes: ArraySlice<UInt8>) {
  guard bytes.count > 2 else { return }
  let all = TextEncoding.allCases.filter { $0 != .utf8 }
  let encoding = all[Int(bytes[bytes.startIndex]) % all.count]
  let cut = 1 + Int(bytes[bytes.startIndex + 1])
  let input = bytes.dropFirst(2)
  func decode(_ cut: Int) -> [UInt8] {
    var options = ReadingOptions()
    options.encoding = encoding
    guard
      let source = try? TextSource(UnfoldedSource(MemoryStream(input, cut: cut), limits: .default), options: options)
    else { return [] }
    var text: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 64 + cut)
    while let count = try? space.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
      text += space[..<count]
    }
    precondition(String(validating: text, as: UTF8.self) != nil, "decoded text is not UTF-8")
    return text
  }
  precondition(decode(cut) == decode(1 << 16), "the pieces change the text")
  _ = EncodingDetector.detect(Array(input).span)
}

/// gzip and zstd, within the limits.
@Sendable private func unfold(_ bytes: ArraySlice<UInt8>) {
  guard let first = bytes.first else { return }
  var limits = InputLimits()
  limits.maximumInflatedBytes = 1 << 22
  limits.ratioGrace = 1 << 16
  func read(_ cut: Int) -> (Int, UInt64, String) {
    var count = 0
    var hash = UInt64(0)
    do throws(ToolError) {
      let source = try UnfoldedSource(MemoryStream(bytes.dropFirst(), cut: cut), limits: limits)
      var space = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let got = try space.withRawBytes { (space) throws(ToolError) in try source.read(into: space) }
        if got == 0 { return (count, hash, "") }
        count += got
        for byte in space[..<got] { hash = hash &* 31 &+ UInt64(byte) }
      }
    } catch {
      return (count, hash, error.code)
    }
  }
  let (whole, split) = (read(.max), read(1 + Int(first)))
  if whole.2.isEmpty || split.2.isEmpty { precondition(whole == split, "the pieces change what is unfolded") }
}

nonisolated(unsafe) private let descriptor = cfuzzer_file()

/// The bytes as a file that can be opened.
func memoryFile(_ bytes: ArraySlice<UInt8>) -> InputFile? {
  let replaced = Array(bytes).withUnsafeBufferPointer { cfuzzer_replace(descriptor, $0.baseAddress, $0.count) }
  return replaced == 0 ? InputFile("/proc/self/fd/\(descriptor)") : nil
}

/// A file as a user names it: an archive, a workbook, anything.
@Sendable private func file(_ bytes: ArraySlice<UInt8>) {
  guard let file = memoryFile(bytes) else { preconditionFailure("no file in memory") }
  var limits = InputLimits()
  limits.maximumInflatedBytes = 1 << 22
  limits.maximumEntryBytes = 1 << 22
  limits.maximumSharedStringBytes = 1 << 20
  limits.ratioGrace = 1 << 16
  var options = ReadingOptions()
  options.dateOrder = .dmy
  guard let files = try? InputListing.expand([file.name], limits: limits) else { return }
  let source = ConversationSource(files, limits: limits, keepsGoing: true, reading: options)
  while let batch = try? source.next() {
    if case .conversations(let good, _) = batch.payload { for conversation in good { check(conversation) } }
  }
}

/// A workbook whose sheet and shared texts are the fuzzer's: the first byte says how long the sheet is.
@Sendable private func xlsx(_ bytes: ArraySlice<UInt8>) {
  guard let first = bytes.first else { return }
  let rest = bytes.dropFirst()
  let length = rest.count * Int(first) / 255
  file(Workbook.bytes(sheet: Array(rest.prefix(length)), strings: Array(rest.dropFirst(length)))[...])
}

/// Times of every kind; what is read whole is read the same again.
@Sendable private func time(_ bytes: ArraySlice<UInt8>) {
  _ = try? Timestamp(bytes.span)
  guard let loose = LooseTimeReader.read(bytes) else { return }
  precondition(loose.length >= 0 && loose.length <= bytes.count)
  for order in DateOrder.allCases {
    guard let time = loose.timestamp(order, day: 20_000) else { continue }
    let text = Timestamp.text(ofReading: time.reading)
    let again = LooseTimeReader.readWhole(ArraySlice(text.utf8))?.timestamp(.ymd)
    precondition(again?.reading == time.reading, "a time does not come back")
  }
}
