public import Transcripts

/// When a contact started, on the clock its source uses.
public struct ContactStart: Sendable, Hashable {
  /// Milliseconds on ``basis``.
  public var time: Int64
  /// Whether that is an instant or a reading of a local clock.
  public var basis: TimeBasis

  /// The start of a contact, or of its first turn with a time; `nil` if neither says.
  init?(_ conversation: Conversation) {
    basis = conversation.timeBasis
    guard basis == .absolute || basis == .local else { return nil }
    if conversation.startedAt != Turn.noTime {
      time = conversation.startedAt
    } else if let first = conversation.turns.first(where: { $0.time != Turn.noTime }) {
      time = first.time
    } else {
      return nil
    }
  }

  /// What a zone's clock showed then, or the source's own clock; without a zone instants are told in UTC.
  public func reading(in zone: ClockZone?) -> Int64 {
    basis == .absolute ? zone?.reading(ofInstant: time) ?? time : time
  }
}
