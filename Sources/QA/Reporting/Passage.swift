internal import Documents
internal import Transcripts

/// A finding's words with what was said around them, where the transcript is at hand.
struct Passage {
  var before = ""
  var words: String
  var after = ""

  /// How many characters around the words are kept.
  private static let reach = 36
  private static let longest = 120

  /// The words of a sample; the message where something is missing.
  init(_ sample: ResultTally.Sample, in conversation: Conversation?) {
    guard !sample.text.isEmpty else {
      words = ErrorSection.shortened(sample.message, to: Self.longest)
      return
    }
    words = ErrorSection.shortened(sample.text, to: Self.longest)
    guard let conversation, let number = sample.turn, let range = sample.characters,
      let turn = Self.turn(number, of: conversation)
    else { return }
    let scalars = Array(conversation.string(of: turn).unicodeScalars)
    guard range.upperBound <= scalars.count else { return }
    before = Self.end(of: Self.text(scalars[..<range.lowerBound]))
    after = ErrorSection.shortened(Self.text(scalars[range.upperBound...]), to: Self.reach)
  }

  /// A public turn by its number, from 1.
  static func turn(_ number: Int, of conversation: Conversation) -> Turn? {
    var count = 0
    for turn in conversation.turns where turn.counts {
      count += 1
      if count == number { return turn }
    }
    return nil
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func end(of text: String) -> String {
    text.count <= reach ? text : "…" + text.suffix(reach - 1)
  }

  /// The passage as a cell.
  func cell(isWords: Bool, tone: Tone, link: String? = nil) -> TableCell {
    guard isWords else { return TableCell(.text(words), tone: .muted, link: link) }
    if before.isEmpty, after.isEmpty { return TableCell(.quote(words), tone: tone, link: link) }
    return TableCell(.passage(before: before, words: words, after: after), tone: tone, link: link)
  }
}
