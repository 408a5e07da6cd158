internal import CVectorKernels

/// Hashes and the numbers they stand for: open addressing, for keys that are hashes already.
///
/// Unsafe code: slots are reached through a pointer, always below their number.
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

  /// Calls `body` with the number of every key that is known, in the order of the keys.
  ///
  /// Keys lie anywhere in the table: the slots of the next ones are asked for while one is looked at.
  @inline(__always)
  func forEachNumber(of keys: [UInt64], _ body: (Int32) -> Void) {
    unsafe slots.withUnsafeBufferPointer { slots in
      unsafe keys.withUnsafeBufferPointer { keys in
        let ahead = 12
        for next in 0..<min(ahead, keys.count) {
          unsafe cvector_prefetch(slots.baseAddress! + (Int(truncatingIfNeeded: keys[next]) & mask))
        }
        for place in 0..<keys.count {
          if place + ahead < keys.count {
            unsafe cvector_prefetch(slots.baseAddress! + (Int(truncatingIfNeeded: keys[place + ahead]) & mask))
          }
          let key = unsafe keys[place]
          var slot = Int(truncatingIfNeeded: key) & mask
          while true {
            let entry = unsafe slots[slot]
            if entry.number < 0 { break }
            if entry.key == key {
              body(entry.number)
              break
            }
            slot = (slot + 1) & mask
          }
        }
      }
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
