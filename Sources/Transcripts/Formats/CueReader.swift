/// Reads the cues of WebVTT and SubRip as one conversation.
///
/// Cues of one speaker that follow within the merge gap are one turn. A cue that is broken but can be understood is
/// repaired and counted; one that cannot is set aside.
final class CueReader: TranscriptReader {
  private var lines: TextLines
  private let context: ReadingContext
  private let file: InputFile
  private let style: CueTiming.Style
  private var isFinished = false
  private var builder: ConversationBuilder
  private var roles: RoleFinder
  private var quarantined: [QuarantinedRecord] = []
  private var last: (speaker: ArraySlice<UInt8>, end: Int64)?
  private var repaired = 0
  private var empty = 0
  private var overlaps = 0
  private var unknown: Set<String> = []
  private var hasSpeakers: Set<ArraySlice<UInt8>> = []

  init(_ source: TextSource, _ style: CueTiming.Style, _ context: ReadingContext) {
    lines = TextLines(source, context)
    self.context = context
    self.style = style
    file = source.file
    roles = RoleFinder(map: context.options.roles)
    builder = ConversationBuilder(id: context.stem, source: SourceReference(input: context.input, line: 1))
    builder.conversation.channel = "call"
    // Names at the start of a cue count as speakers if they come again.
    hasSpeakers = LineGrammar.detect([source.head.lines()], options: context.options)?.grammar.speakers ?? []
  }

  func next() throws(ToolError) -> InputBatch.Payload? {
    if isFinished { return nil }
    isFinished = true
    var block: [TextLines.Line] = []
    while let line = try lines.next() {
      builder.sourceEnd = line.place.upperBound
      if line.text.trimmedSpace.isEmpty {
        read(block)
        block = []
      } else {
        block.append(line)
      }
    }
    read(block)
    tell()
    let place = builder.conversation.source
    do throws(RecordProblem) {
      let conversation = try builder.finish(context.options)
      if conversation.turns.isEmpty, !quarantined.isEmpty { return .conversations([], quarantined) }
      return .conversations([conversation], quarantined)
    } catch {
      return .conversations([], quarantined + [QuarantinedRecord(source: place, problem: error, sha256: "")])
    }
  }

  private func tell() {
    if repaired > 0 { context.note("\(repaired) cues were repaired", zh: "修复了 \(repaired) 条字幕") }
    if empty > 0 { context.note("\(empty) cues have no text", zh: "\(empty) 条字幕没有文字") }
    if !unknown.isEmpty {
      context.note(
        "\(unknown.count) speakers have no role; --role-map NAME=agent,…",
        zh: "\(unknown.count) 个发言人没有角色；请用 --role-map 名字=agent,…")
    }
    context.update { $0.unknownSpeakers = unknown.sorted() }
  }

  /// Reads the lines between two blank ones.
  private func read(_ block: [TextLines.Line]) {
    guard let first = block.first else { return }
    if let problem = block.lazy.compactMap(\.problem).first { return setAside(block, problem) }
    if style == .webVTT, isNoCue(first.text) { return }
    guard let place = block.firstIndex(where: { CueTiming.isTiming($0.text, style) }), place < 2 else {
      // Text without a timing line goes nowhere: it has no place in the call.
      return setAside(block, RecordProblem(.badSyntax, path: "cue", detail: "no line of times"))
    }
    guard let timing = CueTiming(block[place].text, style) else {
      return setAside(block, RecordProblem(.badTime, path: "cue", detail: "a time is malformed"))
    }
    if timing.isRepaired { repaired += 1 }
    var end = timing.end
    if end < timing.start {
      end = timing.start
      repaired += 1
    }
    let texts = block[(place + 1)...]
    if texts.isEmpty {
      empty += 1
      return
    }
    for line in texts { add(line, from: timing.start, to: end, isFirst: line.number == texts.first?.number) }
  }

  private func isNoCue(_ text: ArraySlice<UInt8>) -> Bool {
    for word in ["WEBVTT", "NOTE", "STYLE", "REGION"] where text.starts(with: word.utf8) {
      let next = text.dropFirst(word.utf8.count).first
      if next == nil || next == 0x20 || next == 0x09 { return true }
    }
    return false
  }

  private func add(_ line: TextLines.Line, from start: Int64, to end: Int64, isFirst: Bool) {
    for piece in CueText.pieces(of: line.text) {
      var speaker = piece.speaker
      var text = piece.text[...]
      if speaker.isEmpty, let header = LineGrammar.nameFirst(text), header.time == nil, isSpeaker(header.name, text) {
        speaker = header.name
        text = header.text
      }
      text = text.trimmedSpace
      if text.isEmpty { continue }
      // Lines without a name go on with the one before.
      // Nobody knows whether two cues without any name have one speaker: they stay apart.
      let isSame = speaker.isEmpty ? !isFirst || last?.speaker.isEmpty == false : last?.speaker == speaker
      if isSame, let last, start - last.end <= context.options.mergeGap, !builder.conversation.turns.isEmpty {
        if isFirst, start < last.end { overlaps += 1 }
        join(text, end)
      } else {
        begin(speaker, text, start, end)
      }
    }
  }

  /// Whether a word before a colon is a speaker: a label in brackets, a known role, or a name that comes again.
  private func isSpeaker(_ name: ArraySlice<UInt8>, _ line: ArraySlice<UInt8>) -> Bool {
    line.trimmedSpace.first == 0x5B || hasSpeakers.contains(name) || roles.role(ofName: name) != .unknown
  }

  private func join(_ text: ArraySlice<UInt8>, _ end: Int64) {
    guard var turn = builder.conversation.turns.popLast() else { return }
    builder.conversation.text.removeLast()
    // Words of languages that part them by spaces stay apart.
    if let before = builder.conversation.text.last, before < 0x80 || (text.first ?? 0) < 0x80 {
      builder.conversation.text.append(0x20)
    }
    builder.conversation.text.append(contentsOf: text)
    turn.end = Int32(truncatingIfNeeded: builder.conversation.text.count)
    if let last { turn.duration += max(0, end - last.end) }
    builder.conversation.text.append(0x0A)
    builder.conversation.turns.append(turn)
    if let before = last { last = (before.speaker, max(end, before.end)) }
  }

  private func begin(_ speaker: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, _ start: Int64, _ end: Int64) {
    var entry = ConversationBuilder.Entry()
    entry.speaker = speaker
    entry.role = speaker.isEmpty ? .unknown : roles.role(ofName: speaker)
    if entry.role == .unknown, roles.map.otherwise == nil, !speaker.isEmpty, unknown.count < 1000 {
      unknown.insert(String(decoding: speaker, as: UTF8.self))
    }
    entry.offset = start
    entry.duration = end - start
    builder.add(entry, text: text)
    last = (ArraySlice(Array(speaker)), end)
  }

  private func setAside(_ block: [TextLines.Line], _ problem: RecordProblem) {
    let start = block[0].place.lowerBound
    let end = block[block.count - 1].place.upperBound
    let place = SourceReference(input: context.input, line: block[0].number, byteOffset: start, byteLength: end - start)
    var bytes = Array(block.map(\.raw).joined())
    if let last = block.last { bytes.removeLast(last.raw.count - last.rawCount) }
    quarantined.append(
      QuarantinedRecord(source: place, problem: problem, bytes: bytes[...], keepingRaw: context.options.keepsRaw))
  }
}
