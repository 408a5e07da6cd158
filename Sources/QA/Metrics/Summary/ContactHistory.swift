internal import Transcripts

/// What contacts of one customer say together: repeats, call-backs, follow-ups.
///
/// Memory is bounded by a sample of *customers*, not of contacts: when there are too many visits, only customers whose
/// hash lies below a limit are kept, and the limit is halved until they fit. What is left depends on the data alone,
/// not on their order or split, so that parts can be merged.
public struct ContactHistory: Sendable {
  /// One contact of a customer.
  struct Visit: Sendable, Hashable {
    /// What a visit is, as bits.
    struct Marks: OptionSet, Sendable, Hashable {
      let rawValue: UInt8
      static let outbound = Marks(rawValue: 1)
      static let abandoned = Marks(rawValue: 2)
      static let calledBack = Marks(rawValue: 4)
      static let serious = Marks(rawValue: 8)
      static let followedUp = Marks(rawValue: 16)
      /// The customer is not known; the visit stands for itself.
      static let anonymous = Marks(rawValue: 32)
    }

    /// A hash of the customer's id, and of the matter if there is a field for it.
    var customer: UInt64
    /// A hash of the contact's id, to order visits of the same moment.
    var contact: UInt64
    /// When it began, in milliseconds.
    var start: Int64
    /// When the record says that it was followed up, or `Int64.min`.
    var followed: Int64
    var marks: Marks
    /// The group of the summary.
    var group: Int32 = 0

    /// The visit of a contact; `nil` if its customer or its time is not known.
    init?(_ conversation: Conversation, start: Int64, facts: ContactFacts) {
      let fields = facts.settings.fields
      var marks: Marks = []
      if let direction = fields.value(.direction, in: conversation)?.description.lowercased(),
        ["outbound", "out", "callback", "call_back", "外呼", "呼出", "回访", "回拨"].contains(direction)
      {
        marks.insert(.outbound)
      }
      let call = facts.queuedCall
      if call.isQueued && call.isAbandoned { marks.insert(.abandoned) }
      if fields.says(.calledBack, in: conversation) == true { marks.insert(.calledBack) }
      if fields.says(.seriousComplaint, in: conversation) ?? Self.isTagged(conversation) { marks.insert(.serious) }
      if fields.says(.followedUp, in: conversation) == true { marks.insert(.followedUp) }
      followed = fields.moment(.followedUp, in: conversation) ?? Int64.min
      let id = fields.value(.customer, in: conversation)?.description ?? ""
      if id.isEmpty || start == Turn.noTime || conversation.timeBasis == .offset {
        // Without a customer only what the record itself says can count.
        guard !marks.isDisjoint(with: [.abandoned, .serious]) else { return nil }
        marks.insert(.anonymous)
        customer = StableHash.hash(conversation.id)
        self.start = start == Turn.noTime || conversation.timeBasis == .offset ? Int64.min : start
      } else {
        let issue = fields.value(.issue, in: conversation)?.description ?? ""
        customer = StableHash.hash(Array(id.utf8) + [0] + Array(issue.utf8))
        self.start = start
      }
      contact = StableHash.hash(conversation.id)
      self.marks = marks
    }

    init(customer: UInt64, contact: UInt64, start: Int64, followed: Int64, marks: UInt8, group: Int32) {
      self.customer = customer
      self.contact = contact
      self.start = start
      self.followed = followed
      self.marks = Marks(rawValue: marks)
      self.group = group
    }

    private static func isTagged(_ conversation: Conversation) -> Bool {
      guard let tags = conversation.metadata["tags"] else { return false }
      return MetadataOperator.matches(tags, ["serious_complaint", "serious complaint", "重点客诉", "重大投诉", "重点投诉"])
    }
  }

  /// How many visits are kept.
  static let capacity = 2_000_000

  var visits: [Visit] = []
  /// Customers above this hash are not kept.
  var limit = UInt64.max
  /// When the last contact began.
  var end = Int64.min
  private let capacity: Int

  init(capacity: Int = ContactHistory.capacity) { self.capacity = capacity }

  /// The share of customers that is kept: 1 unless there were too many.
  public var sampledShare: Double { Double(limit) / Double(UInt64.max) }

  mutating func add(_ visit: Visit) {
    end = max(end, visit.start)
    guard visit.customer <= limit else { return }
    visits.append(visit)
    while visits.count > capacity {
      limit >>= 1
      let bound = limit
      visits.removeAll { $0.customer > bound }
      if limit == 0 { break }
    }
  }

  mutating func merge(_ other: ContactHistory, groups: [Int32]) {
    if other.limit < limit {
      limit = other.limit
      let bound = limit
      visits.removeAll { $0.customer > bound }
    }
    end = max(end, other.end)
    for var visit in other.visits {
      if visit.group >= 0 { visit.group = groups[Int(visit.group)] }
      add(visit)
    }
  }

  /// The outcomes of one visit, in the order repeat contact, first-contact resolution, called back, followed up.
  typealias Outcomes = (MetricValue, MetricValue, MetricValue, MetricValue)

  /// Calls `body` with every visit and its outcomes.
  func forEachOutcome(repeatDays: Int, followUpDays: Int, _ body: (Visit, Outcomes) -> Void) {
    let day: Int64 = 86_400_000
    let sorted = visits.sorted {
      ($0.customer, $0.start, $0.contact, $0.group) < ($1.customer, $1.start, $1.contact, $1.group)
    }
    var first = 0
    while first < sorted.count {
      var last = first
      while last < sorted.count, sorted[last].customer == sorted[first].customer { last += 1 }
      let isKnown = !sorted[first].marks.contains(.anonymous)
      var previous: Int64?
      // The next visit of each kind, found from the back.
      var nextInbound = [Int64?](repeating: nil, count: last - first)
      var nextOutbound = nextInbound
      if isKnown {
        var inbound: Int64?
        var outbound: Int64?
        for index in (first..<last).reversed() {
          nextInbound[index - first] = inbound
          nextOutbound[index - first] = outbound
          if sorted[index].marks.contains(.outbound) {
            outbound = sorted[index].start
          } else {
            inbound = sorted[index].start
          }
        }
      }
      for index in first..<last {
        let visit = sorted[index]
        let outbound = nextOutbound[index - first]
        func reached(within span: Int64, _ said: Bool, at moment: Int64) -> MetricValue {
          if said, moment == Int64.min || visit.start == Int64.min || moment - visit.start <= span {
            return .flag(true)
          }
          if let outbound, outbound - visit.start <= span { return .flag(true) }
          if visit.start == Int64.min { return said ? .flag(false) : .unknown(.noTimes) }
          if end - visit.start < span { return .notApplicable(.immature) }
          return isKnown || said ? .flag(false) : .unknown(.noCustomerId)
        }
        var outcomes: Outcomes = (
          .notApplicable(.outbound), .notApplicable(.outbound), .notApplicable(.notAbandoned),
          .notApplicable(.noSeriousComplaint)
        )
        if !isKnown {
          outcomes.0 = .unknown(visit.start == Int64.min ? .noTimes : .noCustomerId)
          outcomes.1 = outcomes.0
        } else if !visit.marks.contains(.outbound) {
          let window = Int64(repeatDays) * day
          (outcomes.0, outcomes.1) = (.notApplicable(.immature), .notApplicable(.immature))
          if end - visit.start >= window {
            let repeats = nextInbound[index - first].map { $0 - visit.start <= window } ?? false
            outcomes.0 = .flag(repeats)
            let follows = previous.map { visit.start - $0 <= window } ?? false
            outcomes.1 = follows ? .notApplicable(.followsAnother) : .flag(!repeats)
          }
          previous = visit.start
        }
        if visit.marks.contains(.abandoned) {
          outcomes.2 = reached(within: day, visit.marks.contains(.calledBack), at: Int64.min)
        }
        if visit.marks.contains(.serious) {
          outcomes.3 = reached(
            within: Int64(followUpDays) * day, visit.marks.contains(.followedUp), at: visit.followed)
        }
        body(visit, outcomes)
      }
      first = last
    }
  }
}
