/// A small hash table from grams to dense ids with their counts in the phrase.
struct GramTable: Sendable {
  /// How often the phrase has the gram of each id.
  private(set) var counts: [Int32] = []
  private var slots: [UInt64]
  private var ids: [Int32]
  private let shift: UInt64
  /// 4096 bits that tell most grams the phrase does not have.
  private var bloom: [UInt64] = Array(repeating: 0, count: 64)

  init(_ keys: [UInt64]) {
    var bits: UInt64 = 3
    while 1 << bits < keys.count * 3 { bits += 1 }
    shift = 64 - bits
    slots = Array(repeating: .max, count: 1 << Int(bits))
    ids = Array(repeating: -1, count: 1 << Int(bits))
    for key in keys {
      let hash = key &* 0x9E37_79B9_7F4A_7C15
      bloom[Int(hash >> 58)] |= 1 << (hash >> 52 & 63)
      var slot = self.slot(of: key)
      while slots[slot] != .max, slots[slot] != key { slot = (slot + 1) & (slots.count - 1) }
      if slots[slot] == .max {
        slots[slot] = key
        ids[slot] = Int32(counts.count)
        counts.append(0)
      }
      counts[Int(ids[slot])] += 1
    }
  }

  private func slot(of key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift) }

  /// Whether the phrase has a gram.
  @inline(__always)
  func contains(_ key: UInt64) -> Bool {
    let hash = key &* 0x9E37_79B9_7F4A_7C15
    return bloom[Int(hash &>> 58)] &>> (hash &>> 52 & 63) & 1 != 0 && id(of: key) >= 0
  }

  /// The id of a gram, or −1.
  func id(of key: UInt64) -> Int32 {
    var slot = slot(of: key)
    while slots[slot] != .max {
      if slots[slot] == key { return ids[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }
}
