internal import Transcripts

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

  /// Folds every turn of a conversation.
  static func fold(
    _ conversation: Conversation, into output: inout FoldingBuffer, _ folded: inout FoldedText, _ table: FoldingTable
  ) {
    folded.turnStarts.removeAll(keepingCapacity: true)
    output.truncateBreakpoints(to: 0)
    output.reserve(conversation.text.count + conversation.turns.count + FoldingBuffer.slack)
    var out = 0
    unsafe conversation.text.withUnsafeBufferPointer { buffer in
      for turn in conversation.turns {
        folded.turnStarts.append(Int32(out))
        output.beginLinear(folded: out, original: Int(turn.start))
        if let source = buffer.baseAddress {
          let range = turn.range
          precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count)
          out = unsafe fold(source, range, at: out, into: &output, table)
        }
        output.beginLinear(folded: out, original: Int(turn.end))
        out = output.appendLineFeed(at: out)
      }
    }
    folded.turnStarts.append(Int32(out))
    output.copy(out, to: &folded.bytes)
    output.copyBreakpoints(to: &folded.breakpoints)
  }

  /// Folds bytes that belong to no conversation and returns how many bytes they became.
  static func fold(_ bytes: [UInt8], into output: inout FoldingBuffer, _ table: FoldingTable) -> Int {
    output.truncateBreakpoints(to: 0)
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return 0 }
      return unsafe fold(source, 0..<buffer.count, at: 0, into: &output, table)
    }
  }

  private static func fold(
    _ source: UnsafePointer<UInt8>, _ range: Range<Int>, at start: Int, into output: inout FoldingBuffer,
    _ table: FoldingTable
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
        segment = Segment(source: index - 1, out: out - 1, breakpoints: output.breakpointCount)
        continue
      }
      if lead & 0xF0 == 0xE0 {
        let count = unsafe copyKept(source + index, end - index, to: output.start + out, table)
        if count > 0 {
          index += count
          out += count
          segment = Segment(source: index - 3, out: out - 3, breakpoints: output.breakpointCount)
          continue
        }
      }
      let (codePoint, length) = unsafe decode(source, index, end)
      let entry = table.entry(codePoint)
      switch FoldingTable.fate(entry) {
      case .kept:
        segment = Segment(source: index, out: out, breakpoints: output.breakpointCount)
        for offset in 0..<length { unsafe output.start[out + offset] = source[index + offset] }
        out += length
        index += length
      case .mapped:
        segment = Segment(source: index, out: out, breakpoints: output.breakpointCount)
        let mapping = unsafe table.mapping(entry)
        for offset in 0..<mapping.count { unsafe output.start[out &+ offset] = mapping[offset] }
        if unsafe !isOneCharacter(mapping, length) {
          output.appendCluster(folded: out..<out + mapping.count, original: index..<index + length)
        }
        out += mapping.count
        index += length
        if mapping.count > length { output.reserve(out + (end - index) + FoldingBuffer.slack, keeping: out) }
      case .joining:
        let from = segment.source >= 0 ? segment.source : index
        if segment.source >= 0 {
          out = segment.out
          output.truncateBreakpoints(to: segment.breakpoints)
        }
        segment = Segment(source: from, out: out, breakpoints: output.breakpointCount)
        index = unsafe segmentEnd(source, from, index + length, end, table)
        if index - from >= longestSegment { segment.source = -1 }
        out = unsafe foldSegment(source, from..<index, at: out, end, into: &output, table)
      }
    }
    return out
  }

  /// Whether a mapping is one code point of the given length, so that bytes still correspond one to one.
  @inline(__always)
  private static func isOneCharacter(_ mapping: UnsafeBufferPointer<UInt8>, _ length: Int) -> Bool {
    guard mapping.count == length else { return false }
    let lead = unsafe mapping[0]
    return length == (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1)
  }

  /// Normalises one combining sequence and notes it as a cluster if it changed.
  private static func foldSegment(
    _ source: UnsafePointer<UInt8>, _ range: Range<Int>, at out: Int, _ end: Int, into output: inout FoldingBuffer,
    _ table: FoldingTable
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
      output.beginLinear(folded: out, original: range.lowerBound)
    } else {
      output.appendCluster(folded: out..<out + written, original: range)
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
    // Eight bytes at a time; per byte, bit 7 of `isUpper` is set for A–Z and moves down to bit 5.
    while index + 8 <= count {
      let block = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
      guard block & 0x8080_8080_8080_8080 == 0 else { break }
      let isUpper = (block &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(block &+ 0x2525_2525_2525_2525) & 0x8080_8080_8080_8080
      unsafe UnsafeMutableRawPointer(target + index).storeBytes(of: block | isUpper >> 2, as: UInt64.self)
      index += 8
    }
    while index < count {
      let byte = unsafe source[index]
      guard byte < 0x80 else { break }
      unsafe target[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      index += 1
    }
    return index
  }

  /// Copies a run of three-byte characters that fold to themselves and returns its length in bytes; up to one byte
  /// behind the run is overwritten.
  @inline(__always)
  private static func copyKept(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>, _ table: FoldingTable
  ) -> Int {
    var index = 0
    // One byte more than the character is read, so the last character of a text goes another way.
    while index &+ 4 <= count {
      let word = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: UInt32.self).littleEndian
      guard word & 0xC0_C0F0 == 0x80_80E0 else { break }
      let codePoint = (word & 0x0F) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F)
      guard table.isKnownToBeKept(codePoint) else { break }
      unsafe UnsafeMutableRawPointer(target + index).storeBytes(of: word.littleEndian, as: UInt32.self)
      index &+= 3
    }
    return index
  }
}
