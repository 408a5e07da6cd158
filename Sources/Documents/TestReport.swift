/// Results in the form of a test run, for build servers: suites of cases that passed, failed or could not run.
public struct TestReport: Sendable {
  /// The name of the whole.
  public var name: String
  /// The suites.
  public var suites: [Suite]

  /// Makes a report.
  public init(name: String, suites: [Suite] = []) {
    self.name = name
    self.suites = suites
  }

  /// A group of cases, for example one rule.
  public struct Suite: Sendable {
    /// The name.
    public var name: String
    /// The class name of its cases.
    public var className: String
    /// Named values.
    public var properties: [(name: String, value: String)]
    /// The cases.
    public var cases: [Case]

    /// Makes a suite.
    public init(
      name: String, className: String, properties: [(name: String, value: String)] = [], cases: [Case] = []
    ) {
      self.name = name
      self.className = className
      self.properties = properties
      self.cases = cases
    }
  }

  /// One case.
  public struct Case: Sendable, Hashable {
    /// What became of a case.
    public enum Outcome: Sendable, Hashable {
      /// As it should be.
      case passed
      /// Not as it should be.
      case failed(type: String, message: String, text: String)
      /// It could not be judged at all.
      case errored(type: String, message: String)
      /// It does not apply.
      case skipped(String)
    }

    /// The name; the sink makes it unique in its suite.
    public var name: String
    /// What became of it.
    public var outcome: Outcome

    /// Makes a case.
    public init(_ name: String, _ outcome: Outcome) {
      self.name = name
      self.outcome = outcome
    }
  }
}
