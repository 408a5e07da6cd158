internal import CSegmentation

/// The weights of the features of names: logistic models trained on the hand-written sentences of the tests.
///
/// `train-names` writes them; every line says what it weighs.
struct NameWeights: Sendable {
  /// The model inside the program.
  static let bundled: NameWeights = {
    let lines = unsafe csegmentation_name_weights()
    return unsafe NameWeights(Span(_unsafeElements: UnsafeBufferPointer(start: lines.bytes, count: lines.count)))
  }()

  /// Open addressing; an empty place has the key ``UInt64/max``, which no feature has.
  private var keys: [UInt64] = []
  private var weights: [Float] = []
  private var shift: UInt64 = 0

  /// Reads lines of `hundredths<TAB>key in hex<TAB>…`; what follows is for readers, and `#` begins a comment.
  init(_ text: Span<UInt8>) {
    var read: [(UInt64, Float)] = []
    var index = 0
    while index < text.count {
      if text[index] != 0x23 {
        let isNegative = text[index] == 0x2D
        if isNegative { index += 1 }
        var hundredths: Float = 0
        while index < text.count, text[index].isASCIIDigit {
          hundredths = hundredths * 10 + Float(text[index] - 0x30)
          index += 1
        }
        index += 1
        var key: UInt64 = 0
        while index < text.count, text[index] > 0x20 {
          key = key << 4 | UInt64(text[index].isASCIIDigit ? text[index] - 0x30 : text[index] - 0x57)
          index += 1
        }
        read.append((key, (isNegative ? -hundredths : hundredths) / 100))
      }
      while index < text.count, text[index] != 0x0A { index += 1 }
      index += 1
    }
    var size = 16
    while size < read.count * 3 { size *= 2 }
    shift = 64 - UInt64(size.trailingZeroBitCount)
    keys = [UInt64](repeating: .max, count: size)
    weights = [Float](repeating: 0, count: size)
    for (key, weight) in read {
      let slot = slot(key)
      keys[slot] = key
      weights[slot] = weight
    }
  }

  private func slot(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while keys[slot] != key, keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }

  /// The weight of a feature in ln of odds; 0 if training did not see it.
  func weight(_ feature: NameFeature) -> Float {
    let slot = slot(feature.key)
    return keys[slot] == feature.key ? weights[slot] : 0
  }
}
