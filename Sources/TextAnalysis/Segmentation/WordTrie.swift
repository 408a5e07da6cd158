/// Words by their characters: a trie whose edges lie in one open-addressing table, so that words can be added at any time.
///
/// Nodes are numbered in the order they are made; the root is 0. Weights are natural logarithms of
/// probabilities; a node that ends no word has ``none``. One look-up touches one line of memory, and none for a node
/// without children.
struct WordTrie: Sendable {
  /// The weight of a node that ends no word.
  static let none = -Float.infinity

  /// An edge and the node it leads to.
  private struct Edge: Sendable {
    /// The parent's number and the character.
    var key = UInt64.max
    var node: Int32 = -1
    var weight = WordTrie.none
  }

  /// Where a walk through the trie stands.
  struct Position: Sendable {
    fileprivate var node: Int32 = 0
    /// The weight of the word that ends here, or ``WordTrie/none``.
    var weight = WordTrie.none
  }

  private var edges: [Edge]
  /// One bit a node: whether it has children.
  private var parents: [UInt64]
  /// A Bloom filter of the keys with one probe: small enough for the cache, it answers most look-ups that fail.
  private var filter: [UInt64]
  /// The children of the root by character.
  private var first: [Edge]
  private var nodeCount: Int32 = 1

  /// Makes an empty trie with room for so many nodes.
  init(capacity: Int) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    edges = [Edge](repeating: Edge(), count: size)
    parents = [UInt64](repeating: 0, count: size / 64)
    filter = [UInt64](repeating: 0, count: size / 16)
    first = [Edge](repeating: Edge(), count: 0x10000)
  }

  /// Goes on by a character; false if no word goes on so.
  ///
  /// - Complexity: O(1)
  @inline(__always)
  func advance(_ position: inout Position, _ code: UInt32) -> Bool {
    if position.node == 0, code < 0x10000 {
      let edge = first[Int(code)]
      position = Position(node: edge.node, weight: edge.weight)
      return edge.node >= 0
    }
    let node = Int(position.node)
    guard parents[node >> 6] & (1 << UInt64(node & 63)) != 0 else { return false }
    let key = Self.key(position.node, code)
    let hash = Self.hash(key)
    guard filter[hash >> 6 & (filter.count - 1)] & (1 << UInt64(hash & 63)) != 0 else { return false }
    let slot = slot(of: key)
    let edge = edges[slot]
    position = Position(node: edge.node, weight: edge.weight)
    return edge.node >= 0
  }

  /// Adds a word or gives it another weight.
  mutating func insert(_ codes: [UInt32], weight: Float) {
    var node: Int32 = 0
    for (index, code) in codes.enumerated() {
      let isLast = index == codes.count - 1
      if node == 0, code < 0x10000 {
        if first[Int(code)].node < 0 { first[Int(code)].node = newNode() }
        if isLast { first[Int(code)].weight = weight }
        node = first[Int(code)].node
        continue
      }
      parents[Int(node) >> 6] |= 1 << UInt64(node & 63)
      let key = Self.key(node, code)
      var slot = slot(of: key)
      if edges[slot].key == .max {
        if Int(nodeCount) * 2 > edges.count {
          grow()
          slot = self.slot(of: key)
        }
        edges[slot] = Edge(key: key, node: newNode(), weight: Self.none)
        let hash = Self.hash(key)
        filter[hash >> 6 & (filter.count - 1)] |= 1 << UInt64(hash & 63)
      }
      if isLast { edges[slot].weight = weight }
      node = edges[slot].node
    }
  }

  /// The weight of a word, or ``none``.
  func weight(of codes: [UInt32]) -> Float {
    var position = Position()
    for code in codes where !advance(&position, code) { return Self.none }
    return position.weight
  }

  /// Takes the logarithm of the total off every weight, which turns logarithms of counts into those of probabilities.
  mutating func normalize(by logTotal: Float) {
    for index in edges.indices { edges[index].weight -= logTotal }
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
    parents.append(contentsOf: repeatElement(0, count: old.count / 64))
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
