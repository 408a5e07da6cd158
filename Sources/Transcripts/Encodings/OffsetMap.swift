/// Where the lines of decoded text lie in the source, and where the source has bytes that are no characters.
///
/// For text that is read as it is, both offsets are the same and nothing is kept.
final class OffsetMap {
  /// How many sequences were no characters.
  private(set) var badCount = 0
  /// Whether the text is read as it is.
  let isIdentity: Bool

  private let origin: Int
  private var lines: [(decoded: Int, source: Int)]
  private var bad: [(decoded: Int, source: Int)] = []

  /// A map for text that is read as it is.
  static var identity: OffsetMap { OffsetMap(origin: 0, isIdentity: true) }

  /// How many bytes an ASCII character has in the source.
  private let unit: Int

  /// A map whose decoded text begins at an offset of the source (behind a byte order mark).
  init(origin: Int, unit: Int = 1, isIdentity: Bool = false) {
    self.unit = unit
    self.origin = origin
    self.isIdentity = isIdentity
    lines = [(0, origin)]
  }

  func noteLine(decoded: Int, source: Int) { lines.append((decoded, source + origin)) }

  func noteBad(decoded: Int, source: Int) {
    badCount += 1
    bad.append((decoded, source + origin))
  }

  /// The place in the source of an offset in the decoded text; exact where only ASCII precedes it in its line.
  func source(of decoded: Int) -> Int {
    if isIdentity { return decoded }
    let line = lines[place(of: decoded)]
    return line.source + (decoded - line.decoded) * unit
  }

  /// The range in the source of a range of decoded text; exact for whole lines.
  func source(of range: Range<Int>) -> Range<Int> {
    if isIdentity { return range }
    return places(in: range.lowerBound..<range.upperBound + 3).source(of: range)
  }

  /// The place in the source of the first bad sequence in a range of decoded text.
  func firstBad(in range: Range<Int>) -> Int? {
    if bad.isEmpty { return nil }
    return bad.first { range.contains($0.decoded) }?.source
  }

  /// Forgets everything before an offset, so that memory stays bounded.
  func forget(before decoded: Int) {
    if isIdentity { return }
    let kept = place(of: decoded)
    if kept > 4096 { lines.removeFirst(kept) }
    if bad.count > 4096 { bad.removeAll { $0.decoded < decoded } }
  }

  private func place(of decoded: Int) -> Int {
    var low = 0
    var high = lines.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lines[middle].decoded <= decoded { low = middle } else { high = middle }
    }
    return low
  }
}

extension OffsetMap {
  /// The lines of a range, for a chunk that outlives the map's memory of it; empty for text read as it is.
  func places(in range: Range<Int>) -> LinePlaces {
    var found = LinePlaces(unit: unit)
    if isIdentity { return found }
    var index = place(of: range.lowerBound)
    while index < lines.count, lines[index].decoded <= range.upperBound {
      found.lines.append((lines[index].decoded, lines[index].source))
      index += 1
    }
    return found
  }
}

/// Where lines of decoded text begin, there and in the source; empty for text read as it is.
struct LinePlaces: Sendable {
  /// How many bytes an ASCII character has in the source.
  var unit = 1
  /// The starts of the lines in order.
  var lines: [(decoded: Int, source: Int)] = []

  /// The range in the source of a range of decoded text; exact for whole lines.
  func source(of range: Range<Int>) -> Range<Int> {
    if lines.isEmpty { return range }
    let start = place(of: range.lowerBound)
    // The end of a line is where the next one begins, less the line feed.
    if let next = lines.first(where: { $0.decoded > range.upperBound }), next.decoded <= range.upperBound + 2 {
      return start..<max(start, next.source - unit * (next.decoded - range.upperBound))
    }
    return start..<max(start, place(of: range.upperBound))
  }

  private func place(of decoded: Int) -> Int {
    let line = lines.last { $0.decoded <= decoded } ?? lines[0]
    return line.source + (decoded - line.decoded) * unit
  }
}
