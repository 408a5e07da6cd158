extension Metrics {
  /// Effective response rate (有效回应率).
  struct EffectiveResponse: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "effective_response_rate", .init("有效回应率", "Effective response rate"),
        .init(
          "客户的提问和请求中，得到有内容的回答的占比。人工或机器人的消息去掉问候、客套、稍等和自动回复的套话后还有内容，才算回答；稍等之后的回答仍算。多个会话合计时先加总问题数再相除。",
          "The share of the customer's questions and requests that get an answer of substance: a message of a person or a bot in which something is left when greetings, courtesies, hold messages and automatic replies are taken away. An answer after a hold message counts. Over several contacts the questions are added up first."
        ), unit: .share, source: "有效回应率; canned lines alone are no answer", notApplicable: [.noQuestion],
        unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      let (asked, answered) = facts.questions
      return asked == 0 ? .notApplicable(.noQuestion) : .share(answered, of: asked)
    }
  }

  /// Messages of the customer that nobody answered.
  struct Unanswered: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "unanswered_messages", .init("未应答消息数", "Unanswered messages"),
        .init(
          "会话末尾客户发出、之后再无人工或机器人回复的消息数；致谢、应允和告别不算，图片算。转给下一段后被回复的不算。",
          "Messages of the customer at the end that no person and no bot answered. Thanks, agreement and farewells need no answer; a picture does. What the next leg answers is answered."
        ), unit: .count, source: "末句未应答", notApplicable: [.noCustomerMessage], unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      guard facts.pending != nil || facts.scope.contains(where: { facts.messages[$0].party == .customer }) else {
        return .notApplicable(.noCustomerMessage)
      }
      if !facts.endsContact,
        facts.messages[facts.scope.upperBound...].contains(where: { $0.party == .person || $0.party == .bot })
      {
        return .count(0)
      }
      var open = 0
      for index in facts.scope.reversed() {
        let party = facts.messages[index].party
        if party == .person || party == .bot { break }
        if party == .customer, !facts.isAcknowledgement(index) { open += 1 }
      }
      return .count(open)
    }
  }
}
