internal import Statistics
public import Transcripts

/// The file of a model.
///
/// Little-endian: `QASENTIM`, version (1 without the lexicon's features), bits, classes, labels; texts, generation, ratings by class; temperature and prior
/// precision; number of features; the scale of the weights by class; biases with precisions; then for every feature
/// the distance to the one before and its document frequency as LEB128, a 16-bit weight and an 8-bit logarithmic
/// precision a class; last the SHA-256 of all before. Weights are rounded when a model is made, so that a model read
/// back is the same model.
extension SentimentModel {
  static let magic = Array("QASENTIM".utf8)
  static let version: UInt8 = 2
  /// Largest file that is read.
  public static let largestFile = 64 << 20

  /// Rounds the weights to what the file holds and names the model by its content.
  mutating func seal() {
    let classes = labels.count
    let scales = weightScales()
    for index in features.indices {
      for k in 0..<classes {
        let place = index * classes + k
        regression.weights[place] = Float(Self.quantized(regression.weights[place], scales[k])) * scales[k]
        regression.precisions[place] = Self.precision(of: Self.code(of: regression.precisions[place]))
      }
    }
    temperature = Double(Float(temperature))
    identity = identity(of: body())
  }

  /// What names the results: the model, and the lexicon if the model uses it.
  private func identity(of body: [UInt8]) -> String {
    let lexicon = usesLexicon ? Array(SentimentLexicon.bundled.identity.utf8) : []
    return "model:\(SHA256.hex(body + lexicon).prefix(16))"
  }

  private func weightScales() -> [Float] {
    let classes = labels.count
    return (0..<classes).map { k in
      var largest: Float = 0
      for index in features.indices { largest = max(largest, abs(regression.weights[index * classes + k])) }
      // A power of two, so that rounding twice is rounding once.
      var scale: Float = 0x1p-30
      while scale * 32_000 < largest { scale *= 2 }
      return scale
    }
  }

  private static func quantized(_ weight: Float, _ scale: Float) -> Int16 {
    Int16(min(max((weight / scale).rounded(), -32_767), 32_767))
  }

  /// Precisions lie on a logarithmic scale of sixteen steps an octave of e.
  private static func code(of precision: Float) -> UInt8 {
    UInt8(min(max((logarithm(Double(max(precision, 1e-6))) * 16 + 128).rounded(), 0), 255))
  }

  private static func precision(of code: UInt8) -> Float { Float(exponential((Double(code) - 128) / 16)) }

  /// The bytes of the file.
  public func encoded() -> [UInt8] {
    let bytes = body()
    let hash = SHA256()
    hash.update(bytes.span)
    return bytes + hash.finish()
  }

  private func body() -> [UInt8] {
    let classes = labels.count
    var bytes = Self.magic + [usesLexicon ? Self.version : 1, UInt8(bits), UInt8(classes)] + labels.map(\.rawValue)
    func append(_ value: UInt32) {
      for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(value >> UInt32(shift) & 255)) }
    }
    func append(_ value: Float) { append(value.bitPattern) }
    func appendVariable(_ value: UInt32) {
      var rest = value
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    append(UInt32(documents))
    append(UInt32(generation))
    for count in ratings { append(UInt32(count)) }
    append(Float(temperature))
    append(precision)
    append(UInt32(features.count))
    let scales = weightScales()
    for scale in scales { append(scale) }
    for k in 0..<classes {
      append(regression.weights[features.count * classes + k])
      append(regression.precisions[features.count * classes + k])
    }
    var last: Int32 = -1
    for (index, feature) in features.enumerated() {
      appendVariable(UInt32(feature - last - 1))
      last = feature
      appendVariable(frequencies[index])
      for k in 0..<classes {
        let weight = UInt16(bitPattern: Self.quantized(regression.weights[index * classes + k], scales[k]))
        bytes.append(UInt8(weight & 255))
        bytes.append(UInt8(weight >> 8))
        bytes.append(Self.code(of: regression.precisions[index * classes + k]))
      }
    }
    return bytes
  }

  /// Reads a model file.
  ///
  /// - Throws: `E-MODEL` (65) if it is no model, of a later version, or damaged; nothing of it is used then.
  public init(reading file: InputFile) throws(ToolError) {
    let bytes = try file.contents(limit: Self.largestFile)
    do throws(ModelDamage) {
      self = try SentimentModel(decoding: bytes)
    } catch {
      throw ToolError(
        "E-MODEL", file: file.name, what: error.what, how: "train it again with qa-cli sentiment train",
        exitCode: .inputRefused)
    }
  }

  init(decoding bytes: [UInt8]) throws(ModelDamage) {
    guard bytes.starts(with: Self.magic) else { throw ModelDamage("it is not a sentiment model") }
    var reader = ModelBytes(bytes, at: Self.magic.count)
    guard (1...Self.version).contains(try reader.byte()) else { throw ModelDamage("a newer release made it") }
    guard bytes.count > 32 + Self.magic.count else { throw ModelDamage("it is cut off") }
    let hash = SHA256()
    hash.update(Array(bytes.dropLast(32)).span)
    guard hash.finish().elementsEqual(bytes.suffix(32)) else { throw ModelDamage("its checksum is wrong") }
    reader.end = bytes.count - 32
    let bits = Int(try reader.byte())
    let classes = Int(try reader.byte())
    guard (10...24).contains(bits), (2...3).contains(classes) else { throw ModelDamage("its header is wrong") }
    var labels: [SentimentLabel] = []
    for _ in 0..<classes {
      guard let label = SentimentLabel(rawValue: try reader.byte()),
        label.rawValue > labels.last?.rawValue ?? 0 || labels.isEmpty
      else { throw ModelDamage("its classes are wrong") }
      labels.append(label)
    }
    let documents = Int(try reader.word())
    let generation = Int(try reader.word())
    var ratings: [Int] = []
    for _ in 0..<classes { ratings.append(Int(try reader.word())) }
    let temperature = try reader.number()
    let precision = try reader.number()
    guard temperature > 0.01, temperature < 100, precision > 0, precision < 1e6 else {
      throw ModelDamage("its numbers are wrong")
    }
    let count = Int(try reader.word())
    guard count <= (1 << bits) + LexiconEvidence.count, count * (2 + 3 * classes) <= bytes.count else {
      throw ModelDamage("its size is wrong")
    }
    var scales: [Float] = []
    for _ in 0..<classes { scales.append(try reader.number()) }
    // Powers of two, as they are written; what they hold can be written again.
    guard scales.allSatisfy({ $0 > 0 && $0 <= 0x1p20 && $0.significand == 1 }) else {
      throw ModelDamage("its numbers are wrong")
    }
    var regression = LogisticRegression(classes: classes, features: count, precision: precision)
    for k in 0..<classes {
      regression.weights[count * classes + k] = try reader.number()
      regression.precisions[count * classes + k] = max(try reader.number(), 1e-6)
      guard regression.weights[count * classes + k].magnitude < 1e9, regression.precisions[count * classes + k] < 1e9
      else { throw ModelDamage("its numbers are wrong") }
    }
    var features: [Int32] = []
    var frequencies: [UInt32] = []
    features.reserveCapacity(count)
    var last = -1
    for index in 0..<count {
      last += Int(try reader.variable()) + 1
      guard last < (1 << bits) + LexiconEvidence.count else { throw ModelDamage("a feature lies outside") }
      features.append(Int32(last))
      frequencies.append(try reader.variable())
      for k in 0..<classes {
        let low = UInt16(try reader.byte())
        let weight = Int16(bitPattern: low | UInt16(try reader.byte()) << 8)
        guard weight.magnitude <= 32_000 else { throw ModelDamage("its numbers are wrong") }
        regression.weights[index * classes + k] = Float(weight) * scales[k]
        regression.precisions[index * classes + k] = Self.precision(of: try reader.byte())
      }
    }
    guard reader.index == reader.end else { throw ModelDamage("it has bytes too many") }
    self.init(
      labels: labels, ratings: ratings, generation: generation, bits: bits, documents: documents,
      temperature: Double(temperature), precision: precision, features: features, frequencies: frequencies,
      regression: regression)
    // The version says whether the lexicon's features are there: both, or neither.
    let expected = bytes[Self.magic.count] == 1 ? 0 : LexiconEvidence.count
    guard features.count(where: { $0 >= 1 << bits }) == expected else {
      throw ModelDamage("its features are wrong")
    }
    identity = identity(of: Array(bytes.dropLast(32)))
  }
}

/// Why a file is no model.
struct ModelDamage: Error {
  var what: String
  init(_ what: String) { self.what = what }
}

/// Reads numbers from a model file, never past its end.
private struct ModelBytes {
  let bytes: [UInt8]
  var index: Int
  var end: Int

  init(_ bytes: [UInt8], at index: Int) {
    self.bytes = bytes
    self.index = index
    end = bytes.count
  }

  mutating func byte() throws(ModelDamage) -> UInt8 {
    guard index < end else { throw ModelDamage("it is cut off") }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func word() throws(ModelDamage) -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
    return value
  }

  mutating func number() throws(ModelDamage) -> Float {
    let value = Float(bitPattern: try word())
    guard value.isFinite else { throw ModelDamage("a number is not finite") }
    return value
  }

  mutating func variable() throws(ModelDamage) -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 35, by: 7) {
      let next = try byte()
      guard shift < 28 || next < 16 else { throw ModelDamage("a number is too large") }
      value |= UInt32(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw ModelDamage("a number is too large")
  }
}
