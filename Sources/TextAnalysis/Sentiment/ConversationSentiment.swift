public import Transcripts

/// The sentiment of a conversation's turns.
public struct ConversationSentiment: Sendable {
  /// A turn with what was read in it.
  public struct Turn: Sendable {
    /// Index into the conversation's turns.
    public var index: Int
    /// Position among the turns that count, from 1.
    public var number: Int
    /// Who speaks.
    public var role: Role
    /// What was read.
    public var reading: SentimentReading
  }

  /// The turns that count and have text, in order.
  public private(set) var turns: [Turn] = []

  /// Reads the turns of the given roles.
  public init(
    of conversation: Conversation, folded: FoldedText, roles: RoleSet, with reader: any SentimentReader
  ) {
    var number = 0
    for (index, turn) in conversation.turns.enumerated() where turn.counts {
      number += 1
      let range = folded.turnRange(index)
      guard roles.contains(turn.role), !range.isEmpty else { continue }
      turns.append(
        Turn(
          index: index, number: number, role: turn.role, reading: reader.read(folded.bytes, in: range)))
    }
  }

  /// The trajectory of the turns of some roles, and the turn of its lowest score.
  public func trajectory(of roles: RoleSet) -> (trajectory: SentimentTrajectory, lowestTurn: Int?) {
    let mine = turns.filter { roles.contains($0.role) }
    let trajectory = SentimentTrajectory(mine.map(\.reading))
    return (trajectory, trajectory.lowest.map { mine[$0.turn].number })
  }
}

/// Reads scores with one engine and emotions with the lexicon.
public final class EmotionalReader: SentimentReader {
  private let scores: any SentimentReader
  private let emotions: any SentimentReader

  /// Makes a reader.
  public init(scores: any SentimentReader, emotions: any SentimentReader) {
    self.scores = scores
    self.emotions = emotions
  }

  /// Reads a range of folded text.
  public func read(_ bytes: [UInt8], in range: Range<Int>) -> SentimentReading {
    var reading = scores.read(bytes, in: range)
    reading.emotions = emotions.read(bytes, in: range).emotions
    return reading
  }
}
