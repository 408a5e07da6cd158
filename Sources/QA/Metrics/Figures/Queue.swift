internal import Transcripts

// The figures of a hotline's queue; all read `queued_at`, `answered_at`, `abandoned`.

extension Metrics {
  /// Queue wait.
  struct QueueWait: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "queue_wait", .init("排队时长", "Queue wait"),
        .init(
          "从进入队列（queued_at）到接起（answered_at）。放弃的来电不在任何阈值之内；占比另给只看接起的来电的口径。",
          "From queued_at to answered_at. Abandoned calls are within no threshold; shares are also given among answered calls alone."
        ), unit: .seconds, scope: .conversation, source: "Hotline practice: 80 % within 20 s, two denominators",
        countsBusinessHours: true, notApplicable: [.noQueue, .otherLeg], unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let call = facts.queuedCall
      guard call.isQueued else { return .notApplicable(.noQueue) }
      if call.isAbandoned { return .never(.abandoned) }
      guard let queued = call.queuedAt, let answered = call.answeredAt else { return .unknown(.noTimes) }
      return facts.elapsed(queued, answered, inHours: true)
    }
  }

  /// How long callers waited before they gave up.
  struct AbandonTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "abandon_time", .init("放弃前等待时长", "Time to abandon"),
        .init(
          "放弃的来电从进入队列到放弃（abandoned 为时间时用它，否则用会话结束时间）。",
          "Of abandoned calls: from queued_at to giving up (abandoned if it is a time, else the end of the contact)."),
        unit: .seconds, scope: .conversation, source: "Hotline practice",
        notApplicable: [.noQueue, .notAbandoned, .otherLeg], unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let call = facts.queuedCall
      guard call.isQueued else { return .notApplicable(.noQueue) }
      guard call.isAbandoned else { return .notApplicable(.notAbandoned) }
      guard let queued = call.queuedAt else { return .unknown(.noTimes) }
      let end = facts.settings.fields.moment(.abandoned, in: facts.conversation) ?? facts.conversation.endedAt
      return facts.elapsed(queued, end, inHours: false)
    }
  }

  /// Answer rate of the queue.
  struct QueueAnswered: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "queue_answered", .init("接通率（热线）", "Answer rate, hotline"),
        .init(
          "进入队列的来电中被接起的占比；放弃的在分母里。",
          "The share of queued calls that were answered; abandoned calls are in the denominator."), unit: .flag,
        scope: .conversation, source: "Hotline practice, first definition", notApplicable: [.noQueue, .otherLeg])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let call = facts.queuedCall
      return call.isQueued ? .flag(!call.isAbandoned) : .notApplicable(.noQueue)
    }
  }

  /// Answer rate of chats.
  struct CustomerAnswered: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "customer_answered", .init("应答率（在线）", "Answer rate, chat"),
        .init(
          "客户发言的会话中，人工在其后至少回复过一次的占比。",
          "The share of contacts with a message of the customer in which a person replied after it at least once."),
        unit: .flag, source: "Chat practice, second definition (first message to first human reply)",
        notApplicable: [.noCustomerMessage], unknown: [.roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      let start =
        facts.pending?.lowerBound ?? facts.scope.first { facts.messages[$0].party == .customer }
      guard let start else { return .notApplicable(.noCustomerMessage) }
      return .flag(facts.scope.contains { $0 > start && facts.messages[$0].party == .person })
    }
  }
}

extension ContactFacts {
  /// What the record says about the queue.
  struct QueuedCall {
    var isQueued = false
    var isAbandoned = false
    var queuedAt: Int64?
    var answeredAt: Int64?
  }

  var queuedCall: QueuedCall {
    var call = QueuedCall()
    guard !conversation.metadata.fields.isEmpty else { return call }
    let fields = settings.fields
    let said = fields.says(.abandoned, in: conversation)
    call.isQueued = fields.value(.queuedAt, in: conversation) != nil || said != nil
    guard call.isQueued else { return call }
    call.queuedAt = fields.moment(.queuedAt, in: conversation)
    call.answeredAt = fields.moment(.answeredAt, in: conversation)
    // Without a word on it, a call that nobody answered was given up, unless a person speaks in it.
    call.isAbandoned =
      said
      ?? (fields.value(.answeredAt, in: conversation) == nil && !messages.contains { $0.party == .person })
    return call
  }
}
