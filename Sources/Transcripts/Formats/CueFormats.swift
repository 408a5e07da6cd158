/// WebVTT, as meeting and call recorders write it.
struct WebVTTFormat: TranscriptFormat {
  let name = "webvtt"

  func likelihood(of head: TextHead) -> Double {
    let text = head.text
    guard text.starts(with: Array("WEBVTT".utf8)) else { return 0 }
    let next = text.dropFirst(6).first
    return next == nil || next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D ? 1 : 0
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    CueReader(source, .webVTT, context)
  }
}

/// SubRip, and WebVTT that lost its first line.
struct SubRipFormat: TranscriptFormat {
  let name = "srt"

  func likelihood(of head: TextHead) -> Double {
    CueTiming.likelihood(of: head, .subRip)
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    CueReader(source, .subRip, context)
  }
}

/// The captions of a video site: a line of two times, then text.
struct YouTubeCaptionFormat: TranscriptFormat {
  let name = "sbv"

  func likelihood(of head: TextHead) -> Double { CueTiming.likelihood(of: head, .youTube) }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    CueReader(source, .youTube, context)
  }
}

extension CueTiming {
  /// How many of the blocks between blank lines have a line of times, from 0 to 1.
  static func likelihood(of head: TextHead, _ style: Style) -> Double {
    var timings = 0
    var blocks = 0
    var isAfterBlank = true
    for line in head.lines(200) {
      let isBlank = line.trimmedSpace.isEmpty
      if !isBlank, isAfterBlank { blocks += 1 }
      isAfterBlank = isBlank
      if isTiming(line, style), CueTiming(line, style) != nil { timings += 1 }
    }
    guard timings > 0 else { return 0 }
    // A line of two whole times is nothing else.
    return min(1, 0.7 + 0.3 * Double(timings) / Double(max(blocks, 1)))
  }
}
