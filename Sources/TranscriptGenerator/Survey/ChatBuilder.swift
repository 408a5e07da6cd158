internal import Statistics
internal import Transcripts

/// A finding that was planted.
public struct PlantedFinding: Sendable, Hashable, Comparable {
  /// The rule's id.
  public var rule: String
  /// The leg charged, from 1.
  public var leg: Int
  /// The public turn, from 1; `nil` for an absence.
  public var turn: Int?

  /// Makes a finding.
  public init(rule: String, leg: Int, turn: Int?) {
    self.rule = rule
    self.leg = leg
    self.turn = turn
  }

  /// By rule, leg and turn.
  public static func < (a: PlantedFinding, b: PlantedFinding) -> Bool {
    (a.rule, a.leg, a.turn ?? 0) < (b.rule, b.leg, b.turn ?? 0)
  }
}

/// A chat under construction: turns with times, and what was planted in them.
struct ChatBuilder {
  struct Line {
    var role: Role
    var participant: String
    var seconds: Int
    var text: String
    var isPicture: Bool
  }

  var wording: Wording
  let phrases: Material
  private(set) var lines: [Line] = []
  private(set) var planted: [PlantedFinding] = []
  /// Seconds since the first message.
  var clock = 0
  /// The leg of the agent who speaks, from 1.
  var leg = 1
  var agent = ""
  /// When the customer was last told to wait.
  var lastNotice = -1000
  private let typos: [(from: String, to: String)]
  private let typoChance: Double

  init(wording: Wording, phrases: Material, typoChance: Double) {
    self.wording = wording
    self.phrases = phrases
    self.typoChance = typoChance
    typos = (phrases["typos"]?.elements ?? []).compactMap { pair in
      pair.texts.count == 2 ? (pair.texts[0], pair.texts[1]) : nil
    }
  }

  /// The number of the last turn, from 1.
  var turn: Int { lines.count }

  mutating func plant(_ rule: String, at turn: Int?) {
    planted.append(PlantedFinding(rule: rule, leg: leg, turn: turn))
  }

  /// One of the common phrases of a step.
  mutating func phrase(_ step: String) -> String { wording.pick(phrases.texts(step)) }

  /// The customer writes; returns the turn that says the matter itself.
  ///
  /// `" / "` separates messages sent one after the other; the one that begins with `^` says the matter.
  @discardableResult
  mutating func customer(_ text: String, after gap: ClosedRange<Int> = 6...40) -> Int {
    let parts = wording.filled(text).split(separator: " / ").map { String($0) }
    var matter: Int?
    for (index, part) in parts.enumerated() {
      clock += index == 0 ? wording.number(gap) : wording.number(2...6)
      var message = part
      if message.hasPrefix("^") {
        message.removeFirst()
        matter = lines.count + 1
      }
      add(.customer, "c", mistyped(message))
    }
    return matter ?? lines.count - parts.count + 1
  }

  /// Customers type in a hurry.
  private mutating func mistyped(_ text: String) -> String {
    guard !text.hasPrefix("["), wording.happens(typoChance) else { return text }
    let fitting = typos.filter { text.contains($0.from) }
    guard !fitting.isEmpty else { return text }
    let typo = fitting[wording.random.next(below: fitting.count)]
    return text.replacing(typo.from, with: typo.to, maxReplacements: 1)
  }

  /// The agent writes; returns the turn.
  @discardableResult
  mutating func agent(_ text: String, after gap: ClosedRange<Int> = 6...45) -> Int {
    clock += wording.number(gap)
    add(.agent, agent, wording.filled(text))
    return lines.count
  }

  /// The bot or the system writes.
  mutating func automatic(_ role: Role, _ text: String, after gap: ClosedRange<Int> = 1...2, isNotice: Bool = false) {
    clock += wording.number(gap)
    add(role, role == .bot ? "b" : "s", wording.filled(text))
    if isNotice { lastNotice = clock }
  }

  private mutating func add(_ role: Role, _ participant: String, _ text: String) {
    lines.append(
      Line(role: role, participant: participant, seconds: clock, text: text, isPicture: text.hasPrefix("[")))
  }

  /// Moves the times of the lines so far so that the next line comes exactly at `seconds`, without changing their order.
  mutating func fit(before seconds: Int) {
    let last = lines.last?.seconds ?? 0
    if last > seconds {
      for index in lines.indices { lines[index].seconds = lines[index].seconds * seconds / max(1, last) }
      if lastNotice >= 0 { lastNotice = lastNotice * seconds / max(1, last) }
    }
    clock = seconds
  }
}
