internal import Transcripts

/// Talks as people write them in tests: one line a turn, `speaker: text`.
enum Talk {
  private static let speakers: [(role: Role, words: [String])] = [
    (.agent, ["坐席", "客服", "人工", "agent", "staff", "rep"]),
    (.customer, ["客户", "用户", "顾客", "买家", "访客", "customer", "user", "visitor", "client"]),
    (.bot, ["机器人", "智能客服", "bot", "robot"]),
    (.supervisor, ["主管", "班长", "组长", "supervisor"]),
    (.system, ["系统", "system"]),
    (.unknown, ["未知", "unknown", "???"]),
  ]

  /// The role, participant id and text of a line; a number after the speaker tells two agents apart (`坐席2`).
  static func split(_ line: String) -> (role: Role, participant: String, text: String)? {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let speaker = line[..<colon].filter { !$0.isWhitespace }.lowercased()
    let stem = speaker.trimmingTrailingDigits
    guard let role = speakers.first(where: { $0.words.contains(stem) })?.role else { return nil }
    var text = line[line.index(after: colon)...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    return (role, speaker, String(text))
  }

  /// Builds the conversation of a talk.
  ///
  /// - Parameters:
  ///   - times: seconds of the turns; fewer than lines means no times at all.
  ///   - ends: seconds at which the turns end; fewer than lines means no end times.
  ///   - starts: the date and time that the seconds count from, with or without a zone; `nil` if unknown.
  static func conversation(
    _ lines: [String], times: [Int] = [], ends: [Int] = [], starts: Timestamp? = nil,
    metadata: [String: MetadataValue] = [:]
  ) -> Conversation {
    var conversation = Conversation()
    conversation.id = "test"
    let isTimed = !lines.isEmpty && times.count >= lines.count
    var start: Int64 = 0
    if !isTimed {
      conversation.timeBasis = .none
    } else if let starts {
      conversation.timeBasis = starts.offset == nil ? .local : .absolute
      conversation.clockOffset = starts.offset ?? 0
      start = starts.reading - Int64(starts.offset ?? 0) * 1000
    } else {
      conversation.timeBasis = .offset
    }
    for (index, line) in lines.enumerated() {
      guard let (role, participant, text) = split(line) else { continue }
      let known = conversation.participants.firstIndex { $0.id == participant }
      if known == nil { conversation.participants.append(Participant(id: participant, role: role)) }
      let turn = Turn(
        start: 0, end: 0, role: role, participant: known ?? conversation.participants.count - 1,
        time: isTimed ? start + Int64(times[index]) * 1000 : Turn.noTime,
        duration: isTimed && ends.count >= lines.count ? Int64(max(0, ends[index] - times[index])) * 1000 : -1)
      conversation.append(turn, text: text.utf8)
    }
    for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { conversation.metadata.append(name, value) }
    return conversation
  }
}

extension String {
  fileprivate var trimmingTrailingDigits: String {
    var text = self[...]
    while text.count > 1, let last = text.last, last.isASCII, last.isNumber { text.removeLast() }
    return String(text)
  }
}
