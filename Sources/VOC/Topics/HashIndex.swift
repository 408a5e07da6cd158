/// Hashes and the numbers they stand for: open addressing, for keys that are hashes already.
struct HashIndex: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = 0
    var number: Int32 = -1
  }

  private var slots: [Slot]
  private var mask: Int
  private(set) var count = 0

  /// Makes an empty index with room for so many keys.
  init(capacity: Int = 16) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    mask = size - 1
  }

  /// The number of a key, or -1.
  @inline(__always)
  func number(of key: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: key) & mask
    while true {
      let entry = slots[slot]
      if entry.number < 0 || entry.key == key { return entry.number }
      slot = (slot + 1) & mask
    }
  }

  /// The number of a key; a new key gets the next one.
  @inline(__always)
  mutating func insert(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot].number >= 0 {
      if slots[slot].key == key { return Int(slots[slot].number) }
      slot = (slot + 1) & mask
    }
    slots[slot] = Slot(key: key, number: Int32(count))
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// Makes an index of different keys in their order.
  init(keys: [UInt64]) {
    self.init(capacity: keys.count)
    for key in keys { _ = insert(key) }
  }

  /// The keys in the order of their numbers.
  var keysInOrder: [UInt64] {
    var ordered = [UInt64](repeating: 0, count: count)
    for slot in slots where slot.number >= 0 { ordered[Int(slot.number)] = slot.key }
    return ordered
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    mask = slots.count - 1
    for entry in old where entry.number >= 0 {
      var slot = Int(truncatingIfNeeded: entry.key) & mask
      while slots[slot].number >= 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
