internal import Statistics
public import TextAnalysis

/// A text of a trial, as the topic engine gets it.
public struct TrialText: Sendable {
  /// What was said.
  public var text: String
  /// The day, counted from the first.
  public var day: Int
  /// Who said it; each text is a customer's own where that is unknown.
  public var customer: String?
  /// How many texts it stands for.
  public var count: Int

  /// Makes a text.
  public init(text: String, day: Int, customer: String? = nil, count: Int = 1) {
    self.text = text
    self.day = day
    self.customer = customer
    self.count = count
  }
}

/// Topics that were found day by day, and what was known of each on its day.
public struct TopicStream: Sendable {
  /// The topic that every text is in at the end, `nil` where it has none.
  public internal(set) var topics: [Int?]
  /// The evidence on each day, by day and topic, with the topics as they were on that day.
  var scores: [Int: [Int: TrendScore]] = [:]
  /// Where texts were, by unit: from which day on in which topic.
  fileprivate var stays: [[(day: Int, topic: Int?)]] = []
  fileprivate var units: [Int: Int] = [:]

  fileprivate mutating func note(_ topics: [Int?], _ day: Int) {
    for (unit, topic) in topics.enumerated() {
      if unit == stays.count { stays.append([]) }
      if stays[unit].last?.topic != topic { stays[unit].append((day, topic)) }
    }
  }

  /// The topic that a text's words were in at the end of a day; `nil` for none, and before they came.
  func topic(of text: Int, on day: Int) -> Int? {
    guard let unit = units[text] else { return nil }
    return stays[unit].last { $0.day <= day }?.topic
  }
}

/// Topics of a trial's texts where no record names them, found as they would have been.
///
/// They are fitted on the days before anything is judged, then refreshed at the end of every day, before that day is
/// judged. Nothing looks ahead.
public struct TrialTopics: Sendable {
  /// Days from one refresh to the next; in between texts join the topics there are.
  public var interval = 1
  private let fitting: TopicFitting
  private let dictionary: WordDictionary
  private let settings = TrendSettings()

  /// Takes the engine's parameters.
  public init(_ fitting: TopicFitting, dictionary: WordDictionary = .bundled) {
    self.fitting = fitting
    self.dictionary = dictionary
  }

  /// Topics as they come to be.
  private struct State {
    var collection = TextCollection()
    /// The unit of every text that has come.
    var units: [Int: Int] = [:]
    var topics: [Int?] = []
    var days: [[Int]] = []
    var customers: [[UInt64]] = []
    /// Topics by slot of the model.
    var slots: [Int] = []
    var next = 0
    var model: TopicModel?
  }

  /// Goes through the texts.
  public func find(_ texts: [TrialText]) -> TopicStream {
    var stream = TopicStream(topics: [Int?](repeating: nil, count: texts.count))
    guard let last = texts.map(\.day).max(), last >= 0 else { return stream }
    var byDay = [[Int]](repeating: [], count: last + 1)
    for (number, text) in texts.enumerated() where text.day >= 0 { byDay[text.day].append(number) }
    let start = min(settings.minimumHistory - 1, last)
    var state = State()
    for day in 0...last {
      for number in byDay[day] { take(texts[number], number, &state) }
      guard day >= start, !state.collection.units.isEmpty else { continue }
      if state.model == nil {
        fit(&state)
      } else if (day - start) % max(1, interval) == 0 {
        refresh(day, &state, &stream)
      } else {
        assign(&state)
      }
      if day >= settings.minimumHistory { stream.scores[day] = scores(texts, day, state) }
      stream.note(state.topics, day)
    }
    stream.units = state.units
    for (number, unit) in state.units { stream.topics[number] = state.topics[unit] }
    return stream
  }

  private func take(_ text: TrialText, _ number: Int, _ state: inout State) {
    let unit = state.collection.add(Array(text.text.utf8), count: text.count)
    if unit == state.topics.count {
      state.topics.append(nil)
      state.days.append([])
      state.customers.append([])
    }
    state.units[number] = unit
    state.days[unit] += [Int](repeating: text.day, count: min(text.count, 1_000))
    let who = text.customer.map { TermHash.text(Array($0.utf8)) } ?? UInt64(number)
    if state.customers[unit].count < 3, !state.customers[unit].contains(who) { state.customers[unit].append(who) }
  }

  private func fit(_ state: inout State) {
    let model = fitting.fit(state.collection, dictionary: dictionary)
    state.slots = Array(model.topics.indices)
    state.next = model.topics.count
    state.model = model
    assign(&state)
  }

  /// Gives texts without a topic the one they belong to.
  private func assign(_ state: inout State) {
    guard let model = state.model else { return }
    var assigner = TopicAssigner(model, dictionary: dictionary)
    for (place, unit) in state.collection.units.enumerated() where state.topics[place] == nil {
      let slot = model.fittedTopic(key: unit.key) ?? assigner.assign(state.collection.text(unit)).topic
      state.topics[place] = slot.map { state.slots[$0] }
    }
  }

  private func refresh(_ day: Int, _ state: inout State, _ stream: inout TopicStream) {
    var places: [Int: Int32] = [:]
    for (place, topic) in state.slots.enumerated() { places[topic] = Int32(place) }
    let units = state.topics.indices.map { unit in
      TopicRefresh.Unit(
        slot: state.topics[unit].flatMap { places[$0] } ?? -1, isPinned: false, customers: state.customers[unit],
        ages: state.days[unit].map { Int32(day - $0) })
    }
    let outcome = TopicRefresh(fitting: fitting).run(
      state.collection, units: units, held: state.slots.map { _ in .init(isLocked: false) },
      resolution: state.model?.resolution ?? 0, dictionary: dictionary)
    for event in outcome.events {
      switch event {
      case .born, .split:
        state.slots.append(state.next)
        state.next += 1
      case .merged(let from, let into):
        let (old, new) = (state.slots[from], state.slots[into])
        // What was known of the topic is known of the one it has become a part of.
        for day in stream.scores.keys {
          guard let score = stream.scores[day]?.removeValue(forKey: old) else { continue }
          if score.p < stream.scores[day]?[new]?.p ?? .infinity { stream.scores[day]?[new] = score }
        }
      }
    }
    state.topics = outcome.slots.map { $0 < 0 ? nil : state.slots[Int($0)] }
    // A slot that was merged stands for the topic it has become a part of, and holds no text any more.
    for case .merged(let from, let into) in outcome.events { state.slots[from] = state.slots[into] }
    state.model = outcome.model
    compact(&state)
  }

  /// Leaves the slots of merged topics out, as the next refresh would.
  private func compact(_ state: inout State) {
    guard Set(state.slots).count < state.slots.count else { return }
    var seen: Set<Int> = []
    state.slots = state.slots.filter { seen.insert($0).inserted }
  }

  /// What is known at the end of a day.
  private func scores(_ texts: [TrialText], _ day: Int, _ state: State) -> [Int: TrendScore] {
    var exposure = [Double](repeating: 0, count: day + 1)
    var counts: [Int: [Int]] = [:]
    var people: [Int: [Set<String>]] = [:]
    var isNamed = true
    for (number, unit) in state.units {
      let text = texts[number]
      exposure[text.day] += Double(text.count)
      guard let topic = state.topics[unit] else { continue }
      counts[topic, default: [Int](repeating: 0, count: day + 1)][text.day] += text.count
      guard let customer = text.customer else {
        isNamed = false
        continue
      }
      people[topic, default: [Set<String>](repeating: [], count: day + 1)][text.day].insert(customer)
    }
    let topics = counts.keys.sorted()
    let replay = TrendReplay(
      topics.map { topic in
        CountSeries(
          topic: "\(topic)", counts: counts[topic] ?? [], exposure: exposure,
          customers: isNamed ? people[topic]?.map(\.count) : nil)
      }, settings, from: max(0, day - 28))
    var scores: [Int: TrendScore] = [:]
    for (index, topic) in topics.enumerated() { scores[topic] = replay[day, index] }
    return scores
  }
}
