internal import TextAnalysis
internal import Transcripts

/// The metrics of one contact, by itself and by leg.
public struct ContactMetrics: Sendable {
  /// The metrics of one unit: the contact, or a human leg.
  public struct Unit: Sendable {
    /// The responsible agent; empty if nobody is.
    public var agent: String
    /// The leg, from 1; 0 for the contact.
    public var leg: Int
    /// The values, in the order of ``Metrics/definitions``.
    public var values: [MetricValue]
  }

  /// The contact.
  public var contact: Unit
  /// Its human legs, where there are several.
  public var legs: [Unit] = []
  /// Values of the grouping fields; `agent` is filled in by unit.
  public var groups: [String] = []
  /// Which service levels are for the contact.
  public var levels: [Bool] = []
  /// The hour of the week in which the contact began, 0 … 167 from Monday 00:00; −1 if its times tell none.
  public var hour = -1
  /// What the history of its customer needs.
  var visit: ContactHistory.Visit?

  /// The values that go with an evaluation: of its leg where the contact has several, else of the contact.
  func values(of evaluation: Evaluation) -> [MetricValue] {
    guard evaluation.unit == .leg, evaluation.leg > 0, evaluation.leg <= legs.count else { return contact.values }
    return legs[evaluation.leg - 1].values
  }
}

extension Evaluator {
  /// The metrics of the contact that was evaluated last.
  func metrics(of conversation: Conversation, by reader: MetricsReader) -> ContactMetrics {
    reader.read(conversation, view.folded, view.utterances, view.legs)
  }
}

/// Computes metrics contact after contact; every worker owns one.
public final class MetricsReader {
  private let clock: BusinessClock?
  private let acknowledgement: Acknowledgement
  private let fields: [String]
  private let settings: MetricSettings
  private let metrics = Metrics.all
  private let scopes = Metrics.definitions.map(\.scope)
  private var zone: ZoneReading

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - fields: The fields to group by; `agent` is the responsible agent.
  ///   - zoneName: The zone of hours of the day where there is no calendar.
  public init(settings: MetricSettings, fields: [String] = [], zoneName: String = "UTC") throws {
    self.settings = settings
    self.fields = fields
    clock = settings.calendar.map(BusinessClock.init)
    acknowledgement = try Acknowledgement()
    zone = ZoneReading(name: settings.calendar?.zoneName ?? zoneName)
  }

  /// The metrics of a contact whose text was folded and split already.
  func read(
    _ conversation: Conversation, _ folded: FoldedText, _ utterances: [Utterance], _ legs: [Leg]
  ) -> ContactMetrics {
    let facts = ContactFacts(
      conversation, folded, utterances, legs, settings: settings, clock: clock, acknowledgement: acknowledgement)
    var result = ContactMetrics(contact: .init(agent: Self.onlyAgent(facts), leg: 0, values: values(facts)))
    if facts.humanLegs.count > 1 {
      for (index, leg) in facts.humanLegs.enumerated() {
        facts.stand(at: index)
        let agent = leg.participant >= 0 ? conversation.participants[Int(leg.participant)].id : ""
        result.legs.append(.init(agent: agent, leg: index + 1, values: values(facts)))
      }
    }
    result.groups = fields.map { $0 == "agent" ? "" : ResultRecords.value(of: $0, in: conversation) }
    result.levels = settings.levels.map { $0.applies(to: conversation) }
    let start = Self.start(of: conversation)
    if start != Turn.noTime {
      switch conversation.timeBasis {
      case .absolute: result.hour = ZoneReading.hourOfWeek(zone.reading(atInstant: start))
      case .local: result.hour = ZoneReading.hourOfWeek(start)
      case .offset, .none: break
      }
    }
    result.visit = ContactHistory.Visit(conversation, start: start, facts: facts)
    return result
  }

  private func values(_ facts: ContactFacts) -> [MetricValue] {
    var values: [MetricValue] = []
    values.reserveCapacity(metrics.count)
    for (index, metric) in metrics.enumerated() {
      switch scopes[index] {
      case .history: values.append(.notApplicable(.immature))
      case .conversation where !facts.carriesContact: values.append(.notApplicable(.otherLeg))
      default: values.append(metric.value(in: facts))
      }
    }
    return values
  }

  /// When a contact began: as the record says, else with its first message that has a time.
  private static func start(of conversation: Conversation) -> Int64 {
    if conversation.startedAt != Turn.noTime { return conversation.startedAt }
    return conversation.turns.first { $0.time != Turn.noTime }?.time ?? Turn.noTime
  }

  private static func onlyAgent(_ facts: ContactFacts) -> String {
    guard facts.humanLegs.count == 1 else { return "" }
    let participant = facts.humanLegs[0].participant
    if participant >= 0 { return facts.conversation.participants[Int(participant)].id }
    return facts.conversation.metadata["agent"]?.description ?? ""
  }
}
