internal import TextAnalysis
internal import Transcripts

/// Who speaks in a message, as metrics see it.
enum Party: UInt8, Sendable {
  case customer
  /// A person of the centre: an agent or a supervisor, in their own words.
  case person
  case bot
  /// A notice of the platform, or a message sent by a machine in a person's name.
  case automatic
  case unknown
}

/// A public message of a contact.
struct Message: Sendable {
  var party: Party
  /// Milliseconds on the contact's time basis, or ``Turn/noTime``.
  var time: Int64
  /// When it ended: its time, or later where the source says how long it lasted.
  var end: Int64
  /// Index into the participants, or −1.
  var participant: Int32
  /// Index into the conversation's turns.
  var turn: Int
  /// Bytes of the folded text.
  var range: Range<Int>
  var traits = ServicePhrases.Traits()

  var hasTime: Bool { time != Turn.noTime }
}

/// What metrics read of one contact, or of one leg of it.
///
/// What several metrics need (who answers whom, which messages ask) is worked out once, when first asked for. One is
/// made for every contact, so that all but the caches is constant: reading a variable of a class is checked every time.
final class ContactFacts {
  let settings: MetricSettings
  let conversation: Conversation
  let folded: FoldedText
  let messages: [Message]
  let legs: [Leg]
  /// The human legs, in order.
  let humanLegs: [Leg]
  let hasUnknownSpeaker: Bool
  /// The leg the facts stand at, as an index into ``humanLegs``; `nil` for the whole contact.
  private(set) var leg: Int?
  /// The messages of the scope.
  private(set) var scope: Range<Int>

  private let clock: BusinessClock?
  private let acknowledgement: Acknowledgement
  private var responsesCache: Responses?
  private var questionsCache: (asked: Int, answered: Int)?
  private var asksCache: [Bool?]
  private var acknowledgementCache: [Bool?]
  private var requestCache: Int??
  private var isCallCache: Bool?

  /// Takes a contact, with what was found out about it already.
  init(
    _ conversation: Conversation, _ folded: FoldedText, _ utterances: [Utterance], _ legs: [Leg],
    settings: MetricSettings, clock: BusinessClock?, acknowledgement: Acknowledgement
  ) {
    self.settings = settings
    self.clock = clock
    self.acknowledgement = acknowledgement
    self.conversation = conversation
    self.folded = folded
    self.legs = legs
    humanLegs = legs.filter(\.isHuman)
    var messages: [Message] = []
    messages.reserveCapacity(utterances.count)
    var hasUnknownSpeaker = false
    for utterance in utterances {
      let duration = conversation.turns[utterance.turn].duration
      var message = Message(
        party: .unknown, time: utterance.time,
        end: utterance.time == Turn.noTime ? utterance.time : utterance.time + max(0, duration),
        participant: utterance.participant, turn: utterance.turn, range: utterance.range)
      message.traits = settings.phrases.traits(of: utterance.range, in: folded.bytes)
      switch utterance.role {
      case .customer: message.party = .customer
      case .agent, .supervisor:
        message.party = utterance.isAutomatic || message.traits.isAutomaticReply ? .automatic : .person
      case .bot: message.party = .bot
      case .system: message.party = .automatic
      case .unknown: hasUnknownSpeaker = true
      }
      messages.append(message)
    }
    asksCache = Array(repeating: nil, count: messages.count)
    acknowledgementCache = Array(repeating: nil, count: messages.count)
    self.messages = messages
    self.hasUnknownSpeaker = hasUnknownSpeaker
    scope = 0..<messages.count
  }

  /// Turns to a human leg, or to the whole contact.
  func stand(at leg: Int?) {
    self.leg = leg
    scope = leg.map { humanLegs[$0].utterances } ?? 0..<messages.count
    responsesCache = nil
    questionsCache = nil
  }

  // MARK: Scope

  /// Whether the scope reaches the contact's end.
  var endsContact: Bool { leg == nil || scope.upperBound == messages.count }

  /// Whether figures of the whole contact are given here.
  var carriesContact: Bool { leg == nil || leg == humanLegs.count - 1 }

  /// The customer's messages that wait for a person when the leg begins: the last group, unless a person answered it.
  var pending: Range<Int>? {
    guard leg != nil else { return nil }
    var index = scope.lowerBound - 1
    while index >= 0, messages[index].party == .bot || messages[index].party == .automatic { index -= 1 }
    guard index >= 0, messages[index].party == .customer else { return nil }
    let last = index
    while index > 0, messages[index - 1].party == .customer || messages[index - 1].party == .automatic { index -= 1 }
    while messages[index].party != .customer { index += 1 }
    return index..<last + 1
  }

  // MARK: Time

  /// The time from one message to another, in business hours if `inHours` and a calendar is given.
  func elapsed(from start: Int, to end: Int, inHours: Bool) -> MetricValue {
    elapsed(messages[start].time, messages[end].time, inHours: inHours)
  }

  /// The time between two moments of the contact's time basis.
  func elapsed(_ start: Int64, _ end: Int64, inHours: Bool) -> MetricValue {
    guard start != Turn.noTime, end != Turn.noTime else { return .unknown(.noTimes) }
    guard end >= start else { return .unknown(.timesDisordered) }
    guard inHours, let clock else { return .duration(end - start) }
    switch conversation.timeBasis {
    case .absolute: return .duration(clock.openTime(from: start, to: end))
    case .local: return .duration(clock.openTime(fromReading: start, toReading: end))
    case .offset, .none: return .notApplicable(.noWallClock)
    }
  }

  // MARK: What is said

  /// Whether a message of the customer asks or requests something: by a word that asks, or by the form of a sentence.
  func asks(_ index: Int) -> Bool {
    if messages[index].traits.has(.question) { return true }
    if let known = asksCache[index] { return known }
    let range = messages[index].range
    let asks = Sentences.ranges(in: range, of: folded).contains { Mood.mood(of: $0, of: folded) == .question }
    asksCache[index] = asks
    return asks
  }

  /// Whether a message of the customer needs no answer: thanks, agreement, farewell.
  func isAcknowledgement(_ index: Int) -> Bool {
    if let known = acknowledgementCache[index] { return known }
    let holds = acknowledgement.holds(messages[index].range, in: folded)
    acknowledgementCache[index] = holds
    return holds
  }

  /// Whether the customer asks for a person in a message.
  func asksForPerson(_ index: Int) -> Bool {
    messages[index].party == .customer && messages[index].traits.has(.person)
  }

  /// The customer's first message of the contact that asks for a person.
  var requestForPerson: Int? {
    if let requestCache { return requestCache }
    let request = messages.indices.first { asksForPerson($0) }
    requestCache = .some(request)
    return request
  }

  /// Whether the contact is spoken: by its channel, else by turns that have a length.
  var isCall: Bool {
    if let isCallCache { return isCallCache }
    let channel = conversation.channel.lowercased()
    let isCall =
      channel.isEmpty
      ? !messages.isEmpty && messages.allSatisfy { conversation.turns[$0.turn].duration >= 0 }
      : ["call", "phone", "voice", "telephone", "hotline", "电话", "热线", "语音", "通话"].contains(channel)
    isCallCache = isCall
    return isCall
  }

  // MARK: Answers

  /// Who answered whom and how long it took.
  struct Responses: Sendable {
    /// From the customer's last message to the person's answer, in order.
    var fromLast: [Int64] = []
    /// From the customer's first message that waited to the person's answer, in order.
    var fromFirst: [Int64] = []
    /// From the person's last message to the customer's answer.
    var ofCustomer: [Int64] = []
    /// Why the times cannot be told, if they cannot.
    var problem: MetricValue?
  }

  /// The responses of the scope.
  ///
  /// A bot's answer ends the customer's wait unless a person was asked for; notices and automatic replies end nothing.
  var responses: Responses {
    if let responsesCache { return responsesCache }
    var result = Responses()
    var first: Int?
    var last: Int?
    var lastPerson: Int?
    var isRequested = false
    var problem: MetricValue?
    func add(_ list: inout [Int64], _ from: Int, _ to: Int) {
      switch elapsed(from: from, to: to, inHours: true) {
      case .duration(let time): list.append(time)
      case let value: if problem == nil { problem = value }
      }
    }
    if let pending {
      first = pending.lowerBound
      last = pending.upperBound - 1
      isRequested = true
    }
    for index in scope {
      switch messages[index].party {
      case .customer:
        if let lastPerson { add(&result.ofCustomer, lastPerson, index) }
        lastPerson = nil
        if first == nil { first = index }
        last = index
        if asksForPerson(index) { isRequested = true }
      case .person:
        if let last { add(&result.fromLast, last, index) }
        if let first { add(&result.fromFirst, first, index) }
        (first, last, isRequested, lastPerson) = (nil, nil, false, index)
      case .bot: if !isRequested { first = nil }
      case .automatic, .unknown: break
      }
    }
    result.problem = hasUnknownSpeaker ? .unknown(.roleUnknown) : problem
    responsesCache = result
    return result
  }

  /// How many messages of the customer ask, and how many of them got an answer of substance.
  ///
  /// A question stays open over hold messages and set phrases until a person or a bot says something else.
  var questions: (asked: Int, answered: Int) {
    if let questionsCache { return questionsCache }
    var asked = 0
    var answered = 0
    var open = 0
    if let pending {
      open = pending.count { messages[$0].party == .customer && asks($0) }
      asked = open
    }
    for index in scope {
      switch messages[index].party {
      case .customer:
        guard asks(index) else { continue }
        asked += 1
        open += 1
      case .person, .bot:
        let isPicture = messages[index].range.isEmpty
        guard messages[index].traits.hasSubstance || isPicture else { continue }
        answered += open
        open = 0
      case .automatic, .unknown: break
      }
    }
    // Questions that are open when a leg ends go to the next leg.
    if !endsContact { asked -= open }
    questionsCache = (asked, answered)
    return (asked, answered)
  }
}
