/// Tells the encoding of a file from its first bytes, and how sure it is.
///
/// The order: a byte order mark; UTF-8 that is valid; the pattern of zero bytes of UTF-16 and UTF-32; then every legacy
/// encoding decodes the sample and is judged by what comes out: no errors, characters of everyday text, and the most
/// frequent ones among them. ICU's own detector is one more voice.
enum EncodingDetector {
  /// What was found.
  struct Finding: Equatable {
    var encoding: TextEncoding
    /// From 0 to 1.
    var confidence: Double
    /// How many bytes of byte order mark to skip.
    var markLength = 0
  }

  /// Below this nothing is assumed.
  static let leastConfidence = 0.8

  static func detect(_ head: Span<UInt8>) -> Finding {
    if let marked = byteOrderMark(head) { return marked }
    if let wide = wideEncoding(head) { return wide }
    let nonASCII = head.indices.reduce(0) { $0 + (head[$1] >= 0x80 ? 1 : 0) }
    // Two or three stray bytes are no text in another encoding: their lines are set aside.
    if nonASCII < 4 || isMostlyUTF8(head) { return Finding(encoding: .utf8, confidence: 1) }
    return legacyEncoding(head)
  }

  private static func byteOrderMark(_ head: Span<UInt8>) -> Finding? {
    let marked: [TextEncoding] = [.utf32LittleEndian, .utf32BigEndian, .utf16LittleEndian, .utf16BigEndian, .gb18030]
    for encoding in marked {
      let mark = encoding.byteOrderMark
      if head.count >= mark.count, mark.indices.allSatisfy({ head[$0] == mark[$0] }) {
        return Finding(encoding: encoding, confidence: 1, markLength: mark.count)
      }
    }
    return nil
  }

  /// UTF-16 or UTF-32 without a mark: text has zero bytes there, and only there.
  private static func wideEncoding(_ head: Span<UInt8>) -> Finding? {
    var zeros = 0
    for index in head.indices where head[index] == 0 { zeros += 1 }
    if zeros == 0 || head.count < 8 { return nil }
    var best: Finding?
    for encoding in [TextEncoding.utf32LittleEndian, .utf32BigEndian, .utf16LittleEndian, .utf16BigEndian] {
      let (text, bad) = EncodingDecoder.decode(head, as: encoding)
      let score = Plausibility.ofWide(text, bad: bad)
      if score > 0.85, score > best?.confidence ?? 0 { best = Finding(encoding: encoding, confidence: score) }
    }
    return best
  }

  /// Whether the sample is UTF-8, or at least every second line beyond ASCII is: the rest are lines to set aside.
  private static func isMostlyUTF8(_ head: Span<UInt8>) -> Bool {
    var good = 0
    var bad = 0
    var start = 0
    while start < head.count {
      var end = start
      var isASCII = true
      while end < head.count, head[end] != 0x0A, head[end] != 0x0D {
        if head[end] >= 0x80 { isASCII = false }
        end += 1
      }
      if !isASCII {
        let line = head.extracting(start..<end)
        switch UTF8Validation.firstInvalid(in: line) {
        case nil: good += 1
        // A character cut by the end of the sample speaks against nothing.
        case let place? where end == head.count && line.count - place < 4 && place > 0: break
        default: bad += 1
        }
      }
      start = end + 1
    }
    return good >= max(bad, 1) || bad == 0
  }

  private static func legacyEncoding(_ head: Span<UInt8>) -> Finding {
    var scores: [(encoding: TextEncoding, score: Double)] = []
    for encoding in [TextEncoding.gb18030, .big5, .shiftJIS] {
      let (text, bad) = EncodingDecoder.decode(head, as: encoding)
      scores.append((encoding, Plausibility.ofEastAsian(text, bad: bad, encoding: encoding)))
    }
    scores.append((.windows1252, Plausibility.ofWestern(head)))
    scores.sort { $0.score > $1.score }
    let best = scores[0]
    var confidence = best.score
    // A close second is doubt.
    if scores[1].score > best.score * 0.75 { confidence *= 0.7 }
    let voice = EncodingDecoder.icuVoice(head)
    if let named = TextEncoding(name: voice.name), voice.confidence >= 50 {
      if named == best.encoding {
        confidence = 1 - (1 - confidence) * 0.6
      } else if named != .utf8, voice.confidence >= 80 {
        confidence *= 0.85
      }
    }
    return Finding(encoding: best.encoding, confidence: min(confidence, 0.99))
  }
}
