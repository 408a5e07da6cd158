internal import TextAnalysis
internal import Transcripts

/// The building block of a condition: a question about a part of a conversation.
///
/// One file holds an operator whole: summary, parameters, examples that are its tests, and evaluation. It joins
/// the language by one line in ``Operators/all``.
protocol Operator: Sendable {
  /// The operator's key in a rulebook.
  static var name: String { get }
  /// What it asks, in one sentence.
  static var summary: String { get }
  /// Its keys; they drive decoding, the JSON Schema and the reference page.
  static var parameters: [Parameter] { get }
  /// Examples that are its documentation and its tests.
  static var examples: [OperatorExample] { get }
  /// Makes the operator from checked arguments, or reports why not.
  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)?

  /// `false` if the scan of the conversation already shows that it cannot hit.
  func mayHit(_ view: ConversationView) -> Bool
  /// What the scan must have found for the operator to hit, or `nil` if it can hit whatever the scan found.
  var triggers: Triggers? { get }
  /// Looks for hits in the scope.
  func evaluate(_ scoped: ScopedView) -> Outcome
  /// How hits of the operator treat word boundaries.
  var boundary: BoundaryMode { get }
}

/// Term sets and patterns of which at least one must occur.
struct Triggers: Sendable {
  var sets: [Int] = []
  var patterns: [Int] = []
}

extension Operator {
  func mayHit(_ view: ConversationView) -> Bool { true }
  var triggers: Triggers? { nil }
  var boundary: BoundaryMode { .none }
}

/// An example of an operator: a condition in YAML, a talk, and what must be found.
///
/// `▸` and `◂` in the talk mark the words a hit must cover; they are taken out before the talk is read. The place
/// of the example in its source file travels with it, so that a false example fails at its own line.
struct OperatorExample: Sendable {
  var condition: String
  var talk: [String]
  var times: [Int]
  /// Seconds at which the turns end; empty where the source gives no end times.
  var ends: [Int]
  /// The date and time that the seconds count from; empty if unknown.
  var starts = ""
  var metadata: [String: String]
  var expect: Truth
  var fileID: StaticString
  var filePath: StaticString
  var line: Int
  var column: Int

  /// An example that must hit.
  static func hit(
    _ condition: String, _ talk: [String], times: [Int] = [], ends: [Int] = [], starts: String = "",
    metadata: [String: String] = [:], fileID: StaticString = #fileID, filePath: StaticString = #filePath,
    line: Int = #line, column: Int = #column
  ) -> OperatorExample {
    OperatorExample(
      condition: condition, talk: talk, times: times, ends: ends, starts: starts, metadata: metadata, expect: .hit,
      fileID: fileID,
      filePath: filePath, line: line, column: column)
  }

  /// An example that must miss.
  static func not(
    _ condition: String, _ talk: [String], times: [Int] = [], ends: [Int] = [], starts: String = "",
    metadata: [String: String] = [:], fileID: StaticString = #fileID, filePath: StaticString = #filePath,
    line: Int = #line, column: Int = #column
  ) -> OperatorExample {
    .not(
      .miss, condition, talk, times: times, ends: ends, starts: starts, metadata: metadata, fileID: fileID,
      filePath: filePath,
      line: line,
      column: column)
  }

  /// An example that must miss, be unknown or not apply.
  static func not(
    _ expect: Truth, _ condition: String, _ talk: [String], times: [Int] = [], ends: [Int] = [],
    starts: String = "", metadata: [String: String] = [:], fileID: StaticString = #fileID,
    filePath: StaticString = #filePath,
    line: Int = #line, column: Int = #column
  ) -> OperatorExample {
    OperatorExample(
      condition: condition, talk: talk, times: times, ends: ends, starts: starts, metadata: metadata, expect: expect,
      fileID: fileID,
      filePath: filePath, line: line, column: column)
  }
}

/// The operators of the rule language.
enum Operators {
  /// Every operator, in the order of the reference page; a new one is a new file and a line here.
  static let all: [any Operator.Type] = [
    Keyword.self,
    RegexOperator.self,
    Near.self,
    NumberOperator.self,
    Similar.self,
    Script.self,
    SequenceOperator.self,
    Repeat.self,
    ResponseTime.self,
    Gap.self,
    Unanswered.self,
    Answer.self,
    DurationOperator.self,
    EndedBy.self,
    Overlap.self,
    SpeechRate.self,
    Ratio.self,
    Count.self,
    ClockOperator.self,
    EntityOperator.self,
    SentimentOperator.self,
    EmotionOperator.self,
    NoteOperator.self,
    History.self,
    MetadataOperator.self,
    Fact.self,
    RuleReference.self,
  ]

  /// Words of the language that later releases bring.
  static let reserved: [String] = []

  /// The operator with a key.
  static func named(_ name: String) -> (any Operator.Type)? { all.first { $0.name == name } }
}

/// An operator as the reference page and `rules explain` show it.
public struct OperatorDescription: Sendable {
  /// The key in a rulebook.
  public var name: String
  /// What it asks, in one sentence.
  public var summary: String
  /// Its keys.
  public var parameters: [Parameter]
  /// An example: a condition in YAML, a talk, and what comes of it.
  public struct Example: Sendable {
    /// The condition.
    public var condition: String
    /// The talk, with `▸` and `◂` around the words that are found.
    public var talk: [String]
    /// Seconds of the turns, if the operator needs them.
    public var times: [Int]
    /// Seconds at which the turns end.
    public var ends: [Int]
    /// The date and time that the seconds count from; empty if unknown.
    public var starts: String
    /// Metadata of the contact, by name.
    public var metadata: [(name: String, value: String)]
    /// What comes of it.
    public var expect: Truth
  }

  /// Examples.
  public var examples: [Example]

  /// Every operator in reference order.
  public static var all: [OperatorDescription] {
    Operators.all.map { type in
      OperatorDescription(
        name: type.name, summary: type.summary, parameters: type.parameters,
        examples: type.examples.map { example in
          Example(
            condition: example.condition, talk: example.talk, times: example.times, ends: example.ends,
            starts: example.starts, metadata: example.metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            expect: example.expect)
        })
    }
  }
}
