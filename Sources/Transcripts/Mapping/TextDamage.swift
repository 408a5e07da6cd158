/// Counts turns whose text was damaged before it came to us.
public struct TextDamage: Sendable, Hashable {
  /// Turns with text.
  public private(set) var turns = 0
  /// Turns with any damage.
  public private(set) var damaged = 0
  /// Turns with U+FFFD: bytes were lost in a conversion.
  public private(set) var replaced = 0
  /// Turns with pinyin inserted in brackets behind characters: `行(hang)`.
  public private(set) var annotated = 0
  /// Turns with a quote that lost its partner.
  public private(set) var unquoted = 0

  /// Makes counts of zero.
  public init() {}

  /// Looks at a conversation.
  public mutating func add(_ conversation: Conversation) {
    for turn in conversation.turns where turn.end > turn.start {
      turns += 1
      let text = conversation.text[turn.range]
      let isReplaced = text.contains([0xEF, 0xBF, 0xBD])
      let isAnnotated = Self.hasPinyin(text)
      let isUnquoted = Self.count("“", text) != Self.count("”", text) || Self.count("「", text) != Self.count("」", text)
      if isReplaced { replaced += 1 }
      if isAnnotated { annotated += 1 }
      if isUnquoted { unquoted += 1 }
      if isReplaced || isAnnotated || isUnquoted { damaged += 1 }
    }
  }

  private static func count(_ mark: String, _ text: ArraySlice<UInt8>) -> Int {
    let mark = Array(mark.utf8)
    var count = 0
    for index in text.indices where text[index] == mark[0] && text[index...].starts(with: mark) { count += 1 }
    return count
  }

  /// Whether a short word of Latin letters stands in brackets right behind a Chinese character.
  private static func hasPinyin(_ text: ArraySlice<UInt8>) -> Bool {
    for open in text.indices.dropFirst(3) where text[open] == 0x28 || text[open] == 0x5B {
      guard 0x80...0xBF ~= text[open - 1], 0xE4...0xE9 ~= text[open - 3] else { continue }
      let rest = text[(open + 1)...].prefix(8)
      guard let close = rest.firstIndex(of: text[open] == 0x28 ? 0x29 : 0x5D) else { continue }
      let word = text[(open + 1)..<close]
      if 1...6 ~= word.count, word.allSatisfy({ 0x61...0x7A ~= $0 }),
        word.contains(where: { "aeiouv".utf8.contains($0) })
      {
        return true
      }
    }
    return false
  }
}

extension Timestamp: CustomStringConvertible {
  /// The clock's reading for people: `2026-01-02 03:04:05`.
  public var description: String { Self.text(ofReading: reading) }
}
