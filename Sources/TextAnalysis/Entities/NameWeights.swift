internal import CSegmentation

/// The weights of the features of a Chinese name: a logistic model trained on the hand-written sentences of the tests.
///
/// `swift run train-names` writes them; every line says what it weighs.
struct NameWeights: Sendable {
  /// The model inside the program.
  static let bundled: NameWeights = {
    let lines = unsafe csegmentation_name_weights()
    return unsafe NameWeights(
      String(decoding: UnsafeBufferPointer(start: lines.bytes, count: lines.count), as: UTF8.self))
  }()

  /// Open addressing; an empty place has the key ``UInt64/max``, which no feature has.
  private var keys: [UInt64] = []
  private var weights: [Float] = []
  private var shift: UInt64 = 0

  /// Reads lines of `weight<TAB>template<TAB>hex hex hex<TAB>text`; `#` begins a comment.
  init(_ text: String) {
    var read: [(UInt64, Float)] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count >= 3, let weight = Float(fields[0]),
        let feature = NameFeature(template: fields[1], contents: fields[2])
      else { continue }
      read.append((feature.key, weight))
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
