internal import Transcripts

extension Metrics {
  /// Tickets answered within half an hour.
  struct TicketResponse: Metric {
    static let channels: Set<String> = [
      "ticket", "tickets", "email", "e-mail", "mail", "case", "form", "工单", "邮件", "留言",
    ]

    var definition: MetricDefinition {
      MetricDefinition(
        "ticket_response_in_30m", .init("30 分钟工单响应率", "Tickets answered within 30 minutes"),
        .init(
          "工单（渠道为 ticket、email、工单、邮件、留言等）从客户第一条消息（没有时从开单时间）到人工第一次回复不超过 30 分钟的占比；给出日历时只算营业时间。",
          "The share of tickets (channel ticket, email, 工单, 邮件, 留言, …) whose first human reply comes within 30 minutes of the customer's first message, or of the ticket's start without one; in business hours if a calendar is given."
        ), unit: .flag, scope: .conversation, source: "30分钟工单响应率", countsBusinessHours: true,
        notApplicable: [.noTicket, .otherLeg], unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard Self.channels.contains(facts.conversation.channel.lowercased()) else { return .notApplicable(.noTicket) }
      if facts.hasUnknownSpeaker { return .unknown(.roleUnknown) }
      let first = facts.messages.firstIndex { $0.party == .customer }
      let start = first.map { facts.messages[$0].time } ?? facts.conversation.startedAt
      let after = first.map { $0 + 1 } ?? 0
      guard let reply = facts.messages[after...].first(where: { $0.party == .person }) else { return .flag(false) }
      switch facts.elapsed(start, reply.time, inHours: true) {
      case .duration(let time): return .flag(time <= 1_800_000)
      case let other: return other
      }
    }
  }
}
