internal import CSegmentation

/// How probable it is that characters are a person's name: surnames, given names and transliterated names.
///
/// P(name) = P(a token is a name) · P(surname) · Π P(given character); for a transliteration the product of its
/// characters. The probabilities come from the names in the dictionary's source.
struct NameModel: Sendable {
  /// ln P(a token is a Chinese person's name that the dictionary does not hold).
  static let prior: Float = -6
  /// ln P(a token is a transliterated name that the dictionary does not hold).
  static let foreignPrior: Float = -7.5

  /// The model of the bundled lines; small, unlike the dictionary.
  static let bundled: NameModel = {
    let lines = unsafe csegmentation_names()
    return unsafe NameModel(Span(_unsafeElements: UnsafeBufferPointer(start: lines.bytes, count: lines.count)))
  }()

  private var surnames: [Float]
  private var given: [Float]
  private var foreign: [Float]
  private var compounds: [UInt64: Float] = [:]
  /// Characters that may begin a surname of two characters.
  private var beginsCompound: [Bool]
  /// What may begin with a character.
  private var roles: [Role]

  /// What may begin with a character: one small table settles most characters of a text.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt8
    /// A surname of one or two characters.
    static let surname = Role(rawValue: 1)
    /// A transliterated name.
    static let foreign = Role(rawValue: 2)
    /// A number in Chinese numerals, 第, 几 or 数.
    static let number = Role(rawValue: 4)
  }

  /// Reads the model from lines of `kind<TAB>characters<TAB>hundredths of a logarithm`.
  init(_ text: Span<UInt8>) {
    surnames = [Float](repeating: -.infinity, count: 0x7000)
    given = surnames
    foreign = surnames
    beginsCompound = [Bool](repeating: false, count: 0x7000)
    roles = []
    var line: [UInt8] = []
    func read(_ line: [UInt8]) {
      let fields = line.split(separator: 0x09)
      guard fields.count == 3, let value = Int(String(decoding: fields[2], as: UTF8.self)) else { return }
      let codes = String(decoding: fields[1], as: UTF8.self).unicodeScalars.map(\.value)
      let weight = Float(value) / 100
      switch (String(decoding: fields[0], as: UTF8.self), codes.count) {
      case ("surname", 1): set(&surnames, codes[0], weight)
      case ("surname", 2):
        compounds[UInt64(codes[0]) << 32 | UInt64(codes[1])] = weight
        if codes[0] >= 0x3000, codes[0] < 0xA000 { beginsCompound[Int(codes[0] - 0x3000)] = true }
      case ("given", _): set(&given, codes[0], weight)
      case ("foreign", _): set(&foreign, codes[0], weight)
      default: break
      }
    }
    func set(_ table: inout [Float], _ code: UInt32, _ weight: Float) {
      if code >= 0x3000, code < 0xA000 { table[Int(code - 0x3000)] = weight }
    }
    for index in text.indices {
      if text[index] != 0x0A {
        line.append(text[index])
      } else {
        if line.first != 0x23 { read(line) }
        line.removeAll(keepingCapacity: true)
      }
    }
    roles = (0..<0x7000).map { index in
      let code = UInt32(index) + 0x3000
      var role: Role = Lattice.mayBeginNumeral(code) ? .number : []
      if surnames[index] > -.infinity || beginsCompound[index] { role.insert(.surname) }
      if foreign[index] > -.infinity { role.insert(.foreign) }
      return role
    }
  }

  /// What may begin with a character.
  @inline(__always)
  func role(_ code: UInt32) -> Role { code >= 0x3000 && code < 0xA000 ? roles[Int(code - 0x3000)] : [] }

  /// ln P(surname), minus infinity if it is none.
  @inline(__always)
  func surname(_ code: UInt32) -> Float { value(surnames, code) }

  /// ln P(surname) of two characters.
  @inline(__always)
  func surname(_ first: UInt32, _ second: UInt32) -> Float {
    guard first >= 0x3000, first < 0xA000, beginsCompound[Int(first - 0x3000)] else { return -.infinity }
    return compounds[UInt64(first) << 32 | UInt64(second)] ?? -.infinity
  }

  /// ln P(character of a given name).
  @inline(__always)
  func given(_ code: UInt32) -> Float { value(given, code) }

  /// ln P(character of a transliterated name).
  @inline(__always)
  func foreign(_ code: UInt32) -> Float { value(foreign, code) }

  @inline(__always)
  private func value(_ table: [Float], _ code: UInt32) -> Float {
    code >= 0x3000 && code < 0xA000 ? table[Int(code - 0x3000)] : -.infinity
  }
}
