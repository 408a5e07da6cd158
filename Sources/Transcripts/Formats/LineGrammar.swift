/// How lines of a transcript say who speaks: the beginnings of turns, told from lines that go on.
struct LineGrammar: Sendable {
  /// The ways lines begin.
  enum Style: String, Sendable, CaseIterable {
    /// `name  (2026-01-02 10:11:12):`, then the text.
    case nameTime = "name-time"
    /// `2026-01-02 10:11:12 name`, then the text on the lines below.
    case timeName = "time-name"
    /// `[2026-01-02 10:11:12] name: text`.
    case timeNameText = "chat-log"
    /// `name: text`.
    case nameText = "name-text"
    /// A pattern of the user's.
    case pattern
  }

  /// The beginning of a turn.
  struct Header {
    var time: LooseTime?
    var name: ArraySlice<UInt8> = []
    var role: ArraySlice<UInt8> = []
    var text: ArraySlice<UInt8> = []
  }

  var style: Style
  /// The names that are known to be speakers; others are part of the text.
  ///
  /// Only for ``Style/nameText``.
  var speakers: Set<ArraySlice<UInt8>> = []
  /// The user's pattern.
  var pattern: LinePattern?

  /// The beginning of a turn, or `nil` if the line goes on with the last one.
  func header(_ line: ArraySlice<UInt8>, _ roles: inout RoleFinder) -> Header? {
    switch style {
    case .nameTime: return Self.nameFirst(line).flatMap { $0.time != nil ? $0 : nil }
    case .timeName: return Self.timeFirst(line, cutsText: false)
    case .timeNameText: return Self.timeFirst(line, cutsText: true)
    case .nameText:
      guard let header = Self.nameFirst(line), !header.name.isEmpty else { return nil }
      if speakers.contains(header.name) || roles.role(ofName: header.name) != .unknown { return header }
      return nil
    case .pattern: return pattern?.header(line)
    }
  }

  /// `[time] name: text`, `time - name: text`, `time name`.
  static func timeFirst(_ line: ArraySlice<UInt8>, cutsText: Bool) -> Header? {
    var rest = line.trimmedSpace
    while rest.starts(with: [0xE2, 0x80, 0x8E]) { rest = rest.dropFirst(3) }
    let isBracketed = rest.first == 0x5B || rest.first == 0x28
    if isBracketed { rest = rest.dropFirst() }
    guard let time = LooseTimeReader.read(rest), time.hasClock else { return nil }
    rest = rest.dropFirst(time.length)
    if isBracketed {
      guard rest.first == 0x5D || rest.first == 0x29 else { return nil }
      rest = rest.dropFirst()
    } else {
      guard let next = rest.first, next == 0x20 || next == 0x09 || next >= 0x80 else { return nil }
    }
    rest = rest.trimmedSpace
    // Times of cues: `00:00:01,000 --> 00:00:02,000`.
    if rest.starts(with: [0x2D, 0x2D, 0x3E]) { return nil }
    if rest.first == 0x2D { rest = rest.dropFirst().trimmedSpace }
    guard cutsText else {
      guard !rest.isEmpty, rest.count <= 120 else { return nil }
      return Header(time: time, name: withoutColon(rest))
    }
    guard let (name, text) = cut(rest) ?? cutBrackets(rest) else { return Header(time: time, name: [], text: rest) }
    return Header(time: time, name: name, text: text)
  }

  /// `name (time): text`, `name time: text`, `**name:** text`, `name: text`.
  static func nameFirst(_ line: ArraySlice<UInt8>) -> Header? {
    let line = line.trimmedSpace
    // A time in brackets or behind spaces hides its colons.
    if let open = line.prefix(160).firstIndex(where: { $0 == 0x28 || $0 == 0x5B || $0 == 0xEF }) {
      let width = line[open] == 0xEF ? 3 : 1
      if width == 1 || line[open...].starts(with: [0xEF, 0xBC, 0x88]) {
        let inside = line[(open + width)...]
        if open > line.startIndex, let time = LooseTimeReader.read(inside) {
          var rest = inside.dropFirst(time.length)
          if rest.first == 0x29 || rest.first == 0x5D {
            rest = rest.dropFirst()
          } else if rest.starts(with: [0xEF, 0xBC, 0x89]) {
            rest = rest.dropFirst(3)
          }
          rest = rest.trimmedSpace
          if rest.first == 0x3A {
            rest = rest.dropFirst()
          } else if rest.starts(with: [0xEF, 0xBC, 0x9A]) {
            rest = rest.dropFirst(3)
          }
          let name = line[..<open].trimmedSpace
          if !name.isEmpty, name.count <= 120, time.hasClock {
            return Header(time: time, name: name, text: rest.trimmedSpace)
          }
        }
      }
    }
    if let place = line.prefix(120).indices.first(where: {
      $0 > line.startIndex && line[$0 - 1] == 0x20 && line[$0] &- 0x30 < 10
    }),
      let time = LooseTimeReader.read(line[place...]), time.hasClock
    {
      let name = line[..<place].trimmedSpace
      let rest = line[(place + time.length)...].trimmedSpace
      if rest.first == 0x3A || rest.starts(with: [0xEF, 0xBC, 0x9A]) || rest.isEmpty,
        !name.contains(0x3A) || (time.hasDate && isSubaccount(name)), !isRow(name)
      {
        return Header(time: time, name: name, text: withoutMark(rest))
      }
    }
    guard let (name, text) = cut(line) ?? cutBrackets(line) else { return nil }
    return Header(name: name, text: text)
  }

  /// Whether a name looks like cells of a table.
  private static func isRow(_ name: ArraySlice<UInt8>) -> Bool {
    name.contains(0x09) || name.contains(0x7C) || name.count { $0 == 0x2C || $0 == 0x3B } > 1
  }

  /// The name in brackets before a text: `[name] text`, `【name】text`, `<name> text`.
  private static func cutBrackets(
    _ line: ArraySlice<UInt8>
  ) -> (name: ArraySlice<UInt8>, text: ArraySlice<UInt8>)? {
    for (open, close) in brackets where line.starts(with: open) {
      let inside = line.dropFirst(open.count).prefix(60)
      guard let end = inside.indices.first(where: { inside[$0...].starts(with: close) }) else { return nil }
      let name = inside[..<end].trimmedSpace
      let text = line[(end + close.count)...].trimmedSpace
      guard !name.isEmpty, !text.isEmpty, name.first.map({ $0 &- 0x30 >= 10 }) == true, !name.contains(0x2F),
        !media.contains(String(decoding: name, as: UTF8.self).lowercased())
      else { return nil }
      return (name, text)
    }
    return nil
  }

  private static let brackets: [([UInt8], [UInt8])] = [("[", "]"), ("【", "】"), ("<", ">")].map {
    (Array($0.utf8), Array($1.utf8))
  }

  /// What stands in brackets and is no name.
  private static let media: Set<String> = [
    "图片", "表情", "语音", "视频", "文件", "链接", "卡片", "订单", "商品", "系统", "自动回复", "撤回", "微笑", "image", "picture", "voice",
    "video", "file", "link", "sticker", "music", "applause", "laughter", "inaudible", "silence", "b", "i", "p", "br",
  ]

  /// Whether a name has the form `shop:clerk` of a shop's sub-accounts; `订单号:17` is none.
  static func isSubaccount(_ name: ArraySlice<UInt8>) -> Bool {
    guard let colon = name.firstIndex(of: 0x3A), colon > name.startIndex, !name.contains(0x20) else { return false }
    let clerk = name[(colon + 1)...]
    return !clerk.isEmpty && !clerk.contains(0x3A) && !clerk.contains(0x2F) && !clerk.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// The name before the first colon and the text behind it; `nil` if what is before it is no name.
  private static func cut(_ line: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, text: ArraySlice<UInt8>)? {
    let reach = line.prefix(100)
    guard
      let colon = reach.indices.first(where: {
        line[$0] == 0x3A || (line[$0] == 0xEF && line[$0...].starts(with: [0xEF, 0xBC, 0x9A]))
      })
    else { return nil }
    var text = line[(colon + (line[colon] == 0x3A ? 1 : 3))...]
    var name = line[..<colon].trimmedSpace
    // `https://`, `10:30`
    if line[colon] == 0x3A, let next = text.first,
      next == 0x2F || (next &- 0x30 < 10 && name.last.map { $0 &- 0x30 < 10 } == true)
    {
      return nil
    }
    while name.first == 0x2A { name = name.dropFirst() }
    if text.starts(with: [0x2A, 0x2A]) { text = text.dropFirst(2) }
    if name.first == 0x5B, name.last == 0x5D { name = name.dropFirst().dropLast() }
    if name.starts(with: [0xE3, 0x80, 0x90]), name.suffix(3).elementsEqual([0xE3, 0x80, 0x91]) {
      name = name.dropFirst(3).dropLast(3)
    }
    guard !name.isEmpty, name.count <= 80, !name.contains(where: { [0x22, 0x3C, 0x3E, 0x3F, 0x21, 0x3D].contains($0) })
    else { return nil }
    // Sentences are no names.
    if name.count(where: { $0 == 0x20 }) > 4 { return nil }
    for mark in Self.sentenceMarks where name.contains(mark) { return nil }
    return (name, text.trimmedSpace)
  }

  private static let sentenceMarks = ["，", "。", "？", "！", "、", "；"].map { Array($0.utf8) }

  private static func withoutColon(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if name.last == 0x3A { return name.dropLast().trimmedSpace }
    if name.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]) { return name.dropLast(3).trimmedSpace }
    return name
  }

  private static func withoutMark(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if text.first == 0x3A { return text.dropFirst().trimmedSpace }
    return (text.starts(with: [0xEF, 0xBC, 0x9A]) ? text.dropFirst(3) : text).trimmedSpace
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes hold others, one after the other.
  func contains(_ other: [UInt8]) -> Bool {
    guard let first = other.first, count >= other.count else { return other.isEmpty }
    var index = startIndex
    while index + other.count <= endIndex {
      if self[index] == first, self[index..<index + other.count].elementsEqual(other) { return true }
      index += 1
    }
    return false
  }
}
