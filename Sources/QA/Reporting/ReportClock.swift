internal import Documents
internal import Transcripts

/// Puts times into words: by the clock of a zone where one is known, else as time since the start.
struct ReportClock {
  /// The zone people read times in, or `nil`.
  let zone: ClockZone?

  /// The time of a turn.
  func words(_ time: Int64, of conversation: Conversation) -> String {
    guard time != Turn.noTime else { return "" }
    switch conversation.timeBasis {
    case .none: return ""
    case .local: return String(Timestamp.record(time).dropFirst(11).prefix(8))
    case .absolute:
      if let zone { return String(Timestamp.record(zone.reading(ofInstant: time)).dropFirst(11).prefix(8)) }
      return elapsed(time, conversation)
    case .offset: return elapsed(time, conversation)
    }
  }

  /// Time since the first turn: `+1:05`.
  private func elapsed(_ time: Int64, _ conversation: Conversation) -> String {
    let first = conversation.turns.first { $0.time != Turn.noTime }?.time ?? time
    let seconds = max(0, (time - first) / 1000)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = "\(seconds / 60 % 60)"
    if seconds < 3600 { return "+\(minutes):\(two(seconds % 60))" }
    return "+\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
