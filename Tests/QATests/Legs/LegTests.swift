import Testing
import Transcripts

@testable import QA

@Suite struct LegTests {
  /// Utterances of a talk such as `C A1 B C`: role letter and number of the participant.
  private func utterances(_ talk: String) -> [Utterance] {
    let roles: [Character: Role] = [
      "A": .agent, "B": .bot, "C": .customer, "S": .system, "V": .supervisor, "U": .unknown,
    ]
    return talk.split(separator: " ").enumerated().map { index, word in
      let role = word.first.flatMap { roles[$0] } ?? .unknown
      let participant = Int32(word.dropFirst()) ?? 0
      return Utterance(
        turn: index, role: role, participant: Int32(role.rawValue) * 10 + participant, time: Turn.noTime,
        isAutomatic: false,
        range: index..<index + 1)
    }
  }

  /// Legs as `number:turns`; bots have no number.
  @Test(arguments: [
    ("", ""), ("C", ""), ("S C", ""), ("A1", "1:0-0"), ("C A1 C A1", "1:0-3"), ("C A1 C A2 C", "1:0-2 2:3-4"),
    ("A1 A2 A1", "1:0-0 2:1-1 3:2-2"), ("C B C A1", "0:0-2 1:3-3"), ("B A1 C", "0:0-0 1:1-2"), ("A1 B A1", "1:0-2"),
    ("A1 B C A1", "1:0-3"), ("A1 B A2", "1:0-0 0:1-1 2:2-2"), ("C A1 B", "1:0-2"), ("C A1 B S", "1:0-3"),
    ("C A1 B C", "1:0-1 0:2-3"), ("C B", "0:0-1"), ("A1 S A1 V A1", "1:0-4"), ("C B C A1 C A2 B", "0:0-2 1:3-4 2:5-6"),
    ("A1 A2 B A2 C", "1:0-0 2:1-4"), ("U A1 U", "1:0-2"),
  ])
  func splits(_ talk: String, _ expected: String) {
    let legs = Leg.split(utterances(talk))
    let words = legs.map { "\($0.number):\($0.utterances.lowerBound)-\($0.utterances.upperBound - 1)" }
    #expect(words.joined(separator: " ") == expected)
    #expect(legs.allSatisfy { $0.isHuman == ($0.number > 0) })
  }

  /// Every turn lies in exactly one leg once anybody is responsible.
  @Test func coversEveryTurn() {
    let letters = ["A1", "A2", "B1", "B2", "C", "S", "U"]
    for code in 0..<7 * 7 * 7 * 7 * 7 {
      var rest = code
      var words: [String] = []
      for _ in 0..<5 {
        words.append(letters[rest % 7])
        rest /= 7
      }
      let legs = Leg.split(utterances(words.joined(separator: " ")))
      guard !legs.isEmpty else { continue }
      let covered = legs.flatMap { Array($0.utterances) }
      #expect(covered == Array(0..<5), "\(words)")
      #expect(legs.filter(\.isHuman).map(\.number) == Array(1..<legs.count(where: \.isHuman) + 1))
    }
  }

  @Test func knowsItsRolesAndAgent() {
    let legs = Leg.split(utterances("C A1 S A2 V"))
    #expect(legs[0].roles == RoleSet(.customer).union(RoleSet(.agent)).union(RoleSet(.system)))
    #expect(legs[1].roles == RoleSet(.agent).union(RoleSet(.supervisor)))
    #expect(legs.map(\.participant) == [1, 2])
  }
}
