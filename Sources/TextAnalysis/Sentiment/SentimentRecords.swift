public import Transcripts

/// Sentiment as records: `sentiment/1`, one a turn and one a conversation and side.
public struct SentimentRecords: Sendable {
  /// What gave the scores.
  public var engine: String

  /// Makes a writer.
  public init(engine: String) { self.engine = engine }

  /// Writes a turn.
  public func write(
    _ turn: ConversationSentiment.Turn, of conversation: Conversation, into encoder: inout some RecordEncoder
  ) {
    encoder.begin("sentiment/1")
    encoder.field("unit", "turn")
    encoder.field("conversation_id", conversation.id)
    if !conversation.key.isEmpty { encoder.field("key", json: conversation.key) }
    encoder.field("role", "\(turn.role.name)")
    encoder.field("turn", turn.number)
    encoder.field("seq", Int(conversation.turns[turn.index].sequence))
    encoder.field("score", number: Self.rounded(turn.reading.score))
    encoder.field("label", "\(turn.reading.label.name)")
    Self.write(turn.reading.emotions, into: &encoder)
    encoder.field("engine", engine)
    encoder.end()
  }

  /// Writes one side of a conversation.
  public func write(
    _ sentiment: ConversationSentiment, side role: Role, of conversation: Conversation,
    into encoder: inout some RecordEncoder
  ) {
    let (trajectory, lowestTurn) = sentiment.trajectory(of: RoleSet(role))
    encoder.begin("sentiment/1")
    encoder.field("unit", "conversation")
    encoder.field("conversation_id", conversation.id)
    if !conversation.key.isEmpty { encoder.field("key", json: conversation.key) }
    encoder.field("role", "\(role.name)")
    Self.write(trajectory, lowestTurn, into: &encoder)
    encoder.field("engine", engine)
    encoder.end()
  }

  /// Writes the fields of a trajectory.
  public static func write(
    _ trajectory: SentimentTrajectory, _ lowestTurn: Int?, into encoder: inout some RecordEncoder
  ) {
    encoder.field("turns", trajectory.turns)
    encoder.field("score", number: trajectory.overall.map(rounded))
    if let overall = trajectory.overall {
      encoder.field("label", "\(SentimentTrajectory.label(of: overall).name)")
    } else {
      encoder.fieldNull("label")
    }
    encoder.field("first", number: trajectory.first.map(rounded))
    encoder.field("last", number: trajectory.last.map(rounded))
    encoder.field("shift", number: trajectory.shift.map(rounded))
    encoder.field("trend", number: trajectory.trend.map(rounded))
    encoder.field("lowest", number: trajectory.lowest.map { rounded($0.score) })
    if let lowestTurn { encoder.field("lowest_turn", lowestTurn) } else { encoder.fieldNull("lowest_turn") }
    write(trajectory.emotions, into: &encoder)
  }

  private static func write(_ emotions: EmotionProfile, into encoder: inout some RecordEncoder) {
    encoder.beginNested("emotions")
    for emotion in Emotion.allCases where emotions[emotion] >= 0.05 {
      encoder.field(emotion.name, number: rounded(emotions[emotion]))
    }
    encoder.endNested()
  }

  /// Three decimals: what records show.
  static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension SentimentTrajectory {
  /// The class of a mean score.
  public static func label(of score: Double) -> SentimentLabel {
    abs(score) < Valence.neutralBand ? .neutral : score > 0 ? .positive : .negative
  }
}
