extension Metrics {
  /// Transfers between agents.
  struct Transfers: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "transfers", .init("转接次数", "Transfers"),
        .init("人工坐席之间换人的次数；机器人转人工不算。", "How often one agent followed another; a bot's hand-over is none."),
        unit: .count, scope: .conversation, source: "Legs of the contact", notApplicable: [.noAgent, .otherLeg])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      facts.humanLegs.isEmpty ? .notApplicable(.noAgent) : .count(facts.humanLegs.count - 1)
    }
  }

  /// Whether a bot handed over to a person.
  struct HandedOver: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "handed_over", .init("机器人转人工", "Handed over by the bot"),
        .init("有机器人段的会话中，其后有人工接手的占比。", "The share of contacts with a bot's leg in which a person took over after it."),
        unit: .flag, scope: .conversation, source: "转人工", notApplicable: [.noBot, .otherLeg])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard let bot = facts.legs.firstIndex(where: { !$0.isHuman }) else { return .notApplicable(.noBot) }
      return .flag(facts.legs[bot...].contains(where: \.isHuman))
    }
  }

  /// Whether a request for a person was met.
  struct HandoverHonoured: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "handover_honoured", .init("转人工请求满足率", "Requests for a person met"),
        .init(
          "客户要求人工的会话中，其后有人工发言的占比。",
          "The share of contacts in which the customer asked for a person and one spoke afterwards."),
        unit: .flag, scope: .conversation, source: "转人工请求必须满足", notApplicable: [.noRequest, .otherLeg])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard let request = facts.requestForPerson else { return .notApplicable(.noRequest) }
      return .flag(facts.messages[request...].contains { $0.party == .person })
    }
  }

  /// How long a request for a person waited.
  struct HandoverWait: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "handover_wait", .init("转人工等待时长", "Wait for a person"),
        .init(
          "从客户第一次要求人工到其后第一条人工消息。",
          "From the customer's first request for a person to the first message of one after it."),
        unit: .seconds, scope: .conversation, source: "转人工", countsBusinessHours: true,
        notApplicable: [.noRequest, .otherLeg], unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard let request = facts.requestForPerson else { return .notApplicable(.noRequest) }
      guard let reply = facts.messages[request...].firstIndex(where: { $0.party == .person }) else {
        return .never(.noReply)
      }
      return facts.elapsed(from: request, to: reply, inHours: true)
    }
  }

  /// Bot containment.
  struct BotContained: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "bot_contained", .init("机器人拦截率", "Bot containment"),
        .init(
          "客户与机器人对话的会话中，没有人工发言、客户也没有要求人工的占比。",
          "The share of contacts between customer and bot in which no person spoke and none was asked for."),
        unit: .flag,
        scope: .conversation, source: "Containment", notApplicable: [.noBot, .noCustomerMessage, .otherLeg],
        unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if let reason = facts.reasonAgainstContainment { return reason }
      return .flag(facts.isContained)
    }
  }

  /// Contacts a bot settled alone (机器人独立解决率).
  struct BotResolved: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "bot_resolved", .init("机器人独立解决率", "Settled by the bot alone"),
        .init(
          "同机器人拦截率，且会话不以未解决告终。", "As bot containment, and the contact does not end unresolved."), unit: .flag,
        scope: .conversation, source: "机器人独立解决率", notApplicable: [.noBot, .noCustomerMessage, .otherLeg],
        unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if let reason = facts.reasonAgainstContainment { return reason }
      return .flag(facts.isContained && EndsUnresolved().value(in: facts) != .flag(true))
    }
  }
}

extension ContactFacts {
  fileprivate var isContained: Bool { !messages.contains { $0.party == .person } && requestForPerson == nil }

  fileprivate var reasonAgainstContainment: MetricValue? {
    if !messages.contains(where: { $0.party == .bot }) { return .notApplicable(.noBot) }
    if hasUnknownSpeaker { return .unknown(.roleUnknown) }
    if !messages.contains(where: { $0.party == .customer }) { return .notApplicable(.noCustomerMessage) }
    return nil
  }
}
