internal import TextAnalysis
internal import Transcripts

/// Messages that need no answer (thanks, agreement, farewells), by the words of the `unanswered` operator.
struct Acknowledgement: Sendable {
  private let words: Unanswered

  init() throws { words = Unanswered(acknowledgementsWith: try Folder()) }

  /// Whether a message says nothing that needs an answer; a picture asks for one.
  func holds(_ range: Range<Int>, in folded: FoldedText) -> Bool { words.isAcknowledgement(range, in: folded) }
}
