internal import TextAnalysis
internal import Transcripts

/// A public turn as rules see it.
struct Utterance: Sendable {
  /// Index into the conversation's turns.
  var turn: Int
  var role: Role
  var participant: Int32
  /// Milliseconds on the conversation's time basis, or ``Turn/noTime``.
  var time: Int64
  var isAutomatic: Bool
  /// The turn's bytes in the folded text.
  var range: Range<Int>

  /// The turns of a conversation that rules and metrics see, in place of what the list held.
  static func collect(_ conversation: Conversation, _ folded: FoldedText, into list: inout [Utterance]) {
    list.removeAll(keepingCapacity: true)
    for index in conversation.turns.indices {
      let turn = conversation.turns[index]
      guard turn.counts else { continue }
      list.append(
        Utterance(
          turn: index, role: turn.role, participant: turn.participant, time: turn.time,
          isAutomatic: turn.flags.contains(.automatic), range: folded.turnRange(index)))
    }
  }
}

/// The part of a conversation one agent or bot is responsible for (坐席段).
struct Leg: Sendable, Hashable {
  /// Utterances of the leg.
  var utterances: Range<Int>
  /// Whether a person (and not a bot) is responsible.
  var isHuman: Bool
  /// Index into the participants, or −1.
  var participant: Int32
  /// Position among the human legs, from 1; 0 for bot legs.
  var number: Int
  /// The roles that speak in the leg.
  var roles: RoleSet

  /// Splits utterances where the responsible agent or bot changes.
  ///
  /// Turns before the first agent or bot belong to the first leg; customer and system turns belong to the leg in
  /// which they come. A bot's line between two lines of one agent (a notice, an automatic reply) opens no leg.
  static func split(_ utterances: [Utterance]) -> [Leg] {
    struct Run {
      var role: Role
      var participant: Int32
      var start: Int
    }
    var runs: [Run] = []
    for (index, utterance) in utterances.enumerated() where utterance.role == .agent || utterance.role == .bot {
      if let last = runs.last, last.role == utterance.role, last.participant == utterance.participant { continue }
      if runs.count >= 2, let bot = runs.last, bot.role == .bot, utterance.role == .agent {
        let before = runs[runs.count - 2]
        if before.role == .agent, before.participant == utterance.participant {
          runs.removeLast()
          continue
        }
      }
      runs.append(Run(role: utterance.role, participant: utterance.participant, start: index))
    }
    // A bot's line after the agent's last word is a closing notice, not a hand-over.
    if runs.count >= 2, runs[runs.count - 1].role == .bot,
      !utterances[runs[runs.count - 1].start...].contains(where: { $0.role == .customer })
    {
      runs.removeLast()
    }
    var legs: [Leg] = []
    var humans = 0
    for (index, run) in runs.enumerated() {
      let lower = index == 0 ? 0 : run.start
      let upper = index + 1 < runs.count ? runs[index + 1].start : utterances.count
      if run.role == .agent { humans += 1 }
      legs.append(
        Leg(
          utterances: lower..<upper, isHuman: run.role == .agent, participant: run.participant,
          number: run.role == .agent ? humans : 0, roles: roles(of: utterances[lower..<upper])))
    }
    return legs
  }

  /// One leg over everything, for rules that look beyond their leg and for tests without an agent.
  static func whole(_ utterances: [Utterance], number: Int = 0) -> Leg {
    Leg(
      utterances: 0..<utterances.count, isHuman: true, participant: -1, number: number,
      roles: roles(of: utterances[...]))
  }

  private static func roles(of utterances: ArraySlice<Utterance>) -> RoleSet {
    utterances.reduce(into: RoleSet()) { $0.formUnion(RoleSet($1.role)) }
  }
}
