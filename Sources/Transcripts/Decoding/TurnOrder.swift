/// Brings the turns of a record into order: later versions replace earlier ones, then time counts, then the source.
struct TurnOrder {
  /// Whether some turn may have the id of an earlier one: the ids do not simply ascend.
  private(set) var mayRepeat = false

  private var lastIdentifier: JSONString?

  private var hashes: [(hash: UInt64, index: Int)] = []

  /// Forgets the last record.
  mutating func reset() {
    mayRepeat = false
    lastIdentifier = nil
  }

  /// Notes the id of the next turn that has one.
  mutating func add(_ identifier: JSONString) {
    if let lastIdentifier, !(lastIdentifier < identifier) { mayRepeat = true }
    lastIdentifier = identifier
  }

  /// Notes an id that is a number.
  mutating func addNumber() { mayRepeat = true }

  /// Drops replaced turns and sorts by time if every turn has one; texts follow their turns.
  mutating func arrange(_ conversation: inout Conversation) {
    var isChanged = mayRepeat && dropReplaced(&conversation)
    if needsSorting(conversation.turns) {
      conversation.turns.sort { ($0.time, $0.sequence) < ($1.time, $1.sequence) }
      isChanged = true
    } else if isChanged {
      conversation.turns.sort { $0.sequence < $1.sequence }
    }
    if isChanged { rebuildText(&conversation) }
  }

  private func needsSorting(_ turns: [Turn]) -> Bool {
    var isSorted = true
    var last = Int64.min
    for turn in turns {
      if turn.time == Turn.noTime { return false }
      if turn.time < last { isSorted = false }
      last = turn.time
    }
    return !isSorted
  }

  /// Drops every turn whose id comes again later; the last version keeps the place of the first.
  private mutating func dropReplaced(_ conversation: inout Conversation) -> Bool {
    hashes.removeAll(keepingCapacity: true)
    for (index, turn) in conversation.turns.enumerated() where turn.idEnd > turn.idStart {
      let range = Int(turn.idStart)..<Int(turn.idEnd)
      hashes.append((StableHash.hash(conversation.strings.span.extracting(range)), index))
    }
    guard hasEqualHashes() else { return false }
    var latest: [ArraySlice<UInt8>: Int] = [:]
    var replaced: Set<Int> = []
    for (_, index) in hashes {
      let turn = conversation.turns[index]
      let id = conversation.strings[Int(turn.idStart)..<Int(turn.idEnd)]
      if let earlier = latest.updateValue(index, forKey: id) {
        conversation.turns[index].sequence = conversation.turns[earlier].sequence
        replaced.insert(earlier)
      }
    }
    if replaced.isEmpty { return false }
    conversation.duplicateTurns = replaced.count
    conversation.turns = conversation.turns.indices.filter { !replaced.contains($0) }.map { conversation.turns[$0] }
    return true
  }

  private mutating func hasEqualHashes() -> Bool {
    if hashes.count <= 24 {
      for index in hashes.indices {
        for other in 0..<index where hashes[other].hash == hashes[index].hash { return true }
      }
      return false
    }
    var sorted = hashes.map(\.hash)
    sorted.sort()
    return sorted.indices.dropFirst().contains { sorted[$0] == sorted[$0 - 1] }
  }

  /// Lays the texts out again in the order of the turns.
  private func rebuildText(_ conversation: inout Conversation) {
    var text: [UInt8] = []
    text.reserveCapacity(conversation.text.count)
    for index in conversation.turns.indices {
      let range = conversation.turns[index].range
      conversation.turns[index].start = Int32(text.count)
      text.append(contentsOf: conversation.text[range])
      conversation.turns[index].end = Int32(text.count)
      text.append(0x0A)
    }
    conversation.text = text
  }
}
