internal import TextAnalysis
internal import Transcripts

extension Metrics {
  /// Agent greeting time.
  struct AgentGreetingTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "agent_greeting_time", .init("坐席问候用时", "Agent greeting time"),
        .init(
          "从坐席接入（接入事件；没有时用 answered_at）到该坐席第一条消息。整个会话取第一段人工。",
          "From the agent joining (the joined event, else answered_at) to the agent's first message. For the contact: of its first human leg."
        ), unit: .seconds, source: "Amazon Connect Contact Lens, AgentGreetingTime",
        notApplicable: [.noAgent, .noJoin],
        unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard let leg = facts.leg ?? (facts.humanLegs.isEmpty ? nil : 0) else { return .notApplicable(.noAgent) }
      guard let first = facts.firstPerson(ofLeg: leg) else { return .notApplicable(.noAgent) }
      guard let joined = facts.joinTime(ofLeg: leg) else { return .notApplicable(.noJoin) }
      return facts.elapsed(joined, facts.messages[first].time, inHours: false)
    }
  }
}

extension ContactFacts {
  /// The first message of the person responsible for a human leg, in their own words.
  func firstPerson(ofLeg leg: Int) -> Int? {
    humanLegs[leg].utterances.first { messages[$0].party == .person }
  }

  /// When the agent of a human leg joined: the last joined event of theirs before their first message.
  func joinTime(ofLeg leg: Int) -> Int64? {
    guard let first = firstPerson(ofLeg: leg) else { return nil }
    let participant = messages[first].participant
    var joined: Int64?
    var index = messages[first].turn - 1
    let stop = leg == 0 ? 0 : messages[humanLegs[leg - 1].utterances.lowerBound].turn
    while index >= stop {
      let turn = conversation.turns[index]
      if turn.kind == .event, turn.time != Turn.noTime,
        turn.participant == participant || (turn.role == .agent && turn.participant < 0),
        settings.phrases.traits(of: folded.turnRange(index), in: folded.bytes).has(.joins)
      {
        joined = turn.time
        break
      }
      index -= 1
    }
    if joined == nil, leg == 0 { joined = settings.fields.moment(.answeredAt, in: conversation) }
    return joined
  }
}
