internal import Transcripts

/// What a condition looks at one by one.
enum ScopeUnit: String, Sendable, Hashable, CaseIterable {
  case turn, sentence, block, conversation
}

/// The part of the leg a condition looks at (`in:`).
enum ScopeSection: Sendable, Hashable {
  enum Counted: String, Sendable, Hashable {
    case turns, sentences, blocks
  }

  case all
  case first(Int, Counted)
  case last(Int, Counted)
  /// From turn a to turn b, both included, counted from 1.
  case turns(Int, Int)
  /// Milliseconds from the first turn, or before the last.
  case firstTime(Int64)
  case lastTime(Int64)
  /// Percent of the turns of the chosen role, rounded up.
  case firstShare(Int)
  case lastShare(Int)

  /// Reads `all`, `first 3 turns`, `last 2 sentences`, `turns 2..5`, `first 30s`, `last 10%`.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch words.count {
    case 1 where words[0] == "all":
      self = .all
    case 2 where words[0] == "turns":
      let bounds = words[1].components(separatedBy: "..")
      guard bounds.count == 2, let a = Int(bounds[0]), let b = Int(bounds[1]), a >= 1, b >= a else { return nil }
      self = .turns(a, b)
    case 2 where words[0] == "first" || words[0] == "last":
      let isFirst = words[0] == "first"
      if words[1].hasSuffix("%"), let share = Int(words[1].dropLast()), (1...100).contains(share) {
        self = isFirst ? .firstShare(share) : .lastShare(share)
      } else if words[1] == "turn" || words[1] == "sentence" || words[1] == "block" {
        guard let counted = Counted(rawValue: words[1] + "s") else { return nil }
        self = isFirst ? .first(1, counted) : .last(1, counted)
      } else if Int(words[1]) == nil, let time = DurationText.milliseconds(words[1]) {
        self = isFirst ? .firstTime(time) : .lastTime(time)
      } else {
        return nil
      }
    case 3 where words[0] == "first" || words[0] == "last":
      let plural = words[2].hasSuffix("s") ? words[2] : words[2] + "s"
      guard let n = Int(words[1]), n >= 1, let counted = Counted(rawValue: plural) else { return nil }
      self = words[0] == "first" ? .first(n, counted) : .last(n, counted)
    default:
      return nil
    }
  }

  static let hint =
    "write all, first 3 turns, last 2 sentences, first 2 blocks, turns 2..5, first 30s or last 10%"
}

/// How far a condition may lie from its anchor (`within:`).
enum AnchorExtent: Sendable, Hashable {
  case turns(Int)
  case blocks(Int)
  case time(Int64)
  case unbounded

  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    if words.count == 2, let n = Int(words[0]), n >= 0 {
      switch words[1] {
      case "turn", "turns": self = .turns(n)
      case "block", "blocks": self = .blocks(n)
      default: return nil
      }
    } else if words.count == 1, Int(text) == nil, let time = DurationText.milliseconds(text) {
      self = .time(time)
    } else {
      return nil
    }
  }
}

/// Ties a condition to the hits of another (`after`, `before`, `around`, `same`).
struct Anchor: Sendable, Hashable {
  enum Relation: String, Sendable, Hashable, CaseIterable {
    case after, before, around, same
  }

  enum Selection: Sendable, Hashable {
    case first, last, any, every
    case number(Int)
  }

  var relation: Relation
  var condition: Int
  var selection: Selection
  var extent: AnchorExtent
  /// For `same`: the unit that must be shared.
  var unit: ScopeUnit
}

/// What to do with a hit a guard recognises.
enum GuardMode: String, Sendable, Hashable, CaseIterable {
  case keep, drop, only
}

/// Which sentences count.
enum MoodFilter: String, Sendable, Hashable, CaseIterable {
  case any, statement, question
}

/// Which neighbours a hit may have.
enum BoundaryMode: String, Sendable, Hashable, CaseIterable {
  /// Latin letters and digits must not go on beyond the hit; other scripts need no boundary.
  case auto
  /// Both ends lie on word boundaries of the segmenter.
  case word
  /// Anything goes.
  case none
}

/// Where a condition looks and which hits it accepts.
struct Scope: Sendable, Hashable {
  var roles = RoleSet.any
  var section = ScopeSection.all
  var isAbsolute = false
  var anchor: Anchor?
  var unit = ScopeUnit.turn
  var requiresAll = false
  var minimumCharacters = 0
  var negation = GuardMode.keep
  var quotation = GuardMode.keep
  var echo = GuardMode.keep
  var mood = MoodFilter.any
  /// Exclusions: phrases (folded) and patterns (ids in the scan plan).
  var excludedPhrases: [[UInt8]] = []
  var excludedPatterns: [Int] = []

  /// Whether no guard needs to look at a hit.
  var acceptsEverything: Bool {
    negation == .keep && quotation == .keep && echo == .keep && mood == .any && excludedPhrases.isEmpty
      && excludedPatterns.isEmpty
  }

  /// The keys of a condition beside its operator.
  static let parameters: [Parameter] = [
    Parameter(
      "role", .texts, default: "any", "Who must speak: agent, customer, bot, supervisor, system, unknown, any."),
    Parameter("in", .text, default: "all", "The part of the leg that is searched. " + ScopeSection.hint + "."),
    Parameter("absolute", .boolean, default: "false", "Count turns of everybody, not of the chosen role."),
    Parameter("after", .mapping(anchorParameters), "Only after a hit of another condition."),
    Parameter("before", .mapping(anchorParameters), "Only before a hit of another condition."),
    Parameter("around", .mapping(anchorParameters), "Only near a hit of another condition."),
    Parameter("same", .mapping(anchorParameters), "Only in the same unit as a hit of another condition."),
    Parameter("unit", .choice(ScopeUnit.allCases.map(\.rawValue)), default: "turn", "What is looked at one by one."),
    Parameter("all", .boolean, default: "false", "Every unit in scope must satisfy the condition."),
    Parameter("min_chars", .integer, default: "0", "Units with fewer characters are skipped."),
    Parameter("negation", .choice(GuardMode.allCases.map(\.rawValue)), default: "keep", "Hits under a negation."),
    Parameter(
      "quotation", .choice(GuardMode.allCases.map(\.rawValue)), default: "keep",
      "Hits in words attributed to this customer here."),
    Parameter(
      "echo", .choice(GuardMode.allCases.map(\.rawValue)), default: "keep",
      "Hits in a sentence that repeats what the other party has just said."),
    Parameter("mood", .choice(MoodFilter.allCases.map(\.rawValue)), default: "any", "Which sentences count."),
    Parameter("exclude", .texts, "Phrases or patterns; each cancels only the hits it overlaps."),
  ]

  static let anchorParameters: [Parameter] = [
    Parameter("of", .text, required: true, "The name of the condition this one depends on."),
    Parameter("hit", .text, default: "every", "Which of its hits: first, last, any, every or a number."),
    Parameter("within", .text, "How far: 3 turns, 2 blocks or 30s."),
    Parameter("unit", .choice(ScopeUnit.allCases.map(\.rawValue)), default: "turn", "For same: the shared unit."),
  ]
}

extension String {
  /// The pieces between occurrences of a separator.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      pieces.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    pieces.append(String(rest))
    return pieces
  }
}
