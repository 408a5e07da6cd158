/// Finds what a name of at most 16 bytes stands for, in one or two comparisons.
struct NameTable<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = -1
    var value: Value?
  }

  private var slots: [Slot]

  /// Makes a table of names, which must be different.
  init(_ names: [(name: String, value: Value)]) {
    var size = 16
    while size < names.count * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    for (name, value) in names {
      precondition(name.utf8.count <= 16)
      let word = NameWord(name)
      var place = Self.place(word) & (size - 1)
      while slots[place].count >= 0 { place = (place + 1) & (size - 1) }
      slots[place] = Slot(low: word.low, high: word.high, count: word.count, value: value)
    }
  }

  /// What the name stands for, or `nil`.
  @inline(__always)
  subscript(_ word: NameWord) -> Value? {
    var place = Self.place(word)
    while true {
      place &= slots.count - 1
      let slot = slots[place]
      if slot.low == word.low, slot.high == word.high, slot.count == word.count { return slot.value }
      if slot.count < 0 { return nil }
      place += 1
    }
  }

  @inline(__always)
  private static func place(_ word: NameWord) -> Int {
    Int(truncatingIfNeeded: ((word.low ^ word.high &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 40)
  }
}

extension NameTable where Value: CaseIterable & RawRepresentable<String> {
  /// Makes a table of an enumeration's names.
  init(of type: Value.Type) { self.init(Value.allCases.map { ($0.rawValue, $0) }) }
}
