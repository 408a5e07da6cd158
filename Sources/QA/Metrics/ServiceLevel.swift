public import Transcripts

/// A promise: a share of contacts whose metric stays within a time, for all contacts or for some.
public struct ServiceLevel: Sendable, Hashable {
  /// The metric that is promised.
  public var metric: String
  /// The promised share in hundredths of a percent, so that it is exact.
  public var target: Int
  /// The time in milliseconds; what takes exactly so long is within.
  public var within: Int64
  /// Fields and the value each must have.
  public var conditions: [Condition]

  /// A field and its value.
  public struct Condition: Sendable, Hashable {
    /// The field.
    public var field: String
    /// The value.
    public var value: String
  }

  /// Reads `80% within 30s`, `first_response_automatic: 95% within 1s where channel=chat, tier=gold`.
  ///
  /// Without a metric it is the first response of a person.
  public init(_ text: String) throws(ToolError) {
    func fail(_ what: String) -> ToolError {
      ToolError(
        "E-USAGE", what: "'\(text)' is no service level: \(what)", how: "80% within 30s", exitCode: .usage)
    }
    var rest = Substring(text)
    conditions = []
    if let place = rest.firstRange(of: " where ") {
      for part in rest[place.upperBound...].split(separator: ",") {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { throw fail("a condition has the form field=value") }
        conditions.append(.init(field: Self.trimmed(sides[0]), value: Self.trimmed(sides[1])))
      }
      rest = rest[..<place.lowerBound]
    }
    metric = "first_response_human"
    if let colon = rest.firstIndex(of: ":") {
      metric = Self.trimmed(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    guard let index = Metrics.index(of: metric), Metrics.definitions[index].unit == .seconds else {
      let known = Metrics.definitions.filter { $0.unit == .seconds }.map(\.id)
      throw fail("no time is named '\(metric)'; \(Nearest.hint(for: metric, among: known) ?? "see docs/metrics.md")")
    }
    guard let place = rest.firstRange(of: "within"),
      let time = DurationText.milliseconds(Self.trimmed(rest[place.upperBound...]))
    else { throw fail("'within' and a time are missing") }
    let share = Self.trimmed(rest[..<place.lowerBound])
    guard share.hasSuffix("%"), let percent = Double(Self.trimmed(share.dropLast())), (0...100).contains(percent) else {
      throw fail("it begins with a share such as 80%")
    }
    target = Int((percent * 100).rounded())
    within = time
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The level in one line, the same for the same level.
  public var text: String {
    var text = "\(metric): \(Self.percent(target)) within \(Self.seconds(within))"
    if !conditions.isEmpty { text += " where " + conditions.map { "\($0.field)=\($0.value)" }.joined(separator: ",") }
    return text
  }

  /// Whether the level is for a contact.
  func applies(to conversation: Conversation) -> Bool {
    conditions.allSatisfy { condition in
      guard let value = MetadataOperator.value(of: condition.field, in: conversation) else { return false }
      return MetadataOperator.matches(value, [condition.value])
    }
  }

  private static func percent(_ hundredths: Int) -> String {
    var writer = JSONWriter()
    writer.hundredths(hundredths)
    return String(decoding: writer.bytes, as: UTF8.self) + "%"
  }

  /// A time in seconds as people write it: `30s`, `0.5s`.
  public static func seconds(_ milliseconds: Int64) -> String {
    var writer = JSONWriter()
    writer.number(Double(milliseconds) / 1000)
    return String(decoding: writer.bytes, as: UTF8.self) + "s"
  }
}

extension ServiceLevel {
  /// Milliseconds of a time as people write it: `30`, `30s`, `1.5m`, `2h`; `nil` if it is none.
  public static func milliseconds(_ text: String) -> Int64? { DurationText.milliseconds(trimmed(text)) }
}
