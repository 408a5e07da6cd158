internal import CICUText

/// Decodes a stream of bytes to UTF-8 by ICU; what is no character becomes U+FFFD and is told.
///
/// Unsafe code: owns the handle of the C++ library.
@safe final class EncodingDecoder {
  private let handle: OpaquePointer
  private var events: [cicu_decoder_event]
  /// The encoding.
  let encoding: TextEncoding

  /// What one step did.
  struct Step {
    var consumed = 0
    var produced = 0
  }

  /// Opens a decoder.
  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    guard let handle = unsafe cicu_decoder_create(encoding.converterName, Int32(encoding.unit)) else {
      fatalError("ICU lacks the converter \(encoding.rawValue)")
    }
    unsafe self.handle = handle
    events = Array(repeating: cicu_decoder_event(output: 0, input: 0, is_bad: 0), count: 1024)
  }

  deinit { unsafe cicu_decoder_destroy(handle) }

  /// Decodes some of `input` into `output`; places are noted in `map`.
  func run(
    _ input: Span<UInt8>, isLast: Bool, into output: UnsafeMutableRawBufferPointer, noting map: OffsetMap
  ) -> Step {
    guard let space = unsafe output.bindMemory(to: UInt8.self).baseAddress else { return Step() }
    let count = output.count
    let progress = unsafe input.withUnsafeBufferPointer { source in
      unsafe events.withUnsafeMutableBufferPointer { events in
        unsafe cicu_decoder_run(
          handle, source.baseAddress ?? UnsafePointer(space), source.count, space, count, events.baseAddress!,
          events.count, isLast ? 1 : 0)
      }
    }
    precondition(progress.failed == 0, "ICU failed to decode")
    for index in 0..<progress.events {
      let event = events[index]
      if event.is_bad != 0 {
        map.noteBad(decoded: Int(event.output), source: Int(event.input))
      } else {
        map.noteLine(decoded: Int(event.output), source: Int(event.input))
      }
    }
    return Step(consumed: progress.consumed, produced: progress.produced)
  }

  /// Decodes a whole sample: the text, and how many sequences were no characters.
  ///
  /// A character cut at the end is none.
  static func decode(_ bytes: Span<UInt8>, as encoding: TextEncoding) -> (text: [UInt8], bad: Int) {
    let decoder = EncodingDecoder(encoding)
    let map = OffsetMap(origin: 0)
    var text: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 1 << 14)
    var offset = 0
    while offset < bytes.count {
      let step = unsafe space.withUnsafeMutableBytes { buffer in
        unsafe decoder.run(bytes.extracting(offset..<bytes.count), isLast: false, into: buffer, noting: map)
      }
      text.append(contentsOf: space[..<step.produced])
      offset += step.consumed
      if step.consumed == 0, step.produced == 0 { break }
    }
    return (text, map.badCount)
  }

  /// What ICU's detector says: a name and a confidence of 0 to 100.
  static func icuVoice(_ bytes: Span<UInt8>) -> (name: String, confidence: Int) {
    var name = [CChar](repeating: 0, count: 64)
    let confidence = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe name.withUnsafeMutableBufferPointer { name in
        unsafe cicu_detect(bytes.baseAddress!, bytes.count, name.baseAddress!, name.count)
      }
    }
    return (String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), Int(confidence))
  }
}
