internal import TextAnalysis

/// Texts without repetitions: those that differ only in width, case, 繁/简, blanks, punctuation or digits are one.
///
/// The order of texts and of merged collections makes no difference to what a collection holds.
public struct TextCollection: Sendable {
  /// One of the different texts.
  public struct Unit: Sendable {
    /// The hash of the normalised text.
    public var key: UInt64
    /// How often it occurs.
    public var count: Int
    var start: Int
    var end: Int
  }

  /// The different texts in the order they came.
  public private(set) var units: [Unit] = []
  /// How many texts came, repetitions included.
  public private(set) var total = 0
  private var index = HashIndex()
  private var bytes: [UInt8] = []

  /// Makes an empty collection.
  public init() {}

  /// Adds a text and gives the number of its unit.
  @discardableResult
  public mutating func add(_ text: [UInt8], count: Int = 1) -> Int {
    let key = TermHash.text(text)
    total += count
    let number = index.insert(key)
    if number == units.count {
      units.append(Unit(key: key, count: count, start: bytes.count, end: bytes.count + text.count))
      bytes.append(contentsOf: text)
    } else {
      units[number].count += count
      // Of several wordings the smallest stands for all, whatever came first.
      if precedes(text, units[number]) {
        let start = units[number].start
        bytes.replaceSubrange(start..<start + text.count, with: text)
        units[number].end = start + text.count
      }
    }
    return number
  }

  /// Whether a wording is to stand for a unit: the shorter one, of equally long ones the first by bytes.
  ///
  /// A function of its own, so that no slice of the buffer lives on while the buffer changes and is copied for it.
  private func precedes(_ text: [UInt8], _ unit: Unit) -> Bool {
    let known = bytes[unit.start..<unit.end]
    return text.count < known.count || (text.count == known.count && text.lexicographicallyPrecedes(known))
  }

  /// Adds everything another collection holds.
  public mutating func merge(_ other: TextCollection) {
    for unit in other.units { add(other.text(unit), count: unit.count) }
  }

  /// The text of a unit.
  public func text(_ unit: Unit) -> [UInt8] { Array(bytes[unit.start..<unit.end]) }

  /// Numbers of the units by ascending key, at most so many: the same sample whatever the order.
  public func sample(_ limit: Int) -> [Int] {
    Array(units.indices.sorted { units[$0].key < units[$1].key }.prefix(limit))
  }
}
