/// Transcripts as plain text, whose lines say who speaks.
///
/// A file is one conversation, named after the file, unless lines such as `会话ID: 123` or rows of `=====` begin new ones.
struct PlainTextFormat: TranscriptFormat {
  let name = "text"

  func likelihood(of head: TextHead) -> Double {
    guard let found = LineGrammar.detect([head.lines()], options: ReadingOptions()) else { return 0 }
    return min(0.93, found.likelihood)
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    let lines = source.head.lines()
    guard let found = LineGrammar.detect([lines], options: context.options) else {
      throw ToolError(
        "E-INPUT-FORMAT", file: source.file.name, what: "no line says who speaks",
        how: "a mapping file with lines:", exitCode: .inputRefused)
    }
    var evidence = TimeColumn.Evidence()
    for time in found.times { evidence.add(time, group: 0) }
    let times = try TimeColumn(evidence, options: context.options, file: source.file.name)
    let assembler = TextAssembler(
      found.grammar, times, roles: RoleFinder(map: context.options.roles),
      subaccounts: TextAssembler.hasSubaccounts(found.grammar, lines))
    context.update { entry in
      entry.findings.append(.init("grammar", found.grammar.style.rawValue))
      if let order = times.order { entry.findings.append(.init("date-order", order.rawValue)) }
    }
    return PlainTextReader(source, assembler, context)
  }
}

/// Reads plain text.
final class PlainTextReader: TranscriptReader {
  private var lines: TextLines
  private var assembler: TextAssembler
  private let context: ReadingContext
  private let name: String
  private let file: InputFile
  private var builder: ConversationBuilder?
  /// The bytes of the conversation that is being read.
  private var raw: [UInt8] = []
  private var rawEnd = 0
  private var count = 0
  private var isFinished = false
  /// A conversation may not grow beyond this.
  private static let largest = 256 << 20

  init(_ source: TextSource, _ assembler: TextAssembler, _ context: ReadingContext) {
    lines = TextLines(source, context)
    self.assembler = assembler
    self.context = context
    name = context.stem
    file = source.file
  }

  func next() throws(ToolError) -> InputBatch.Payload? {
    if isFinished { return nil }
    while let line = try lines.next() {
      if let done = try read(line) { return done }
    }
    isFinished = true
    tell()
    return finishConversation()
  }

  private func read(_ line: TextLines.Line) throws(ToolError) -> InputBatch.Payload? {
    var done: InputBatch.Payload?
    let text = line.text.trimmedSpace
    if let boundary = Boundary(text) {
      done = finishConversation()
      if case .named(let id) = boundary { begin(line, id: id) }
      return done
    }
    if builder == nil {
      if text.isEmpty { return nil }
      begin(line, id: nil)
    }
    if let problem = line.problem { builder?.fail(problem) }
    raw.append(contentsOf: line.raw)
    // Where a line ends is not told to the byte among bytes that are no characters.
    rawEnd = raw.count - max(0, line.raw.count - line.rawCount)
    let end = max(line.place.upperBound, builder?.sourceEnd ?? 0)
    builder?.sourceEnd = end
    if builder != nil { assembler.read(line.text, into: &builder!) }
    if builder?.conversation.text.count ?? 0 > Self.largest {
      throw ToolError(
        "E-INPUT-LARGE", file: file.name, line: line.number,
        what: "one conversation is larger than \(Self.largest >> 20) MiB",
        how: "one file a conversation, or lines that separate them", exitCode: .inputRefused)
    }
    return done
  }

  private func begin(_ line: TextLines.Line, id: String?) {
    count += 1
    let place = SourceReference(
      input: context.input, line: line.number, byteOffset: line.place.lowerBound, byteLength: line.place.count)
    builder = ConversationBuilder(id: id ?? (count == 1 ? name : "\(name)#\(count)"), source: place)
    assembler.begin(day: nil)
  }

  private func finishConversation() -> InputBatch.Payload? {
    guard var builder else { return nil }
    self.builder = nil
    var source = builder.conversation.source
    source.byteLength = max(0, builder.sourceEnd - source.byteOffset)
    let bytes = Array(raw[..<rawEnd])
    raw.removeAll(keepingCapacity: true)
    rawEnd = 0
    do throws(RecordProblem) {
      if builder.problem == nil, builder.conversation.turns.isEmpty {
        throw RecordProblem(.badSyntax, detail: "no line says who speaks")
      }
      return .conversations([try builder.finish(context.options)], [])
    } catch {
      return .conversations(
        [],
        [QuarantinedRecord(source: source, problem: error, bytes: bytes[...], keepingRaw: context.options.keepsRaw)])
    }
  }

  private func tell() {
    if assembler.orphanCount > 0 {
      context.note(
        "\(assembler.orphanCount) lines before the first turn were left out",
        zh: "第一条发言之前的 \(assembler.orphanCount) 行未读取")
    }
    if assembler.doubtfulCount > 0 {
      context.note(
        "\(assembler.doubtfulCount) lines look like a speaker's but were read as text; --role-map NAME=ROLE",
        zh: "\(assembler.doubtfulCount) 行像是发言人开头，但按正文读取；可用 --role-map 名字=角色")
    }
    let unknown = assembler.unknownSpeakers.count
    if unknown > 0 {
      context.note(
        "\(unknown) speakers have no role; --role-map NAME=agent,…", zh: "\(unknown) 个发言人没有角色；请用 --role-map 名字=agent,…")
    }
    context.update { $0.unknownSpeakers = assembler.unknownSpeakers.sorted() }
  }

  /// A line between two conversations.
  private enum Boundary {
    case plain
    case named(String)

    init?(_ text: ArraySlice<UInt8>) {
      if text.count >= 5, let mark = text.first, [0x3D, 0x2D, 0x2A, 0x5F].contains(mark),
        text.allSatisfy({ $0 == mark })
      {
        self = .plain
        return
      }
      guard text.count < 160 else { return nil }
      var text = text
      while let first = text.first, [0x23, 0x3D, 0x2D, 0x2A, 0x20].contains(first) { text = text.dropFirst() }
      guard let header = LineGrammar.nameFirst(text), !header.text.isEmpty,
        ColumnSynonyms.field(of: String(decoding: header.name, as: UTF8.self)) == .id
      else { return nil }
      var id = header.text
      while let last = id.last, [0x3D, 0x2D, 0x2A, 0x20].contains(last) { id = id.dropLast() }
      self = .named(String(decoding: id, as: UTF8.self))
    }
  }
}
