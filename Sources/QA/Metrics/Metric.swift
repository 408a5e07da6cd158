/// What a metric's values are.
public enum MetricUnit: String, Sendable, Hashable, CaseIterable {
  /// A time; milliseconds inside, seconds in records.
  case seconds
  /// A number of things.
  case count
  /// A share of things, 0 … 1: its two numbers are added up before they are divided.
  case share
  /// Yes or no.
  case flag
}

/// What a metric is taken of.
public enum MetricScope: String, Sendable, Hashable {
  /// The contact, and each agent's leg by itself.
  case leg
  /// The contact only; in a table by agent it counts for the agent of the last leg.
  case conversation
  /// All contacts of a customer; there is no value for one contact by itself.
  case history
}

/// A wording in Chinese and English.
public struct BilingualText: Sendable, Hashable {
  /// The Chinese wording.
  public var zh: String
  /// The English wording.
  public var en: String

  /// Makes a text.
  public init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }
}

/// What a metric is: the one place from which `docs/metrics.md`, tables and records take their words.
public struct MetricDefinition: Sendable, Hashable {
  /// The name in records, for example `first_response_human`; it needs no escaping.
  public var id: String
  /// The name for people.
  public var title: BilingualText
  /// What exactly is measured, with its boundaries.
  public var text: BilingualText
  /// What the values are.
  public var unit: MetricUnit
  /// What it is taken of.
  public var scope: MetricScope
  /// Where the definition comes from.
  public var source: String
  /// Whether only business hours count where a calendar is given.
  public var countsBusinessHours: Bool
  /// Why it may be not applicable.
  public var notApplicable: [MetricReason]
  /// Why it may be unknown.
  public var unknown: [MetricReason]

  init(
    _ id: String, _ title: BilingualText, _ text: BilingualText, unit: MetricUnit, scope: MetricScope = .leg,
    source: String, countsBusinessHours: Bool = false, notApplicable: [MetricReason] = [],
    unknown: [MetricReason] = []
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.unit = unit
    self.scope = scope
    self.source = source
    self.countsBusinessHours = countsBusinessHours
    self.notApplicable = notApplicable + (countsBusinessHours ? [.noWallClock] : [])
    self.unknown = unknown
  }
}

/// The value of one metric for one contact or leg.
public enum MetricValue: Sendable, Hashable {
  /// A time in milliseconds.
  case duration(Int64)
  /// A number.
  case count(Int)
  /// So many of so many.
  case share(Int, of: Int)
  /// Yes or no.
  case flag(Bool)
  /// The clock started and the end never came: it counts as over every threshold.
  case never(MetricReason)
  /// The question does not arise.
  case notApplicable(MetricReason)
  /// The record does not tell.
  case unknown(MetricReason)

  /// The value as a number: seconds, a count, a share, 0 or 1; `nil` where there is none.
  public var number: Double? {
    switch self {
    case .duration(let milliseconds): Double(milliseconds) / 1000
    case .count(let count): Double(count)
    case .share(let part, let whole): Double(part) / Double(whole)
    case .flag(let flag): flag ? 1 : 0
    case .never, .notApplicable, .unknown: nil
    }
  }

  /// Why there is no value; `nil` where there is one.
  public var reason: MetricReason? {
    switch self {
    case .never(let reason), .notApplicable(let reason), .unknown(let reason): reason
    case .duration, .count, .share, .flag: nil
    }
  }
}

/// Why a metric has no value.
public enum MetricReason: String, Sendable, Hashable, CaseIterable {
  /// No reply ever came.
  case noReply = "no_reply"
  /// The caller gave up in the queue.
  case abandoned = "abandoned"
  /// The customer wrote nothing.
  case noCustomerMessage = "no_customer_message"
  /// The customer asked no question.
  case noQuestion = "no_question"
  /// No person took part.
  case noAgent = "no_agent"
  /// No bot took part.
  case noBot = "no_bot"
  /// The customer did not ask for a person.
  case noRequest = "no_request"
  /// Nobody answered anything the customer wrote.
  case noResponse = "no_response"
  /// The record has no queue times.
  case noQueue = "no_queue"
  /// The caller did not give up.
  case notAbandoned = "not_abandoned"
  /// Nothing says when the agent joined.
  case noJoin = "no_join"
  /// There is one turn only.
  case oneTurn = "one_turn"
  /// The record has no turns.
  case noTurns = "no_turns"
  /// Turns have no length in time.
  case noDurations = "no_durations"
  /// The contact is no ticket.
  case noTicket = "no_ticket"
  /// The contact is no serious complaint.
  case noSeriousComplaint = "no_serious_complaint"
  /// The figure belongs to the contact and is given with its last leg.
  case otherLeg = "other_leg"
  /// The times are offsets: they tell differences and not the hour of the day.
  case noWallClock = "no_wall_clock"
  /// A time that is needed is missing.
  case noTimes = "no_times"
  /// The times go backwards.
  case timesDisordered = "times_disordered"
  /// A speaker is not known.
  case roleUnknown = "role_unknown"
  /// The record names no customer.
  case noCustomerId = "no_customer_id"
  /// The data end before the window does.
  case immature = "immature"
  /// The contact was begun by the centre.
  case outbound
  /// The contact belongs to another that came before.
  case followsAnother = "follows_another"

  /// The reason in words.
  public var text: BilingualText {
    switch self {
    case .noReply: .init("始终没有回复", "no reply ever came")
    case .abandoned: .init("排队中放弃", "the caller gave up in the queue")
    case .noCustomerMessage: .init("客户未发言", "the customer wrote nothing")
    case .noQuestion: .init("客户没有提问", "the customer asked no question")
    case .noAgent: .init("没有人工坐席", "no person took part")
    case .noBot: .init("没有机器人", "no bot took part")
    case .noRequest: .init("客户没有要求人工", "the customer did not ask for a person")
    case .noResponse: .init("客户的话都没有得到回应", "nothing the customer wrote was answered")
    case .noQueue: .init("没有排队时间", "the record has no queue times")
    case .notAbandoned: .init("没有放弃排队", "the caller did not give up")
    case .noJoin: .init("没有坐席接入的时间", "nothing says when the agent joined")
    case .oneTurn: .init("只有一句话", "there is one turn only")
    case .noTurns: .init("没有对话内容", "the record has no turns")
    case .noDurations: .init("没有每句话的时长", "the turns have no length in time")
    case .noTicket: .init("不是工单", "the contact is no ticket")
    case .noSeriousComplaint: .init("不是重点客诉", "the contact is no serious complaint")
    case .otherLeg: .init("属于整个会话，记在最后一段", "it belongs to the contact and is given with its last leg")
    case .noWallClock: .init("只有相对时间，无法套用营业时间", "the times are offsets; business hours need the hour of the day")
    case .noTimes: .init("缺少时间", "a time that is needed is missing")
    case .timesDisordered: .init("时间先后颠倒", "the times go backwards")
    case .roleUnknown: .init("有说话人未识别", "a speaker is not known")
    case .noCustomerId: .init("没有客户编号", "the record names no customer")
    case .immature: .init("观察期未满", "the data end before the window does")
    case .outbound: .init("由服务方发起", "the centre began the contact")
    case .followsAnother: .init("是之前来访的延续", "the contact follows an earlier one")
    }
  }
}

/// A figure about a contact: one definition and how it is computed.
///
/// A new metric is a new file in `Figures` and a line in ``Metrics/all``.
protocol Metric: Sendable {
  /// What it is.
  var definition: MetricDefinition { get }

  /// Its value over the scope that the facts stand at.
  func value(in facts: ContactFacts) -> MetricValue
}
