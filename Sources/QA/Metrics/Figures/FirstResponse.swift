extension Metrics {
  /// First response time (首次响应时长, FRT).
  struct FirstResponse: Metric {
    /// Whose reply counts.
    enum Responder { case anyone, machine, person }
    /// What starts the clock.
    enum Start { case message, question }

    var by: Responder
    var from: Start

    var definition: MetricDefinition {
      let names: (id: String, zh: String, en: String, who: BilingualText) =
        switch by {
        case .anyone: ("first_response", "首次响应时长", "First response time", .init("任何公开回复", "any public reply"))
        case .machine:
          (
            "first_response_automatic", "系统首响时长", "First response time, automatic",
            .init(
              "自动回复：机器人或系统的消息、标记为自动的消息、整句都在 auto_reply 词表里的消息",
              "an automatic reply: a turn of a bot or the system, one marked automatic, or one wholly in the auto_reply list"
            )
          )
        case .person:
          (
            "first_response_human", "人工首响时长", "First response time, human",
            .init("人工的公开回复；自动回复和内部备注不算", "a person's public reply; automatic replies and internal notes never count")
          )
        }
      let start =
        from == .message
        ? BilingualText("客户第一条消息", "the customer's first message")
        : BilingualText("客户第一个提问或请求", "the customer's first question or request")
      let suffix = from == .message ? "" : "_from_question"
      return MetricDefinition(
        names.id + suffix,
        .init(names.zh + (from == .message ? "" : "（自首问）"), names.en + (from == .message ? "" : " (from question)")),
        .init(
          "从\(start.zh)到其后第一条\(names.who.zh)。恰好等于阈值算达标；一直没有回复的不算达标。坐席段：从等候该坐席的那组消息的第一条起算。",
          "From \(start.en) to the first later message that is \(names.who.en). Exactly at a threshold is within it; without a reply it is within none. In a leg the clock starts at the first message of the group that waits for the agent."
        ),
        unit: .seconds,
        source: "Contact centre practice; first message and first question are two usual definitions",
        countsBusinessHours: true,
        notApplicable: [.noCustomerMessage] + (from == .question ? [.noQuestion] : [])
          + (by == .machine ? [.noResponse] : []),
        unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      var start: Int?
      if let pending = facts.pending { start = pending.first { begins($0, facts) } }
      if start == nil { start = facts.scope.first { begins($0, facts) } }
      guard let start else {
        let hasMessage = facts.scope.contains { facts.messages[$0].party == .customer } || facts.pending != nil
        return .notApplicable(from == .question && hasMessage ? .noQuestion : .noCustomerMessage)
      }
      let first = max(start + 1, facts.scope.lowerBound)
      let reply = (first..<max(first, facts.scope.upperBound)).first { replies(facts.messages[$0].party) }
      // A centre without machines misses nothing: only the reply of a person, or of anyone, is owed.
      guard let reply else { return by == .machine ? .notApplicable(.noResponse) : .never(.noReply) }
      return facts.elapsed(from: start, to: reply, inHours: true)
    }

    private func begins(_ index: Int, _ facts: ContactFacts) -> Bool {
      facts.messages[index].party == .customer && (from == .message || facts.asks(index))
    }

    private func replies(_ party: Party) -> Bool {
      switch by {
      case .anyone: party == .person || party == .bot || party == .automatic
      case .machine: party == .bot || party == .automatic
      case .person: party == .person
      }
    }
  }
}
