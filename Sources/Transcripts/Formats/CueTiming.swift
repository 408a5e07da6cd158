/// The line of times of a cue: `00:00:01.000 --> 00:00:02.500`.
struct CueTiming {
  /// Milliseconds from the start of the recording.
  var start: Int64
  /// Milliseconds from the start of the recording.
  var end: Int64
  /// Whether it was not quite right: hours of one digit, fractions of other lengths, missing spaces.
  var isRepaired = false

  /// The ways in which lines of times are written.
  enum Style {
    /// `00:01.000 --> 00:02.000`
    case webVTT
    /// `00:00:01,000 --> 00:00:02,000`
    case subRip
    /// `0:00:01.000,0:00:02.000`
    case youTube
  }

  /// Whether a line is meant as a line of times.
  static func isTiming(_ line: ArraySlice<UInt8>, _ style: Style) -> Bool {
    if style != .youTube { return line.contains([0x2D, 0x2D, 0x3E]) }
    guard let first = line.first, first &- 0x30 < 10, line.count < 40 else { return false }
    return line.contains(0x2C) && line.count(where: { $0 == 0x3A }) >= 3 && !line.contains(0x20)
  }

  /// Reads a line of times; settings behind it do not count.
  init?(_ line: ArraySlice<UInt8>, _ style: Style) {
    let mark: [UInt8] = style == .youTube ? [0x2C] : [0x2D, 0x2D, 0x3E]
    guard let arrow = line.indices.first(where: { line[$0...].starts(with: mark) }) else { return nil }
    let left = line[..<arrow].trimmedSpace
    let right = line[(arrow + mark.count)...].trimmedSpace.prefix { $0 != 0x20 && $0 != 0x09 }
    guard let start = Self.time(left), let end = Self.time(right) else { return nil }
    self.start = start.milliseconds
    self.end = end.milliseconds
    let point: UInt8 = style == .subRip ? 0x2C : 0x2E
    isRepaired = !start.isExact || !end.isExact || !left.contains(point) || !right.contains(point)
  }

  /// `hh:mm:ss.ttt`, `mm:ss.ttt`; comma or point.
  private static func time(_ text: ArraySlice<UInt8>) -> (milliseconds: Int64, isExact: Bool)? {
    var numbers: [(value: Int64, digits: Int)] = []
    var value: Int64 = 0
    var digits = 0
    var fraction: (value: Int64, digits: Int)?
    var isInFraction = false
    for byte in text {
      switch byte {
      case 0x30...0x39:
        guard digits < 9 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
        digits += 1
      case 0x3A where !isInFraction && digits > 0:
        numbers.append((value, digits))
        (value, digits) = (0, 0)
      case 0x2E, 0x2C:
        guard !isInFraction, digits > 0 else { return nil }
        numbers.append((value, digits))
        (value, digits) = (0, 0)
        isInFraction = true
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    if isInFraction { fraction = (value, digits) } else { numbers.append((value, digits)) }
    guard 2...3 ~= numbers.count else { return nil }
    let seconds = numbers[numbers.count - 1]
    let minutes = numbers[numbers.count - 2]
    guard seconds.value < 60, minutes.value < 60 else { return nil }
    let hours = numbers.count == 3 ? numbers[0].value : 0
    var milliseconds = fraction?.value ?? 0
    for _ in 0..<max(0, 3 - (fraction?.digits ?? 3)) { milliseconds *= 10 }
    for _ in 0..<max(0, (fraction?.digits ?? 3) - 3) { milliseconds /= 10 }
    let isExact = fraction?.digits == 3 && seconds.digits == 2 && minutes.digits == 2
    return (((hours * 60 + minutes.value) * 60 + seconds.value) * 1000 + milliseconds, isExact)
  }
}

/// The text of a cue without its marks.
enum CueText {
  /// A stretch of one speaker.
  struct Piece {
    var speaker: ArraySlice<UInt8> = []
    var text: [UInt8] = []
  }

  /// Takes tags off, decodes entities, and cuts where `<v Name>` changes the speaker.
  static func pieces(of line: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      if byte == 0x3C, let close = line[index...].firstIndex(of: 0x3E), isTag(line[(index + 1)..<close]) {
        let tag = line[(index + 1)..<close]
        if tag.first == 0x76, tag.count > 1, tag[tag.startIndex + 1] == 0x20 || tag[tag.startIndex + 1] == 0x2E {
          if !piece.text.isEmpty { pieces.append(piece) }
          piece = Piece(speaker: tag.drop { $0 != 0x20 }.trimmedSpace)
        } else if tag.elementsEqual([0x2F, 0x76]) {
          if !piece.text.isEmpty { pieces.append(piece) }
          piece = Piece()
        }
        index = close + 1
        continue
      }
      if byte == 0x26, let (text, next) = entity(line, index) {
        piece.text += text
        index = next
        continue
      }
      piece.text.append(byte)
      index += 1
    }
    if !piece.text.isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func isTag(_ inside: ArraySlice<UInt8>) -> Bool {
    guard let first = inside.first, inside.count < 200 else { return false }
    return first == 0x2F || first &- 0x30 < 10 || (first | 0x20) &- 0x61 < 26
  }

  private static func entity(_ line: ArraySlice<UInt8>, _ index: Int) -> (text: [UInt8], next: Int)? {
    for (name, text) in entities where line[index...].starts(with: name) { return (text, index + name.count) }
    return nil
  }

  private static let entities: [([UInt8], [UInt8])] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&quot;", "\""),
    ("&#39;", "'"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}
