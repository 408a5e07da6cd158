/// The memory that folding writes to, reused from text to text.
///
/// Unsafe code: bytes are written before the final length is known.
@safe
struct FoldingBuffer: ~Copyable {
  /// Room that must stay free beyond what is left of the source: the longest folding of one code point.
  static let slack = 128

  fileprivate var start: UnsafeMutablePointer<UInt8>
  fileprivate var capacity: Int

  init() {
    capacity = 4096
    unsafe start = .allocate(capacity: capacity)
  }

  deinit { unsafe start.deallocate() }

  /// Makes room for `count` bytes and keeps what is there.
  mutating func reserve(_ count: Int, keeping used: Int = 0) {
    guard count > capacity else { return }
    let larger = max(count, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: start, count: used)
    unsafe start.deallocate()
    unsafe start = moved
    capacity = larger
  }

  /// Writes the 0x0A after a turn and returns the next offset.
  mutating func appendLineFeed(at offset: Int) -> Int {
    reserve(offset + Self.slack, keeping: offset)
    unsafe start[offset] = 0x0A
    return offset + 1
  }

  /// Replaces the content of an array by the first `count` bytes.
  func copy(_ count: Int, to bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
  }
}

/// The loop over the bytes of one turn.
enum FoldingLoop {
  /// Longest combining sequence that is normalised as one; longer ones are cut, as in UAX #15 "Stream-Safe Text".
  private static let longestSegment = 1024
  /// Most bytes that one byte of source can become (U+FDFA: 3 → 33, U+0390 and others: 2 → 6).
  private static let expansion = 12

  /// Where the last segment began, so that a joining character can reopen it.
  private struct Segment {
    var source = -1
    var out = 0
    var breakpoints = 0
  }

  /// Folds `range` of `bytes` to `output` from `start` on and returns the end of what was written.
  static func fold(
    _ bytes: [UInt8], _ range: Range<Int>, at start: Int, into output: inout FoldingBuffer,
    _ folded: inout FoldedText, _ table: FoldingTable
  ) -> Int {
    precondition(range.upperBound <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return start }
      return unsafe Simplification.table.withUnsafeBufferPointer { simplified in
        guard let simplified = simplified.baseAddress else { return start }
        return unsafe fold(source, range, at: start, into: &output, &folded, table, simplified)
      }
    }
  }

  private static func fold(
    _ source: UnsafePointer<UInt8>, _ range: Range<Int>, at start: Int, into output: inout FoldingBuffer,
    _ folded: inout FoldedText, _ table: FoldingTable, _ simplified: UnsafePointer<UInt16>
  ) -> Int {
    let end = range.upperBound
    var index = range.lowerBound
    var out = start
    var segment = Segment()
    output.reserve(out + range.count + FoldingBuffer.slack, keeping: out)
    while index < end {
      let lead = unsafe source[index]
      if lead < 0x80 {
        let count = unsafe lowercaseASCII(source + index, end - index, to: output.start + out)
        index += count
        out += count
        segment = Segment(source: index - 1, out: out - 1, breakpoints: folded.breakpoints.count)
        continue
      }
      if lead >= 0xE3 && lead <= 0xE9 {
        let count = unsafe simplifyIdeographs(source + index, end - index, to: output.start + out, simplified)
        if count > 0 {
          index += count
          out += count
          segment = Segment(source: index - 3, out: out - 3, breakpoints: folded.breakpoints.count)
          continue
        }
      }
      let (codePoint, length) = unsafe decode(source, index, end)
      let entry = table.entry(codePoint)
      switch FoldingTable.fate(entry) {
      case .kept:
        segment = Segment(source: index, out: out, breakpoints: folded.breakpoints.count)
        for offset in 0..<length { unsafe output.start[out + offset] = source[index + offset] }
        out += length
        index += length
      case .mapped:
        segment = Segment(source: index, out: out, breakpoints: folded.breakpoints.count)
        let mapping = unsafe table.mapping(entry)
        for offset in 0..<mapping.count { unsafe output.start[out + offset] = mapping[offset] }
        folded.appendCluster(folded: out..<out + mapping.count, original: index..<index + length)
        out += mapping.count
        index += length
        if mapping.count > length { output.reserve(out + (end - index) + FoldingBuffer.slack, keeping: out) }
      case .joining:
        let from = segment.source >= 0 ? segment.source : index
        if segment.source >= 0 {
          out = segment.out
          folded.breakpoints.removeLast(folded.breakpoints.count - segment.breakpoints)
        }
        segment = Segment(source: from, out: out, breakpoints: folded.breakpoints.count)
        index = unsafe segmentEnd(source, from, index + length, end, table)
        if index - from >= longestSegment { segment.source = -1 }
        out = unsafe foldSegment(source, from..<index, at: out, end, into: &output, &folded, table)
      }
    }
    return out
  }

  /// Normalises one combining sequence and notes it as a cluster if it changed.
  private static func foldSegment(
    _ source: UnsafePointer<UInt8>, _ range: Range<Int>, at out: Int, _ end: Int, into output: inout FoldingBuffer,
    _ folded: inout FoldedText, _ table: FoldingTable
  ) -> Int {
    let room = range.count * expansion + FoldingBuffer.slack
    output.reserve(out + room + (end - range.upperBound) + FoldingBuffer.slack, keeping: out)
    let written = unsafe table.fold(
      source + range.lowerBound, range.count, into: output.start + out, capacity: room)
    var isSame = written == range.count
    if isSame {
      for offset in 0..<written where unsafe output.start[out + offset] != source[range.lowerBound + offset] {
        isSame = false
        break
      }
    }
    if isSame {
      folded.beginLinear(folded: out, original: range.lowerBound)
    } else {
      folded.appendCluster(folded: out..<out + written, original: range)
    }
    return out + written
  }

  /// End of a segment: before the next code point that starts one.
  private static func segmentEnd(
    _ source: UnsafePointer<UInt8>, _ from: Int, _ start: Int, _ end: Int, _ table: FoldingTable
  ) -> Int {
    var index = start
    while index < end && index - from < longestSegment {
      let (codePoint, length) = unsafe decode(source, index, end)
      guard FoldingTable.fate(table.entry(codePoint)) == .joining else { break }
      index += length
    }
    return index
  }

  /// Decodes one code point of valid UTF-8; a broken sequence counts as one byte U+FFFD and never reads past `end`.
  @inline(__always)
  private static func decode(_ source: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> (UInt32, Int) {
    let lead = unsafe UInt32(source[index])
    let left = end - index
    switch lead {
    case 0xC2...0xDF where left >= 2:
      return unsafe ((lead & 0x1F) << 6 | UInt32(source[index + 1] & 0x3F), 2)
    case 0xE0...0xEF where left >= 3:
      return unsafe (
        (lead & 0x0F) << 12 | UInt32(source[index + 1] & 0x3F) << 6 | UInt32(source[index + 2] & 0x3F), 3
      )
    case 0xF0...0xF4 where left >= 4:
      let codePoint =
        unsafe (lead & 0x07) << 18 | UInt32(source[index + 1] & 0x3F) << 12 | UInt32(source[index + 2] & 0x3F) << 6
        | UInt32(source[index + 3] & 0x3F)
      return (min(codePoint, 0x10FFFF), 4)
    default:
      return lead < 0x80 ? (lead, 1) : (0xFFFD, 1)
    }
  }

  /// Copies a run of ASCII in lower case and returns its length.
  @inline(__always)
  private static func lowercaseASCII(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var index = 0
    while index + 16 <= count {
      let block = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: SIMD16<UInt8>.self)
      guard all(block .< 0x80) else { break }
      let isUpper = (block &- 0x41) .< 26
      let lower = block.replacing(with: block | 0x20, where: isUpper)
      unsafe UnsafeMutableRawPointer(target + index).storeBytes(of: lower, as: SIMD16<UInt8>.self)
      index += 16
    }
    while index < count {
      let byte = unsafe source[index]
      guard byte < 0x80 else { break }
      unsafe target[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      index += 1
    }
    return index
  }

  /// Copies a run of ideographs (U+3400–U+9FFF) in simplified form and returns its length in bytes.
  @inline(__always)
  private static func simplifyIdeographs(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>,
    _ simplified: UnsafePointer<UInt16>
  ) -> Int {
    var index = 0
    while index + 3 <= count {
      let lead = unsafe UInt32(source[index])
      guard lead &- 0xE3 <= 6 else { break }
      let second = unsafe UInt32(source[index + 1])
      let third = unsafe UInt32(source[index + 2])
      let codePoint = (lead & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
      guard codePoint >= Simplification.first else { break }
      let result = unsafe UInt32(simplified[Int(codePoint &- Simplification.first)])
      unsafe target[index] = UInt8(truncatingIfNeeded: 0xE0 | result >> 12)
      unsafe target[index + 1] = UInt8(truncatingIfNeeded: 0x80 | result >> 6 & 0x3F)
      unsafe target[index + 2] = UInt8(truncatingIfNeeded: 0x80 | result & 0x3F)
      index += 3
    }
    return index
  }
}
