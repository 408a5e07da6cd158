internal import Statistics
internal import Transcripts

/// What a generated survey has to come to.
public struct SurveySize: Sendable, Hashable {
  /// How many chats.
  public var chats: Int
  /// Chats whose first human response came within 1 s.
  public var within1: Int
  /// Chats whose first human response came within 30 s.
  public var within30: Int
  /// Chats whose first human response came within 60 s.
  public var within60: Int

  /// The published survey: 390 chats, 3.59 %, 54.62 % and 79.23 %.
  public static let published = SurveySize(chats: 390, within1: 14, within30: 213, within60: 309)
  /// The smaller English set, the same shares as near as whole chats allow.
  public static let small = SurveySize(chats: 120, within1: 4, within30: 66, within60: 95)
}

/// One generated chat with what was planted in it.
public struct SurveyChat: Sendable {
  /// The record's id.
  public var id: String
  /// The chat as one line of JSON.
  public var record: [UInt8]
  /// The organisation.
  public var organisation: String
  /// Seconds from the customer's first message to the first human reply.
  public var firstResponse: Int
  /// What was planted, in order.
  public var planted: [PlantedFinding]
}

/// Writes the survey's chats from hand-written material.
///
/// Everything that is said stands in the material; the generator decides who says it when, and notes what goes wrong.
/// The same material, size and seed give the same bytes.
public struct SurveyGenerator: Sendable {
  private struct Organisation {
    var material: Material
    var chances: [String: Double]
    var scenarios: [Material]
    func text(_ key: String) -> String { material[key]?.text ?? "" }
  }

  private let organisations: [Organisation]
  private let phrases: Material
  private let language: String

  /// Makes a generator.
  ///
  /// - Parameters:
  ///   - language: `zh` or `en`.
  ///   - files: the YAML files `organisations`, `phrases`, `bank` and `company` of the language.
  /// - Throws: ``MaterialError`` if a file is missing or no YAML.
  public init(language: String, files: [String: String]) throws {
    self.language = language
    func load(_ name: String) throws -> Material {
      guard let text = files[name] else { throw MaterialError(description: "no material is named \(name)") }
      return try Material(yaml: text)
    }
    phrases = try load("phrases")
    let banks = try load("bank").elements
    let companies = try load("company").elements
    let book = try load("organisations")
    var defaults: [String: Double] = [:]
    if case .table(let table)? = book["default"] {
      for (key, value) in table { defaults[key] = value.text.flatMap { Double($0) } }
    }
    organisations = (book["organisations"]?.elements ?? []).map { material in
      var chances = defaults
      for key in defaults.keys { if let own = material.number(key) { chances[key] = own } }
      let line = material["line"]?.text
      let scenarios = line == nil ? banks : companies.filter { $0.texts("at").contains(line ?? "") }
      return Organisation(material: material, chances: chances, scenarios: scenarios)
    }
  }

  /// Writes the chats, in order of time.
  public func generate(_ size: SurveySize, seed: UInt64) -> [SurveyChat] {
    var random = SeededGenerator(seed: seed)
    let owners = shares(of: size.chats)
    let responses = firstResponses(owners, size, &random)
    var places: [(start: Int, owner: Int, response: Int)] = []
    for (index, owner) in owners.enumerated() {
      // Ten working days from 8:30 to 21:30.
      let day = random.next(below: 10)
      let start = (day + day / 5 * 2) * 86_400 + 30_600 + random.next(below: 46_800)
      places.append((start, owner, responses[index]))
    }
    places.sort { ($0.start, $0.owner, $0.response) < ($1.start, $1.owner, $1.response) }
    return places.enumerated().map { number, place in
      chat(number: number + 1, organisations[place.owner], place.response, place.start, seed: random.next())
    }
  }

  /// The organisation of every chat, by the shares of the material (largest remainders first).
  private func shares(of total: Int) -> [Int] {
    let weights = organisations.map { $0.material.number("share") ?? 1 }
    let sum = weights.reduce(0, +)
    var counts = weights.map { Int($0 * Double(total) / sum) }
    let order = weights.indices.sorted {
      let a = weights[$0] * Double(total) / sum - Double(counts[$0])
      let b = weights[$1] * Double(total) / sum - Double(counts[$1])
      return a == b ? $0 < $1 : a > b
    }
    for index in order.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
    return counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
  }

  /// First response times: the shares are exact, and slow organisations get the slow ones more often.
  private func firstResponses(_ owners: [Int], _ size: SurveySize, _ random: inout SeededGenerator) -> [Int] {
    let keys = owners.map { owner in
      -logarithm(max(random.nextUnit(), 1e-12)) * (organisations[owner].material.number("speed") ?? 1)
    }
    var seconds = Array(repeating: 0, count: owners.count)
    for (rank, index) in keys.indices.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }).enumerated() {
      switch rank {
      case ..<size.within1: seconds[index] = random.next(below: 4) == 0 ? 0 : 1
      case ..<size.within30: seconds[index] = 3 + random.next(below: 28)
      case ..<size.within60: seconds[index] = 31 + random.next(below: 30)
      default: seconds[index] = 61 + min(random.next(below: 60) + random.next(below: 120), 239)
      }
    }
    return seconds
  }

  private func chat(
    number: Int, _ organisation: Organisation, _ response: Int, _ start: Int, seed: UInt64
  ) -> SurveyChat {
    var wording = Wording(seed: seed)
    var scenario = organisation.scenarios[wording.random.next(below: organisation.scenarios.count)]
    // Every eleventh chat shows a rare fault, so that no set is without it.
    var forced = number % 11 == 0 ? ChatPlan.rare[number / 11 % ChatPlan.rare.count] : nil
    if let fault = forced {
      let fitting = organisation.scenarios.filter { ChatPlan.fits(fault, $0) }
      if fitting.isEmpty {
        forced = "leader"
      } else {
        scenario = fitting[wording.random.next(below: fitting.count)]
      }
    }
    let plan = ChatPlan(
      firstResponse: response, scenario: scenario, chances: organisation.chances, forced: forced, random: &wording)
    let agentNumber = wording.number(1...6)
    fillSlots(&wording, organisation, scenario, start)
    let hour = start % 86_400 / 3600
    wording.slots["daytime"] = phrases.texts("daytime")[hour < 12 ? 0 : hour < 18 ? 1 : 2]
    var chat = ChatBuilder(wording: wording, phrases: phrases, typoChance: 0.25)
    chat.agent = "\(organisation.text("id"))-a\(agentNumber)"
    var writer = ChatWriter(chat: chat, plan: plan, scenario: scenario)
    writer.write()
    let padded = String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
    let id = "survey-\(language)-\(padded)"
    let planted = writer.chat.planted.sorted()
    return SurveyChat(
      id: id, record: record(id, writer.chat, organisation, scenario, start), organisation: organisation.text("name"),
      firstResponse: response, planted: planted)
  }

  private func fillSlots(_ wording: inout Wording, _ organisation: Organisation, _ scenario: Material, _ start: Int) {
    for name in ["surname", "title", "agent", "city", "few"] {
      let values = phrases.texts(name)
      wording.slots[name] = values[wording.random.next(below: values.count)]
    }
    wording.slots["org"] = organisation.text("name")
    wording.slots["product"] = scenario["product"]?.text
    wording.slots["tail"] = digits(4, &wording)
    wording.slots["order"] = "\(wording.happens(0.5) ? "A" : "D")\(digits(9, &wording))"
    let amounts = language == "zh" ? [68, 120, 299, 350, 800, 1200, 2600, 5000] : [18, 25, 49, 80, 120, 260, 450]
    wording.slots["amount"] = "\(amounts[wording.random.next(below: amounts.count)])"
    wording.slots["wan"] = "\(wording.number(3...30))"
    // A day of last month for what was, one of the next days for what will be.
    let past = wording.number(8...27)
    let due = 2 + start / 86_400 + wording.number(1...4)
    wording.slots["date"] = language == "zh" ? "2月\(past)日" : "\(past) February"
    wording.slots["due"] = language == "zh" ? "3月\(due)日" : "\(due) March"
  }

  private func digits(_ count: Int, _ wording: inout Wording) -> String {
    (0..<count).map { _ in "\(wording.number(0...9))" }.joined()
  }

  // MARK: The record

  private func record(
    _ id: String, _ chat: ChatBuilder, _ organisation: Organisation, _ scenario: Material, _ start: Int
  ) -> [UInt8] {
    var chat = chat
    var writer = JSONWriter()
    func field(_ name: StaticString, _ value: String) {
      writer.key(name)
      writer.string(value)
    }
    writer.beginObject()
    field("schema", "conversation/1")
    field("id", id)
    field("channel", chat.wording.pick(phrases.texts("channel")))
    field("language", language)
    field("started_at", Self.time(start, language))
    field("ended_at", Self.time(start + (chat.lines.last?.seconds ?? 0), language))
    writer.key("turns")
    writer.beginArray()
    for line in chat.lines {
      writer.beginObject()
      field("role", "\(line.role.name)")
      field("participant", line.participant == "c" ? "\(id)-c" : line.participant)
      field("at", Self.time(start + line.seconds, language))
      if line.isPicture { field("kind", "attachment") }
      field("text", line.text)
      writer.endObject()
    }
    writer.endArray()
    writer.key("metadata")
    writer.beginObject()
    field("organisation", organisation.text("name"))
    field("kind", organisation.text("kind"))
    field("product", scenario["product"]?.text ?? "")
    field("scenario", scenario["id"]?.text ?? "")
    field("region", chat.wording.pick(phrases.texts("region")))
    if let rating = rating(&chat) {
      writer.key("csat")
      writer.int(rating)
    }
    writer.endObject()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  /// What a customer who rates gives: five, less what went wrong, with taste of its own.
  private func rating(_ chat: inout ChatBuilder) -> Int? {
    guard chat.wording.happens(0.45) else { return nil }
    var lost = 0.0
    for finding in chat.planted {
      switch finding.rule {
      case "left-unsolved": lost += 2
      case "anger-not-soothed", "rude-words", "bare-refusal", "passes-the-buck", "not-escalated": lost += 1.3
      case "first-response-60", "wait-without-notice", "hold-overdue", "canned-answer": lost += 0.8
      case "last-unanswered", "solved-not-asked", "first-response-30", "courtesy-words": lost += 0.4
      case "first-response-1", "cheaper-way": lost -= 0.4
      default: lost += 0.1
      }
    }
    let value = 4.9 - lost + 0.8 * chat.wording.random.nextNormal()
    return max(1, min(5, Int(value.rounded())))
  }

  /// Seconds since Monday 2 March 2026, midnight, as RFC 3339; both sets have a fixed zone.
  static func time(_ seconds: Int, _ language: String) -> String {
    let day = 2 + seconds / 86_400
    let rest = seconds % 86_400
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let month = day > 31 ? 4 : 3
    let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "2026-0\(month)-\(two(day > 31 ? day - 31 : day))T\(clock)\(language == "zh" ? "+08:00" : "Z")"
  }
}
