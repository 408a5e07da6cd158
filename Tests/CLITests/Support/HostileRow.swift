import Foundation
import TestSupport
import Testing

/// One bad input, and everything the tool promises about it.
struct HostileRow: CustomTestStringConvertible, Sendable {
  /// What became of the records, as the summary line must say.
  struct Counts: Equatable, Sendable {
    var read: Int
    var scored: Int
    var quarantined = 0
    var duplicates = 0
  }

  var name: String
  /// Writes the inputs and gives the arguments.
  var make: @Sendable (TemporaryDirectory) throws -> [String]
  var code: Int32
  /// Texts that standard error must hold.
  var says: [String]
  /// `nil` if the run must not come to a summary.
  var counts: Counts?
  var peakMemory: Int
  /// The most processor time it may take; what others do on the machine does not count.
  var seconds: Double

  init(
    _ name: String, code: Int32 = 0, says: [String] = [], counts: Counts? = nil, mebibytes: Int = 128,
    seconds: Double = 10,
    _ make: @escaping @Sendable (TemporaryDirectory) throws -> [String]
  ) {
    self.name = name
    self.make = make
    self.code = code
    self.says = says
    self.counts = counts
    peakMemory = mebibytes << 20
    self.seconds = seconds
  }

  /// A row whose input is one file of bytes.
  static func bytes(
    _ name: String, _ bytes: @autoclosure @escaping @Sendable () -> [UInt8], file: String = "a.ndjson",
    _ arguments: String..., code: Int32 = 0, says: [String] = [], counts: Counts? = nil
  ) -> HostileRow {
    HostileRow(name, code: code, says: says, counts: counts) { work in
      try work.write(bytes(), to: file)
      return ["score", file, "--rules", "book.yaml"] + arguments
    }
  }

  /// A row whose input is one file of text.
  static func text(
    _ name: String, _ text: @autoclosure @escaping @Sendable () -> String, _ arguments: String..., code: Int32 = 0,
    says: [String] = [], counts: Counts? = nil
  ) -> HostileRow {
    HostileRow(name, code: code, says: says, counts: counts) { work in
      try work.write(text(), to: "a.ndjson")
      return ["score", "a.ndjson", "--rules", "book.yaml"] + arguments
    }
  }

  /// A row whose input is one bad line between two good ones.
  static func line(_ name: String, _ line: String, reason: String) -> HostileRow {
    .text(
      name, Samples.line("g-1") + line + "\n" + Samples.line("g-2"), code: 2,
      says: ["quarantined[\(reason)] a.ndjson:2"],
      counts: .init(read: 3, scored: 2, quarantined: 1))
  }

  /// A row whose input is a rulebook.
  static func book(
    _ name: String, code: Int32 = 78, says: [String] = [], seconds: Double = 5,
    _ text: @autoclosure @escaping @Sendable () -> String
  ) -> HostileRow {
    HostileRow(name, code: code, says: says, counts: code == 78 ? nil : .init(read: 1, scored: 1), seconds: seconds) {
      work in
      try work.write(text(), to: "hostile.yaml")
      try work.write(Samples.line("c-1"), to: "a.ndjson")
      return ["score", "a.ndjson", "--rules", "hostile.yaml"]
    }
  }

  var testDescription: String { name }

  /// Runs the row and checks every promise.
  @discardableResult func check(input: Input = .none) throws -> Outcome {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    let arguments = try make(work) + ["--no-cache"]
    try FileManager.default.createDirectory(atPath: work.file("tmp"), withIntermediateDirectories: true)
    let before = Files.all(in: work.path)
    let outcome = try Tool.run(
      arguments, in: work.path, environment: ["TMPDIR": work.file("tmp"), "HOME": work.file("tmp")], input: input,
      timeout: Tool.patience)
    #expect(!outcome.timedOut, "it hangs")
    #expect(outcome.code == code, "\(outcome.errors.prefix(600))")
    for text in says { #expect(outcome.errors.contains(text), "\(outcome.errors.prefix(600))") }
    #expect(!outcome.errors.contains(Samples.canary), "a customer's words are on standard error")
    #expect(!outcome.errors.unicodeScalars.contains("\u{1B}"))
    // The bound is for what the input takes; the debug program itself, with its embedded words, is not part of it.
    let program = 24 << 20
    #expect(outcome.peakMemory < peakMemory + program, "\(outcome.peakMemory >> 20) MiB")
    #expect(outcome.seconds < seconds)
    #expect(Files.all(in: work.path) == before, "files were left")
    #expect(Self.counts(in: outcome.errors) == counts, "\(outcome.errors.suffix(300))")
    return outcome
  }

  /// The numbers of the summary line, which must add up.
  static func counts(in errors: String) -> Counts? {
    guard let line = errors.split(separator: "\n").last(where: { $0.hasPrefix("read ") }) else { return nil }
    let numbers = line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard numbers.count >= 6, numbers[0] == numbers[1...5].reduce(0, +), numbers[2] == 0, numbers[4] == 0 else {
      return nil
    }
    return Counts(read: numbers[0], scored: numbers[1], quarantined: numbers[3], duplicates: numbers[5])
  }
}
