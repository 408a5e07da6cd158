internal import ArgumentParser

/// What a folder of results holds beside the records.
struct OutputFiles: OptionSet {
  let rawValue: Int

  static let csv = OutputFiles(rawValue: 1)
  static let html = OutputFiles(rawValue: 2)
  static let xlsx = OutputFiles(rawValue: 4)
  static let junit = OutputFiles(rawValue: 8)
  static let markdown = OutputFiles(rawValue: 16)

  /// What people want who say nothing.
  static let usual: OutputFiles = [.csv, .html, .xlsx]

  private static let words: [(word: String, value: OutputFiles)] = [
    ("csv", .csv), ("html", .html), ("xlsx", .xlsx), ("junit", .junit), ("markdown", .markdown), ("none", []),
  ]

  init(rawValue: Int) { self.rawValue = rawValue }

  /// The files of a list such as `csv,html`.
  init(argument: String) throws {
    self = []
    for part in argument.split(separator: ",") {
      guard let known = Self.words.first(where: { $0.word == part }) else {
        throw ValidationError(
          "'\(part)' is no kind of file; they are \(Self.words.map(\.word).joined(separator: ", "))")
      }
      formUnion(known.value)
    }
  }
}
