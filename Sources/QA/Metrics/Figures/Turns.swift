internal import Transcripts

extension Metrics {
  /// How many messages there were.
  struct TurnCount: Metric {
    enum Who: String { case all, agent, customer, bot }
    var who: Who
    init(_ who: Who) { self.who = who }

    var definition: MetricDefinition {
      let words: BilingualText =
        switch who {
        case .all: .init("公开消息条数，含通知", "Public messages, notices included")
        case .agent: .init("人工消息条数（不含自动回复）", "Messages of persons, without automatic replies")
        case .customer: .init("客户消息条数", "Messages of the customer")
        case .bot: .init("机器人消息条数", "Messages of bots")
        }
      return MetricDefinition(
        who == .all ? "turns" : "\(who.rawValue)_turns", words,
        .init(
          "\(words.zh)。事件、内部备注和空消息不算，图片算。",
          "\(words.en). Events, internal notes and empty messages are none; pictures are."),
        unit: .count, source: "A turn is one message (条)")
    }

    func value(in facts: ContactFacts) -> MetricValue {
      switch who {
      case .all: .count(facts.scope.count)
      case .agent: .count(facts.scope.count { facts.messages[$0].party == .person })
      case .customer: .count(facts.scope.count { facts.messages[$0].party == .customer })
      case .bot: .count(facts.scope.count { facts.messages[$0].party == .bot })
      }
    }
  }

  /// The agent's share of what is written or said.
  struct TalkShare: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "agent_talk_share", .init("坐席话语占比（字数）", "Agent's share of the words"),
        .init(
          "人工与客户的文字中人工所占的比例，按字符（Unicode 码点）计。",
          "Of everything persons and the customer wrote, the persons' share, in code points."), unit: .share,
        source: "Talk share", notApplicable: [.noAgent, .noCustomerMessage])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      var person = 0
      var customer = 0
      for index in facts.scope {
        let message = facts.messages[index]
        guard message.party == .person || message.party == .customer else { continue }
        let turn = facts.conversation.turns[message.turn]
        var length = 0
        for position in turn.range where facts.conversation.text[position] & 0xC0 != 0x80 { length += 1 }
        if message.party == .person { person += length } else { customer += length }
      }
      if person == 0 { return .notApplicable(.noAgent) }
      if customer == 0 { return .notApplicable(.noCustomerMessage) }
      return .share(person, of: person + customer)
    }
  }

  /// The agent's share of the time spoken.
  struct TalkTimeShare: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "agent_talk_time_share", .init("坐席话语占比（时长）", "Agent's share of talk time"),
        .init(
          "人工与客户说话时长之和中人工所占的比例；每句话都有时长才有值。",
          "Of the time persons and the customer spoke, the persons' share; only where every turn of theirs has a length."
        ),
        unit: .share, source: "Talk time, Contact Lens", notApplicable: [.noAgent, .noCustomerMessage, .noDurations])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      var person = 0
      var customer = 0
      for index in facts.scope {
        let message = facts.messages[index]
        guard message.party == .person || message.party == .customer else { continue }
        let duration = facts.conversation.turns[message.turn].duration
        if duration < 0 { return .notApplicable(.noDurations) }
        if message.party == .person { person += Int(duration) } else { customer += Int(duration) }
      }
      if person == 0 { return .notApplicable(.noAgent) }
      if customer == 0 { return .notApplicable(.noCustomerMessage) }
      return .share(person, of: person + customer)
    }
  }
}
