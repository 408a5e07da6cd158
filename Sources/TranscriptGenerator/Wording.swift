internal import Statistics

/// Picks wordings and fills their slots; one conversation never uses a wording twice.
struct Wording {
  var random: SeededGenerator
  /// Slot values of the conversation: `<name>` in the material.
  var slots: [String: String] = [:]
  private var used: Set<String> = []

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// One of the wordings that the conversation has not used, while there are any.
  mutating func pick(_ wordings: [String]) -> String {
    precondition(!wordings.isEmpty, "the material has no wording for a step")
    let fresh = wordings.filter { !used.contains($0) }
    let pool = fresh.isEmpty ? wordings : fresh
    let chosen = pool[random.next(below: pool.count)]
    used.insert(chosen)
    return chosen
  }

  /// Puts the slot values in.
  func filled(_ wording: String) -> String {
    guard wording.contains("<") else { return wording }
    var out = ""
    var rest = wording[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      out += rest[..<start]
      let name = String(rest[rest.index(after: start)..<end])
      guard let value = slots[name] else { preconditionFailure("no slot is named <\(name)>") }
      out += value
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }

  /// Whether something happens that happens with this chance.
  mutating func happens(_ chance: Double) -> Bool { random.nextUnit() < chance }

  /// A whole number from a closed range.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.next(below: range.count)
  }
}
