internal import CSegmentation

/// Words by their characters: a trie whose edges lie in one open-addressing table, so that words can be added at any time.
///
/// Nodes are numbered in the order they are made; the root is 0. Weights are natural logarithms of
/// probabilities; a node that ends no word has ``none``. One look-up touches one line of memory, and none for a node
/// without children. The table is larger than the caches: who knows the characters to come asks for its lines early
/// (``candidate(after:_:)``) and looks later (``link(at:after:_:)``).
struct WordTrie: Sendable {
  /// The weight of a node that ends no word.
  static let none = -Float.infinity

  /// A node of the trie, as what leads to it knows it.
  struct Link: Sendable {
    /// Twice its number, and one more if it has children; below zero if there is no such node.
    fileprivate var code: Int32 = -1
    /// The weight of the word that ends here, or ``WordTrie/none``.
    var weight = WordTrie.none

    /// Where every walk begins.
    static let root = Link(code: 1)

    /// Whether there is such a node.
    @inline(__always)
    var exists: Bool { code >= 0 }

    @inline(__always)
    fileprivate var isRoot: Bool { code <= 1 }
  }

  /// An edge and the node it leads to.
  private struct Edge: Sendable {
    /// The parent's number and the character.
    var key = UInt64.max
    var link = Link()
  }

  private var edges: [Edge]
  /// A Bloom filter of the keys with one probe: small enough for the cache, it answers most look-ups that fail.
  private var filter: [UInt64]
  /// The children of the root by character.
  private var first: [Link]
  private var nodeCount: Int32 = 1

  /// Makes an empty trie with room for so many nodes.
  init(capacity: Int) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    edges = [Edge](repeating: Edge(), count: size)
    filter = [UInt64](repeating: 0, count: size / 16)
    first = [Link](repeating: Link(), count: 0x10000)
  }

  /// The node a character leads to; it does not exist if no word goes on so.
  ///
  /// - Complexity: O(1)
  @inline(__always)
  func link(after parent: Link, _ code: UInt32) -> Link {
    if parent.isRoot, code < 0x10000 { return first[Int(code)] }
    let slot = candidate(after: parent, code)
    return slot < 0 ? Link() : link(at: slot, after: parent, code)
  }

  /// Where to look for the node that a character leads to, or -1 if there is none; the place is on its way to the cache.
  ///
  /// Not for characters below 0x10000 after the root, which lie in a table of their own.
  @inline(__always)
  func candidate(after parent: Link, _ code: UInt32) -> Int32 {
    guard parent.code > 0, parent.code & 1 != 0 else { return -1 }
    let hash = Self.hash(Self.key(parent.code >> 1, code))
    guard filter[hash >> 6 & (filter.count - 1)] & (1 << UInt64(hash & 63)) != 0 else { return -1 }
    let slot = hash & (edges.count - 1)
    unsafe edges.withUnsafeBufferPointer { unsafe csegmentation_prefetch($0.baseAddress! + slot) }
    return Int32(truncatingIfNeeded: slot)
  }

  /// The node that a character leads to, from where ``candidate(after:_:)`` said.
  @inline(__always)
  func link(at slot: Int32, after parent: Link, _ code: UInt32) -> Link {
    let key = Self.key(parent.code >> 1, code)
    let mask = edges.count - 1
    var slot = Int(slot)
    while edges[slot].key != key, edges[slot].key != .max { slot = (slot + 1) & mask }
    return edges[slot].link
  }

  /// Adds a word or gives it another weight.
  mutating func insert(_ codes: [UInt32], weight: Float) {
    var node: Int32 = 0
    // Where the link to that node lies: below zero in `first`, else in `edges`.
    var place = 0
    for (index, code) in codes.enumerated() {
      let isLast = index == codes.count - 1
      if node == 0, code < 0x10000 {
        place = ~Int(code)
        if first[Int(code)].code < 0 { first[Int(code)].code = newNode() << 1 }
        if isLast { first[Int(code)].weight = weight }
        node = first[Int(code)].code >> 1
        continue
      }
      if node != 0 {
        if place < 0 { first[~place].code |= 1 } else { edges[place].link.code |= 1 }
      }
      let key = Self.key(node, code)
      var slot = slot(of: key)
      if edges[slot].key == .max {
        if Int(nodeCount) * 2 > edges.count {
          grow()
          slot = self.slot(of: key)
        }
        edges[slot] = Edge(key: key, link: Link(code: newNode() << 1))
        let hash = Self.hash(key)
        filter[hash >> 6 & (filter.count - 1)] |= 1 << UInt64(hash & 63)
      }
      if isLast { edges[slot].link.weight = weight }
      place = slot
      node = edges[slot].link.code >> 1
    }
  }

  /// The weight of a word, or ``none``.
  func weight(of codes: [UInt32]) -> Float {
    var link = Link.root
    for code in codes {
      link = self.link(after: link, code)
      if !link.exists { return Self.none }
    }
    return link.weight
  }

  /// Takes the logarithm of the total off every weight, which turns logarithms of counts into those of probabilities.
  mutating func normalize(by logTotal: Float) {
    for index in edges.indices { edges[index].link.weight -= logTotal }
    for index in first.indices { first[index].weight -= logTotal }
  }

  private mutating func newNode() -> Int32 {
    defer { nodeCount += 1 }
    return nodeCount
  }

  /// The slot that holds a key, or the empty one where it belongs.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = edges.count - 1
    var slot = Self.hash(key) & mask
    while edges[slot].key != key, edges[slot].key != .max { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = edges
    edges = [Edge](repeating: Edge(), count: old.count * 2)
    for edge in old where edge.key != .max { edges[slot(of: edge.key)] = edge }
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  @inline(__always)
  private static func key(_ node: Int32, _ code: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 24 | UInt64(code)
  }
}
