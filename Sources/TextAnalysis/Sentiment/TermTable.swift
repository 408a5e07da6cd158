/// Words and phrases with a number each, found at an offset of folded text; the longest wins.
///
/// A phrase is filed under its first word (Latin script), its first two characters (other scripts, if both are not
/// ASCII), or its first character; a look-up is one or two probes of a table that fits the cache. Hyphens are spaces,
/// and the typographic apostrophe is ASCII's.
///
/// Unsafe code: a reader looks through a ``TermView`` of the arrays, made once a text, so that a look-up neither counts
/// references nor checks bounds.
struct TermTable: Sendable {
  struct Slot: Sendable {
    var key: UInt64 = 0
    var start: Int32 = 0
    var count: Int32 = 0
  }

  struct Term: Sendable {
    var start: Int32
    var length: Int32
    var value: Int32
    /// The four bytes behind the part that is the key, and which of them there are: most terms fail there.
    var tail: UInt32
    var tailMask: UInt32
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
      keyed.append((Self.key(entry.term).key, order))
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
        var term = Term(
          start: Int32(text.count), length: Int32(entry.term.count), value: Int32(entry.value), tail: 0, tailMask: 0)
        for (place, byte) in entry.term.dropFirst(Self.key(entry.term).length).prefix(4).enumerated() {
          term.tail |= UInt32(byte == 0x2D ? 0x20 : byte) << (8 * UInt32(place))
          term.tailMask |= 0xFF << (8 * UInt32(place))
        }
        terms.append(term)
        for byte in entry.term { text.append(byte == 0x2D ? 0x20 : byte) }
        index += 1
      }
      var slot = Int(truncatingIfNeeded: key) & mask
      while slots[slot].count > 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(key: key, start: Int32(first), count: Int32(terms.count - first))
    }
  }

  /// The key under which a term is filed, the longer one where there are two, and how many bytes it is made of.
  private static func key(_ term: ArraySlice<UInt8>) -> (key: UInt64, length: Int) {
    unsafe term.withUnsafeBufferPointer { bytes in
      if isWordByte(unsafe bytes[0]) {
        let word = unsafe TermView.latinKey(bytes, 0, bytes.count)
        return (word.key, word.end)
      }
      let keys = unsafe TermView.keys(bytes, 0, bytes.count)
      return keys.long != 0 ? (keys.long, keys.longEnd) : (keys.short, keys.shortEnd)
    }
  }

  /// Calls `body` with a view that is valid during the call.
  @inline(__always)
  func withView<R>(_ body: (TermView) -> R) -> R {
    unsafe slots.withUnsafeBufferPointer { slots in
      unsafe filter.withUnsafeBufferPointer { filter in
        unsafe terms.withUnsafeBufferPointer { terms in
          unsafe text.withUnsafeBufferPointer { text in
            unsafe body(TermView(slots: slots, filter: filter, terms: terms, text: text, mask: mask))
          }
        }
      }
    }
  }

  @inline(__always)
  static func isWordByte(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var hash = value &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return hash
  }
}

/// The arrays of a ``TermTable`` for the time of a reading.
@unsafe
struct TermView {
  let slots: UnsafeBufferPointer<TermTable.Slot>
  let filter: UnsafeBufferPointer<UInt64>
  let terms: UnsafeBufferPointer<TermTable.Term>
  let text: UnsafeBufferPointer<UInt8>
  let mask: Int

  /// The value of the longest term at an offset and where the term ends, or `nil`.
  @inline(__always)
  func longest(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ end: Int) -> (value: Int, end: Int)? {
    if TermTable.isWordByte(unsafe bytes[start]) {
      let word = unsafe Self.latinKey(bytes, start, end)
      return unsafe find(word.key, word.end, bytes, start, end)
    }
    let keys = unsafe Self.keys(bytes, start, end)
    if keys.long != 0, let found = unsafe find(keys.long, keys.longEnd, bytes, start, end) { return found }
    return unsafe find(keys.short, keys.shortEnd, bytes, start, end)
  }

  /// The longest term filed under a key, read up to `keyEnd`, that stands at an offset.
  @inline(__always)
  func find(
    _ key: UInt64, _ keyEnd: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (value: Int, end: Int)? {
    guard unsafe filter[Int(truncatingIfNeeded: key >> 53)] >> (key >> 47 & 63) & 1 != 0 else { return nil }
    return unsafe probe(key, keyEnd, bytes, start, end)
  }

  private func probe(
    _ key: UInt64, _ keyEnd: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (value: Int, end: Int)? {
    var slot = unsafe Int(truncatingIfNeeded: key) & mask
    while true {
      let candidate = unsafe slots[slot]
      guard candidate.count > 0 else { return nil }
      if candidate.key == key { return unsafe compare(candidate, keyEnd, bytes, start, end) }
      slot = unsafe (slot + 1) & mask
    }
  }

  private func compare(
    _ slot: TermTable.Slot, _ keyEnd: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (value: Int, end: Int)? {
    var tail: UInt32 = 0
    // Hyphens and apostrophes have two forms; the slow comparison knows them.
    var isPlain = true
    for place in 0..<4 where keyEnd + place < end {
      let byte = unsafe bytes[keyEnd + place]
      tail |= UInt32(byte) << (8 * UInt32(place))
      if byte == 0x2D || byte == 0xE2 { isPlain = false }
    }
    next: for index in Int(slot.start)..<Int(slot.start + slot.count) {
      let term = unsafe terms[index]
      if isPlain && (tail ^ term.tail) & term.tailMask != 0 { continue }
      var position = start
      for offset in Int(term.start)..<Int(term.start + term.length) {
        guard position < end else { continue next }
        var byte = unsafe bytes[position]
        let wanted = unsafe text[offset]
        if byte != wanted {
          if byte == 0x2D, offset > Int(term.start) {
            byte = 0x20
          } else if byte == 0xE2, position + 2 < end,
            unsafe bytes[position + 1] == 0x80 && bytes[position + 2] == 0x99
          {
            byte = 0x27
            if wanted == byte { position += 2 }
          }
          guard byte == wanted else { continue next }
        }
        position += 1
      }
      let last = unsafe text[Int(term.start + term.length) - 1]
      if TermTable.isWordByte(last), position < end {
        let after = unsafe bytes[position]
        if TermTable.isWordByte(after) { continue next }
        // don't is not don: an apostrophe goes on if a letter follows, unless it is a possessive.
        if after == 0x27, position + 1 < end {
          let letter = unsafe bytes[position + 1]
          if TermTable.isWordByte(letter) && letter != 0x73 { continue next }
        }
      }
      return (Int(term.value), position)
    }
    return nil
  }

  /// The key of the Latin word at an offset, and where the word ends.
  @inline(__always)
  static func latinKey(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (key: UInt64, end: Int) {
    var packed: UInt64 = 0
    var hash: UInt64 = 0x5EED
    var index = start
    var filled = 0
    while index < end {
      let byte = unsafe bytes[index]
      guard TermTable.isWordByte(byte) else { break }
      packed = packed << 8 | UInt64(byte)
      index += 1
      filled += 1
      if filled == 8 {
        hash = (hash ^ packed) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
        packed = 0
        filled = 0
      }
    }
    return (TermTable.mix(hash &* 31 ^ packed), index)
  }

  /// The keys of what begins at an offset and is no Latin word: of two characters, or 0, and of one.
  @inline(__always)
  static func keys(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (long: UInt64, longEnd: Int, short: UInt64, shortEnd: Int) {
    let lead = unsafe bytes[start]
    if lead < 0x80 { return (0, start, TermTable.mix(UInt64(lead) | 0x100), start + 1) }
    if lead >= 0xE0, lead < 0xF0, start + 5 < end, unsafe bytes[start + 3] >= 0xE0 && bytes[start + 3] < 0xF0 {
      // Two characters of three bytes, as nearly all of Chinese.
      let first = unsafe UInt64(lead) << 16 | UInt64(bytes[start + 1]) << 8 | UInt64(bytes[start + 2])
      let second = unsafe UInt64(bytes[start + 3]) << 16 | UInt64(bytes[start + 4]) << 8 | UInt64(bytes[start + 5])
      return (TermTable.mix(first << 24 | second), start + 6, TermTable.mix(first), start + 3)
    }
    var packed: UInt64 = 0
    var index = start
    let first = min(start + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4), end)
    while index < first {
      packed = packed << 8 | UInt64(unsafe bytes[index])
      index += 1
    }
    let short = TermTable.mix(packed)
    guard index < end else { return (0, start, short, first) }
    let second = unsafe bytes[index]
    guard second >= 0xC0 else { return (0, start, short, first) }
    let last = min(index + (second < 0xE0 ? 2 : second < 0xF0 ? 3 : 4), end)
    while index < last {
      packed = packed << 8 | UInt64(unsafe bytes[index])
      index += 1
    }
    return (TermTable.mix(packed), last, short, first)
  }
}
