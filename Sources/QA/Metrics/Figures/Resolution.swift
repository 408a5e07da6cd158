internal import TextAnalysis

extension Metrics {
  /// Whether the agent asked if the matter is solved.
  struct ResolutionAsked: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "resolution_asked", .init("询问是否解决", "Asked whether solved"),
        .init("人工或机器人问过问题是否解决（问题解决了吗，did that solve it）的占比。", "A person or bot asked whether the matter is solved."),
        unit: .flag, source: "解决确认", notApplicable: [.noResponse])
    }

    func value(in facts: ContactFacts) -> MetricValue { facts.said(.asksSolved) }
  }

  /// Whether further help was offered.
  struct FurtherHelpOffered: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "further_help_offered", .init("询问还有其他需要", "Further help offered"),
        .init("人工或机器人问过还有没有其他需要的占比。", "A person or bot asked whether there is anything else."), unit: .flag,
        source: "再次询问", notApplicable: [.noResponse])
    }

    func value(in facts: ContactFacts) -> MetricValue { facts.said(.asksMore) }
  }

  /// Whether the customer says that it is solved.
  struct ResolutionConfirmed: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "resolution_confirmed", .init("客户确认解决", "Customer confirms"),
        .init(
          "客户说过已解决（解决了、可以了、it works now；否定和疑问不算），或在被问是否解决、还有没有其他需要之后的第一组消息只有肯定、感谢或没有了。",
          "The customer says that it is solved (negated or asked is not said), or answers the question whether it is, or whether there is anything else, with nothing but assent, thanks or no."
        ), unit: .flag, source: "解决确认", notApplicable: [.noCustomerMessage], unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      guard facts.scope.contains(where: { facts.messages[$0].party == .customer }) else {
        return .notApplicable(.noCustomerMessage)
      }
      var question: Int?
      var isConfirmed = false
      for index in facts.scope {
        let message = facts.messages[index]
        switch message.party {
        case .person, .bot:
          question = message.traits.has(.asksSolved) || message.traits.has(.asksMore) ? index : nil
        case .customer:
          if facts.saysUnsolved(index) || facts.denies(index, question) {
            isConfirmed = false
          } else if facts.saysSolved(index) || (question != nil && facts.isAssent(index)) {
            isConfirmed = true
          }
          if question != nil, !facts.isAcknowledgement(index) { question = nil }
        case .automatic, .unknown: break
        }
      }
      return .flag(isConfirmed)
    }
  }

  /// Whether the contact ends with the matter open.
  struct EndsUnresolved: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "ends_unresolved", .init("未解决结束", "Ends unresolved"),
        .init(
          "客户末尾的话里说还没解决（还是不行、没解决、still not working）而此后没有确认解决；或要求人工而始终没有人工；或末尾有需要回答的消息无人回应。",
          "The customer's last words of substance say that it is not solved, or a person was asked for and never came, or messages that need an answer stay without one."
        ), unit: .flag, source: "解决信号", notApplicable: [.noCustomerMessage], unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      switch Unanswered().value(in: facts) {
      case .count(let open) where open > 0: return .flag(true)
      case .count: break
      case let other: return other
      }
      if facts.endsContact, HandoverHonoured().value(in: facts) == .flag(false) { return .flag(true) }
      var isOpen = false
      var question: Int?
      for index in facts.scope {
        switch facts.messages[index].party {
        case .person, .bot: question = index
        case .customer:
          if facts.saysUnsolved(index) || facts.denies(index, question) {
            isOpen = true
          } else if isOpen, facts.saysSolved(index) || !facts.isAcknowledgement(index) {
            isOpen = false
          }
        case .automatic, .unknown: break
        }
      }
      return .flag(isOpen)
    }
  }
}

extension ContactFacts {
  fileprivate func said(_ category: ServicePhrases.Category) -> MetricValue {
    var spoke = false
    for index in scope where messages[index].party == .person || messages[index].party == .bot {
      spoke = true
      if messages[index].traits.has(category) { return .flag(true) }
    }
    return spoke ? .flag(false) : .notApplicable(.noResponse)
  }

  fileprivate func saysSolved(_ index: Int) -> Bool {
    messages[index].traits.has(.solved) && !messages[index].traits.has(.unsolved) && !endsAsQuestion(index)
  }

  private func endsAsQuestion(_ index: Int) -> Bool {
    Sentences.ranges(in: messages[index].range, of: folded).contains { Mood.mood(of: $0, of: folded) == .question }
  }

  fileprivate func saysUnsolved(_ index: Int) -> Bool { messages[index].traits.has(.unsolved) }

  /// Whether a customer's message says no to the question whether the matter is solved.
  ///
  /// After "is there anything else?" a no means that all is well.
  fileprivate func denies(_ index: Int, _ question: Int?) -> Bool {
    guard let question, messages[question].traits.has(.asksSolved), !messages[question].traits.has(.asksMore) else {
      return false
    }
    let bytes = folded.bytes[messages[index].range]
    return ["没", "不", "未", "还没", "no", "not"].contains { word in
      guard bytes.starts(with: word.utf8) else { return false }
      guard (word.utf8.first ?? 0) < 0x80 else {
        return !bytes.starts(with: "没问题".utf8) && !bytes.starts(with: "不错".utf8)
      }
      let next = bytes.dropFirst(word.utf8.count).first ?? 0x20
      return !(next &- 0x61 < 26)
    }
  }

  /// Whether a customer's message agrees, thanks or has nothing more, and says nothing else.
  fileprivate func isAssent(_ index: Int) -> Bool { !messages[index].range.isEmpty && isAcknowledgement(index) }
}
