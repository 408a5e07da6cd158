public import TextAnalysis
internal import Transcripts

/// The customer's feeling in an evaluation.
public struct CustomerSentiment: Sendable {
  /// How it runs.
  public var trajectory: SentimentTrajectory
  /// The turn of the lowest point, from 1 among public turns.
  public var lowestTurn: Int?

  init(_ sentiment: (trajectory: SentimentTrajectory, lowest: Int?)) {
    trajectory = sentiment.trajectory
    lowestTurn = sentiment.lowest.map { $0 + 1 }
  }

  /// Writes the nested object of an evaluation's record.
  func write(into encoder: inout some RecordEncoder) {
    encoder.beginNested("sentiment")
    SentimentRecords.write(trajectory, lowestTurn, into: &encoder)
    encoder.field("engine", SentimentLexicon.bundled.identity)
    encoder.endNested()
  }
}
