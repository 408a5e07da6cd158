/// Hashes and the numbers they stand for: open addressing, for keys that are hashes already.
struct HashIndex: Sendable {
  private var keys: [UInt64]
  private var numbers: [Int32]
  private var mask: Int
  private(set) var count = 0

  /// Makes an empty index with room for so many keys.
  init(capacity: Int = 16) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    numbers = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  /// The number of a key, or -1.
  @inline(__always)
  func number(of key: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: key) & mask
    while numbers[slot] >= 0 {
      if keys[slot] == key { return numbers[slot] }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// The number of a key; a new key gets the next one.
  @inline(__always)
  mutating func insert(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key) & mask
    while numbers[slot] >= 0 {
      if keys[slot] == key { return Int(numbers[slot]) }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    numbers[slot] = Int32(count)
    count += 1
    if count * 2 > keys.count { grow() }
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
    for slot in keys.indices where numbers[slot] >= 0 { ordered[Int(numbers[slot])] = keys[slot] }
    return ordered
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    numbers = [Int32](repeating: -1, count: oldKeys.count * 2)
    mask = keys.count - 1
    for old in oldKeys.indices where oldNumbers[old] >= 0 {
      var slot = Int(truncatingIfNeeded: oldKeys[old]) & mask
      while numbers[slot] >= 0 { slot = (slot + 1) & mask }
      keys[slot] = oldKeys[old]
      numbers[slot] = oldNumbers[old]
    }
  }
}
