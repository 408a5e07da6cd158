/// Words and phrases with a number each, found at an offset of folded text; the longest wins.
///
/// A phrase is filed under its first word (Latin script), its first two characters (other scripts, if both are not
/// ASCII), or its first character; a look-up is one or two probes of a table that fits the cache. Hyphens are spaces,
/// and the typographic apostrophe is ASCII's.
struct TermTable: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = 0
    var start: Int32 = 0
    var count: Int32 = 0
  }

  private struct Term: Sendable {
    var start: Int32
    var length: Int32
    var value: Int32
  }

  private var slots: [Slot] = []
  private var mask = 0
  /// A bit for every key's hash: most places of a text are settled here, in the nearest cache.
  private var filter = [UInt64](repeating: 0, count: 2048)
  private var terms: [Term] = []
  private var text: [UInt8] = []

  /// Makes a table; of equal terms the last wins.
  init(_ entries: [(term: ArraySlice<UInt8>, value: Int)]) {
    var keyed: [(key: UInt64, order: Int)] = []
    keyed.reserveCapacity(entries.count)
    for (order, entry) in entries.enumerated() where !entry.term.isEmpty {
      let end = entry.term.endIndex
      keyed.append((Self.keys(entry.term.startIndex, end) { entry.term[$0] }.long, order))
    }
    keyed.sort { a, b in
      if a.key != b.key { return a.key < b.key }
      let (x, y) = (entries[a.order].term.count, entries[b.order].term.count)
      return x != y ? x > y : a.order > b.order
    }
    var size = 16
    var distinct = 0
    for index in keyed.indices where index == 0 || keyed[index].key != keyed[index - 1].key {
      distinct += 1
      filter[Int(keyed[index].key >> 53)] |= 1 << (keyed[index].key >> 47 & 63)
    }
    while size < distinct * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    terms.reserveCapacity(keyed.count)
    var index = 0
    while index < keyed.count {
      let key = keyed[index].key
      let first = terms.count
      while index < keyed.count, keyed[index].key == key {
        let entry = entries[keyed[index].order]
        terms.append(Term(start: Int32(text.count), length: Int32(entry.term.count), value: Int32(entry.value)))
        for byte in entry.term { text.append(byte == 0x2D ? 0x20 : byte) }
        index += 1
      }
      var slot = Int(truncatingIfNeeded: key) & mask
      while slots[slot].count > 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(key: key, start: Int32(first), count: Int32(terms.count - first))
    }
  }

  /// The value of the longest term at an offset and where the term ends, or `nil`.
  ///
  /// - Parameter wordKey: the key of the Latin word at the offset, if the caller has read it already.
  @inline(__always)
  func longest(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ end: Int) -> (value: Int, end: Int)? {
    let keys = Self.keys(start, end) { unsafe bytes[$0] }
    if keys.long != keys.short, let found = unsafe find(keys.long, bytes, start, end) { return found }
    return unsafe find(keys.short, bytes, start, end)
  }

  @inline(__always)
  private func find(
    _ key: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (value: Int, end: Int)? {
    guard filter[Int(truncatingIfNeeded: key >> 53)] >> (key >> 47 & 63) & 1 != 0 else { return nil }
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot].count > 0 {
      if slots[slot].key == key { return unsafe compare(slots[slot], bytes, start, end) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func compare(
    _ slot: Slot, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (value: Int, end: Int)? {
    next: for index in Int(slot.start)..<Int(slot.start + slot.count) {
      let term = terms[index]
      var position = start
      for offset in Int(term.start)..<Int(term.start + term.length) {
        guard position < end else { continue next }
        var byte = unsafe bytes[position]
        if byte == 0x2D, offset > Int(term.start) { byte = 0x20 }
        if byte == 0xE2, position + 2 < end, unsafe bytes[position + 1] == 0x80, unsafe bytes[position + 2] == 0x99 {
          byte = 0x27
          if text[offset] == byte { position += 2 }
        }
        guard byte == text[offset] else { continue next }
        position += 1
      }
      let last = text[Int(term.start + term.length) - 1]
      if Self.isWordByte(last), position < end {
        let after = unsafe bytes[position]
        if Self.isWordByte(after) { continue next }
        // don't is not don: an apostrophe goes on if a letter follows.
        if unsafe after == 0x27 && position + 1 < end && Self.isWordByte(bytes[position + 1]) && term.length > 0 {
          let isPossessive = unsafe bytes[position + 1] == 0x73
          if !isPossessive { continue next }
        }
      }
      return (Int(term.value), position)
    }
    return nil
  }

  @inline(__always)
  static func isWordByte(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }

  /// The keys under which a term is filed, or a text is looked up.
  @inline(__always)
  private static func keys(
    _ start: Int, _ end: Int, _ byte: (Int) -> UInt8
  ) -> (long: UInt64, short: UInt64) {
    let lead = byte(start)
    if lead < 0x80 {
      guard isWordByte(lead) else {
        let key = mix(UInt64(lead) | 0x100)
        return (key, key)
      }
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      var index = start
      while index < end {
        let next = byte(index)
        guard isWordByte(next) else { break }
        hash = (hash ^ UInt64(next)) &* 0x0000_0100_0000_01B3
        index += 1
      }
      let key = mix(hash)
      return (key, key)
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var packed: UInt64 = 0
    var index = start
    let first = min(start + length, end)
    while index < first {
      packed = packed << 8 | UInt64(byte(index))
      index += 1
    }
    let short = mix(packed)
    guard index < end else { return (short, short) }
    let second = byte(index)
    guard second >= 0xC0 else { return (short, short) }
    let last = min(index + (second < 0xE0 ? 2 : second < 0xF0 ? 3 : 4), end)
    while index < last {
      packed = packed << 8 | UInt64(byte(index))
      index += 1
    }
    return (mix(packed), short)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var hash = value &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return hash
  }
}
