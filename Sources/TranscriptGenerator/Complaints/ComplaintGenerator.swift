internal import Statistics
internal import Transcripts

/// Writes a complaint corpus from hand-written material: topics with weights over the days, noise, near-duplicates.
///
/// The same material and seed give the same bytes.
public struct ComplaintGenerator: Sendable {
  /// What a generation gives.
  public struct Output: Sendable {
    /// The conversations, one a line, in order of time.
    public var records: [UInt8]
    /// Every customer turn with its topic.
    public var units: [ComplaintUnit]
    /// What happens to topics.
    public var events: [ComplaintEvent]
    /// Topics: id, title and parent.
    public var topics: [(id: String, title: String, parent: String?)]
    /// The seed.
    public var seed: UInt64
  }

  private struct Draft {
    var day: Int
    var second: Int
    /// Index of the topic, or the kind of noise.
    var topic: Int?
    var noise: String
    var inBurst: Bool
  }

  private let material: Material
  private let topics: [Material]
  private let language: String
  private let days: Int
  private let conversations: Int

  /// Makes a generator.
  ///
  /// - Throws: ``MaterialError`` if the material is no YAML or lacks days, conversations or topics.
  public init(language: String, yaml: String) throws {
    self.language = language
    material = try Material(yaml: yaml)
    topics = material["topics"]?.elements ?? []
    guard let days = material.number("days"), let conversations = material.number("conversations"), !topics.isEmpty
    else { throw MaterialError(description: "the material needs days, conversations and topics") }
    self.days = Int(days)
    self.conversations = Int(conversations)
  }

  /// Writes the corpus.
  public func generate(seed: UInt64) -> Output {
    var random = SeededGenerator(seed: seed)
    let drafts = drafts(&random)
    var records: [UInt8] = []
    var units: [ComplaintUnit] = []
    var said: [Int: [String]] = [:]
    for (number, draft) in drafts.enumerated() {
      var wording = Wording(seed: random.next())
      let id = "complaint-\(language)-\(Self.padded(number + 1, 4))"
      var lines: [(text: String, topic: String?, type: String)]
      if let topic = draft.topic {
        lines = complaint(topic, &wording, said: &said)
      } else {
        lines = [(expanded(wording.pick(material["noise"]?.texts(draft.noise) ?? []), &wording), nil, draft.noise)]
      }
      if wording.happens(0.08), draft.topic != nil {
        let greetings = material["noise"]?.texts("chat").prefix(2) ?? []
        lines.insert((wording.pick(Array(greetings)), nil, "chat"), at: 0)
      }
      let record = record(id, draft, lines, &wording)
      records += record.bytes
      for (line, turn) in zip(lines, record.turns) {
        units.append(ComplaintUnit(conversation: id, turn: turn, topic: line.topic, type: line.type))
      }
    }
    return Output(
      records: records, units: units, events: events,
      topics: topics.map { ($0["id"]?.text ?? "", $0["title"]?.text ?? "", $0["parent"]?.text) }, seed: seed)
  }

  // MARK: When and about what

  private func drafts(_ random: inout SeededGenerator) -> [Draft] {
    var cells: [(day: Int, topic: Int?, noise: String, weight: Double)] = []
    let noise: [(kind: String, weight: Double)] = [("praise", 3), ("question", 4), ("chat", 2.5), ("request", 2)]
    let share = material.number("noise_share") ?? 0.2
    let perDay = topics.reduce(0) { $0 + ($1.number("weight") ?? 0) }
    for day in 0..<days {
      // Customers write more on working days, most on Monday.
      let weekday = [1.25, 1.1, 1.05, 1, 1, 0.8, 0.75][day % 7]
      for (index, topic) in topics.enumerated() {
        let from = Int(topic.number("from") ?? 0)
        let to = topic.number("to").map { Int($0) } ?? days
        var weight = day >= from && day < to ? topic.number("weight") ?? 0 : 0
        if let outbreak = burst(of: topic), outbreak.days.contains(day) { weight += outbreak.rate }
        if weight > 0 { cells.append((day, index, "", weight * weekday)) }
      }
      let sum = noise.reduce(0) { $0 + $1.weight }
      for kind in noise {
        cells.append((day, nil, kind.kind, perDay * share / (1 - share) * kind.weight / sum * weekday))
      }
    }
    let total = cells.reduce(0) { $0 + $1.weight }
    var drafts: [Draft] = []
    for _ in 0..<conversations {
      var place = random.nextUnit() * total
      var chosen = cells[cells.count - 1]
      for cell in cells {
        place -= cell.weight
        if place < 0 {
          chosen = cell
          break
        }
      }
      let outbreak = chosen.topic.flatMap { burst(of: topics[$0]) }
      let inBurst = outbreak?.days.contains(chosen.day) == true
      // Between 7:00 and 24:00; a burst starts at its hour.
      let opens = inBurst && chosen.day == outbreak?.days.lowerBound ? (outbreak?.hour ?? 7) : 7
      let second = opens * 3600 + random.next(below: (24 - opens) * 3600)
      drafts.append(
        Draft(day: chosen.day, second: second, topic: chosen.topic, noise: chosen.noise, inBurst: inBurst))
    }
    let order = drafts.indices.sorted { a, b in
      (drafts[a].day, drafts[a].second, a) < (drafts[b].day, drafts[b].second, b)
    }
    return order.map { drafts[$0] }
  }

  private func burst(of topic: Material) -> (days: Range<Int>, hour: Int, rate: Double)? {
    guard let burst = topic["burst"], let from = burst.number("from"), let to = burst.number("to") else { return nil }
    return (Int(from)..<Int(to), Int(burst.number("hour") ?? 0), burst.number("rate") ?? 0)
  }

  private var events: [ComplaintEvent] {
    var events: [ComplaintEvent] = []
    for topic in topics {
      let id = topic["id"]?.text ?? ""
      if let from = topic.number("from"), topic["parent"] == nil {
        events.append(ComplaintEvent(type: "born", topic: id, from: time(Int(from), 0), into: []))
      }
      if let outbreak = burst(of: topic) {
        events.append(
          ComplaintEvent(
            type: "burst", topic: id, from: time(outbreak.days.lowerBound, outbreak.hour * 3600),
            until: time(outbreak.days.upperBound, 0), into: []))
      }
      let children = topics.filter { $0["parent"]?.text == id }
      if !children.isEmpty {
        events.append(
          ComplaintEvent(
            type: "split", topic: id, from: time(Int(children[0].number("from") ?? 0), 0),
            into: children.compactMap { $0["id"]?.text }))
      }
    }
    return events.sorted { a, b in (a.from, a.topic) < (b.from, b.topic) }
  }

  // MARK: What is said

  private func complaint(
    _ index: Int, _ wording: inout Wording, said: inout [Int: [String]]
  ) -> [(text: String, topic: String?, type: String)] {
    let topic = topics[index]
    let id = topic["id"]?.text
    // People copy: the same words again, in other punctuation.
    if let known = said[index], known.count > 4, wording.happens(material.number("duplicates") ?? 0) {
      let text = known[wording.random.next(below: known.count)]
      let marks = language == "zh" ? ["！", "。。。", "~", "，急"] : ["!!", "...", " pls"]
      return [(text + marks[wording.random.next(below: marks.count)], id, "complaint")]
    }
    let say = expanded(wording.pick(topic.texts("say")), &wording)
    let more = expanded(wording.pick(topic.texts("more")), &wording)
    let want = expanded(wording.pick(topic.texts("want")), &wording)
    let open = wording.random.next(below: 3) == 0 ? wording.pick(material.texts("open")) : ""
    let end = wording.random.next(below: 3) == 0 ? wording.pick(material.texts("end")) : ""
    var lines: [String]
    switch wording.number(0...9) {
    case 0, 1: lines = [open + joined([say, end], &wording)]
    case 2, 3: lines = [open + joined([say, more, end], &wording)]
    case 4: lines = [open + joined([say, want], &wording)]
    case 5: lines = [joined([more, say], &wording)]
    case 6: lines = [open + say, joined([more, want], &wording)]
    case 7: lines = [say, more, want]
    case 8: lines = [open + joined([say, expanded(wording.pick(topic.texts("say")), &wording)], &wording)]
    default: lines = [joined([say, more, want, end], &wording)]
    }
    if language == "en", wording.happens(0.3) { lines = lines.map { $0.lowercased() } }
    said[index, default: []].append(lines[0])
    // A line that only adds or demands ("when?") says nothing of the topic, but it belongs to it.
    return lines.enumerated().map { ($0.element, id, $0.offset == 0 ? "complaint" : "detail") }
  }

  private func joined(_ parts: [String], _ wording: inout Wording) -> String {
    let marks = language == "zh" ? ["，", "，", "。", " ", "，"] : [" ", " ", " "]
    let full = parts.filter { !$0.isEmpty }
    var out = full[0]
    for part in full.dropFirst() {
      let needsMark = !(out.last.map { "？！?!。".contains($0) } ?? false) || language == "en"
      if needsMark { out += part.first == " " ? "" : marks[wording.random.next(below: marks.count)] }
      out += part
    }
    return out
  }

  /// Chooses between `{a|b|}` and fills `<slots>`.
  private func expanded(_ template: String, _ wording: inout Wording) -> String {
    var out = ""
    var rest = template[...]
    while let character = rest.first {
      if character == "{", let end = rest.firstIndex(of: "}") {
        let choices = rest[rest.index(after: rest.startIndex)..<end].split(
          separator: "|", omittingEmptySubsequences: false)
        let choice = choices[wording.random.next(below: choices.count)]
        out += expanded(String(choice), &wording)
        rest = rest[rest.index(after: end)...]
      } else if character == "<", let end = rest.firstIndex(of: ">") {
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        let values = name == "batch" ? [language == "zh" ? "B2603" : "E2603"] : material["slots"]?.texts(name) ?? []
        precondition(!values.isEmpty, "no slot is named <\(name)>")
        out += values[wording.random.next(below: values.count)]
        rest = rest[rest.index(after: end)...]
      } else {
        out.append(character)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  // MARK: The record

  private func record(
    _ id: String, _ draft: Draft, _ lines: [(text: String, topic: String?, type: String)], _ wording: inout Wording
  ) -> (bytes: [UInt8], turns: [Int]) {
    let topic = draft.topic.map { topics[$0] }
    let burst = topic?["burst"]
    let follows = draft.inBurst && wording.happens(0.7)
    let channels = material.texts("channels")
    let regions = material.texts("regions")
    var channel = channels[wording.random.next(below: channels.count)]
    var region = regions[wording.random.next(below: regions.count)]
    if follows { channel = burst?["channel"]?.text ?? channel }
    if draft.inBurst && wording.happens(0.7) { region = burst?["region"]?.text ?? region }
    let products = topic?.texts("products") ?? topics.flatMap { $0.texts("products") }
    let product = products[wording.random.next(below: products.count)]
    let customer = "u-\(Self.padded(1 + wording.random.next(below: conversations * 3 / 5), 4))"
    var writer = JSONWriter()
    func field(_ name: StaticString, _ value: String) {
      writer.key(name)
      writer.string(value)
    }
    writer.beginObject()
    field("id", id)
    field("channel", channel)
    field("language", language)
    field("started_at", time(draft.day, draft.second))
    writer.key("participants")
    writer.beginArray()
    writer.beginObject()
    field("id", customer)
    field("role", "customer")
    writer.endObject()
    writer.endArray()
    writer.key("turns")
    writer.beginArray()
    var clock = draft.second
    var turn = 0
    var turns: [Int] = []
    func say(_ role: String, _ participant: String, _ text: String) {
      turn += 1
      writer.beginObject()
      field("role", role)
      field("participant", participant)
      field("at", time(draft.day, clock))
      field("text", text)
      writer.endObject()
    }
    for line in lines {
      say("customer", customer, line.text)
      turns.append(turn)
      clock += wording.number(5...60)
    }
    if channel != "review" {
      say("agent", "a-\(wording.number(1...40))", wording.pick(material.texts("replies")))
    }
    writer.endArray()
    writer.key("metadata")
    writer.beginObject()
    field("product", product)
    field("region", region)
    field("kind", channel == "review" ? "review" : "chat")
    if channel == "review" || wording.happens(0.3) {
      writer.key("rating")
      writer.int(
        draft.noise == "praise" ? wording.number(4...5) : topic == nil ? wording.number(3...5) : wording.number(1...3))
    }
    writer.endObject()
    writer.endObject()
    writer.newline()
    return (writer.bytes, turns)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
  }

  private func time(_ day: Int, _ second: Int) -> String {
    SurveyGenerator.time(day * 86_400 + second, language)
  }
}
