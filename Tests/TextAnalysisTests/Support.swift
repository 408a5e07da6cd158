import Foundation
import TextAnalysis
import Transcripts

/// A seeded generator, so that random tests repeat: SplitMix64 of Steele, Lea and Flood (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Seconds of processor time this thread spends in `body`, whatever else the machine does.
func processorTime(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try body()
  return now() - start
}

/// A conversation whose turns alternate between customer and agent, the customer first.
func conversation(_ texts: [String]) -> Conversation {
  conversation(texts.enumerated().map { ($0.offset % 2 == 0 ? Role.customer : .agent, $0.element) })
}

/// A conversation of the given turns.
func conversation(_ turns: [(Role, String)]) -> Conversation {
  var conversation = Conversation()
  for (role, text) in turns { conversation.append(Turn(start: 0, end: 0, role: role), text: text.utf8) }
  return conversation
}

/// A single agent turn, folded, with a hit on the text between ⟦ and ⟧.
struct MarkedTurn {
  let conversation: Conversation
  var folded = FoldedText()
  let hit: Range<Int>

  init(_ marked: String, folder: Folder) {
    let before = marked.prefix { $0 != "⟦" }
    let inside = marked.dropFirst(before.count + 1).prefix { $0 != "⟧" }
    let after = marked.dropFirst(before.count + inside.count + 2)
    let conversation = TextAnalysisTests.conversation([(.agent, String(before + inside + after))])
    self.conversation = conversation
    folder.fold(conversation, into: &folded)
    let start = folder.fold(String(before)).count
    hit = start..<start + folder.fold(String(inside)).count
  }

  var turn: Range<Int> { folded.turnRange(0) }
}

/// The first place of a word in a turn of folded text.
func range(of word: String, turn: Int, in folded: FoldedText, _ folder: Folder) -> Range<Int>? {
  let needle = folder.fold(word)
  let range = folded.turnRange(turn)
  guard needle.count <= range.count else { return nil }
  for start in range.lowerBound...(range.upperBound - needle.count)
  where folded.bytes[start..<start + needle.count].elementsEqual(needle) {
    return start..<start + needle.count
  }
  return nil
}

/// Random text from pieces that folding treats in every way it knows.
func randomText(_ pieces: [String], count: Int, using generator: inout SplitMix64) -> String {
  (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
}

let awkwardPieces = [
  "a", "E", "Z", "9", " ", "\n", ",", "保", "體", "臺", "龍", "本", "，", "！", "Ａ", "ｚ", "０", "　", "。", "か", "が", "カ", "ｶ",
  "ﾞ",
  "ﾟ", "e\u{301}", "é", "\u{301}", "\u{327}", "ﬁ", "ß", "ẞ", "İ", "ı", "…", "①", "㍿", "½", "٣", "४", "\u{200B}",
  "\u{200D}", "\u{FEFF}",
  "\u{AD}", "👨‍👩‍👧", "👍🏽", "🇨🇳", "❤️", "각", "\u{1100}", "\u{1161}", "\u{11A8}", "Ω", "Σ", "ς", "ﷺ", "\u{1D7D8}", "𝓗", "豈", "㊗",
  "\u{3099}",
  "\u{FE0F}", "ΐ", "ﬃ", "Ǆ", "＜", "<", "\u{338}", "=", "\u{0}", "\u{1B}", "\u{202E}", "K", "ſ", "µ", "\u{E000}", "𠮷",
  "\u{2F800}", "㎏", "™",
  "ª", "\u{1E9E}", "\u{345}", "ᾳ", "\u{FFFD}", "\u{10FFFF}",
]
