/// Every metric of the toolkit.
public enum Metrics {
  /// The metrics in the order of records and tables; a new one is a new file and a line here.
  static let all: [any Metric] = [
    FirstResponse(by: .anyone, from: .message),
    FirstResponse(by: .machine, from: .message),
    FirstResponse(by: .person, from: .message),
    FirstResponse(by: .machine, from: .question),
    FirstResponse(by: .person, from: .question),
    ResponseTime(.average), ResponseTime(.median), ResponseTime(.p90), ResponseTime(.maximum),
    LaterResponseTime(),
    CustomerWait(.average), CustomerWait(.median), CustomerWait(.p90), CustomerWait(.maximum),
    CustomerResponseTime(),
    AgentGreetingTime(),
    QueueWait(), AbandonTime(), QueueAnswered(), CustomerAnswered(),
    TicketResponse(),
    EffectiveResponse(), Unanswered(),
    HandleTime(), ContactDuration(),
    DeadAirTime(), DeadAirCount(), LongestSilence(),
    TurnCount(.all), TurnCount(.agent), TurnCount(.customer), TurnCount(.bot),
    TalkShare(), TalkTimeShare(),
    Transfers(), HandedOver(), HandoverHonoured(), HandoverWait(), BotContained(), BotResolved(),
    ResolutionAsked(), FurtherHelpOffered(), ResolutionConfirmed(), EndsUnresolved(),
    RepeatContact(), FirstContactResolution(), AbandonedCalledBack(), ComplaintFollowedUp(),
  ]

  /// What every metric is, in the same order.
  public static let definitions: [MetricDefinition] = all.map(\.definition)

  private static let indices = Dictionary(
    uniqueKeysWithValues: definitions.enumerated().map { ($0.element.id, $0.offset) })

  /// The place of a metric in ``definitions``, or `nil` if none has that name.
  public static func index(of id: String) -> Int? { indices[id] }
}
