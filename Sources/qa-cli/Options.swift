internal import ArgumentParser
internal import Foundation
internal import QA
internal import Transcripts

/// The language of the tool's own words.
enum Language: String, ExpressibleByArgument, CaseIterable {
  case zh, en

  /// Picks the Chinese or the English wording.
  func callAsFunction(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}

/// Which conversations a command reads.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Files of conversations in any known format (also .gz, .zst, .zip), folders with -r, or - for standard input."
  )
  var inputs: [String] = []

  @Flag(name: [.short, .customLong("recursive")], help: "Read the files of folders.")
  var recursive = false

  @Option(name: .customLong("tz"), help: "Zone of times that carry none, for example Asia/Shanghai.")
  var timeZone: String?

  @OptionGroup(title: "What the input is, where it cannot be told") var reading: FormatOptions

  @Option(name: .customLong("max-line"), help: "Longest line in MiB; longer ones are quarantined.")
  var maximumLine = 16

  @Flag(help: "Pass over inputs that must be refused, and end with their exit code.")
  var keepGoing = false

  @Flag(help: "Keep what can be read of a damaged gzip or zstd file.")
  var salvage = false

  @OptionGroup(title: "Limits of containers")
  var containers: ContainerOptions

  @Flag(help: "Refuse inputs without a single record.")
  var requireInput = false

  /// The files, or help if there are none and nobody pipes anything in.
  func files(_ language: Language = .en) throws -> [InputFile] {
    if inputs.isEmpty {
      guard !Console.isTerminal(0) else {
        throw ToolError(
          "E-USAGE", what: "no input", how: "name a file, a folder with -r, or - for standard input", exitCode: .usage)
      }
      return [.standardInput]
    }
    var leftOut: [String] = []
    var leftOutCount = 0
    let files = try InputListing.expand(
      inputs, recursive: recursive, limits: limits(), reading: readingOptions(), keepsGoing: keepGoing
    ) { file in
      leftOutCount += 1
      if leftOut.count < 5 { leftOut.append(file.name) }
    }
    if leftOutCount > 0 {
      let names = leftOut.joined(separator: ", ") + (leftOutCount > leftOut.count ? ", …" : "")
      let words = language(
        "提示: \(leftOutCount) 个文件里没有会话，未读取: ",
        "note: \(leftOutCount) file\(leftOutCount == 1 ? "" : "s") left out, no conversations in them: ")
      Console.say((words + names).escapingControls)
    }
    return files
  }

  /// The folders that are read.
  var folders: [String] { recursive ? inputs.filter { $0 != "-" } : [] }

  /// The limits for reading.
  func limits() throws -> InputLimits {
    guard (1...1024).contains(maximumLine) else {
      throw ToolError("E-USAGE", what: "--max-line must lie between 1 and 1024 MiB", exitCode: .usage)
    }
    var limits = InputLimits()
    limits.maximumLineLength = maximumLine << 20
    limits.salvage = salvage
    try containers.apply(to: &limits)
    return limits
  }

  /// How times are read.
  func decoding() throws -> DecodingOptions { DecodingOptions(timeZone: try zone() ?? reading.mappingFile()?.timeZone) }

  /// What the user says about formats, columns and speakers.
  func readingOptions() throws -> ReadingOptions {
    var options = try reading.options()
    if let zone = try zone() { options.timeZone = zone }
    return options
  }

  private func zone() throws -> ClockZone? { try timeZone.map { try ClockZone(option: $0) } }
}

extension ClockZone {
  /// The zone that an option names.
  init(option name: String) throws {
    guard let zone = ClockZone(name: name) else {
      throw ToolError(
        "E-USAGE", what: "no time zone is named '\(name)'", how: "a name such as Asia/Shanghai or UTC", exitCode: .usage
      )
    }
    self = zone
  }
}

/// How rulebooks are found.
struct RulebookOptions: ParsableArguments {
  @Flag(name: .customLong("cache"), inversion: .prefixedNo, help: "Keep compiled rulebooks in the cache folder.")
  var cache = true

  /// Loads a book, or prints everything that is wrong with it and ends with 78.
  ///
  /// - Parameter status: What a rule's status counts as, for trial runs.
  func load(
    _ name: String, status: @escaping @Sendable (String, RuleStatus) -> RuleStatus = { $1 }
  ) throws -> Rulebook {
    try explainRefusal(of: name)
    let loader = RulebookLoader(
      sources: Self.sources, cacheDirectory: cache ? Self.cacheDirectory : nil, status: status)
    do {
      return try loader.load(name)
    } catch let error as RulebookError {
      for diagnostic in error.diagnostics { Console.say(diagnostic.rendered) }
      let count = error.diagnostics.count { $0.severity == .error }
      Console.say(
        "error[E-RULES] \(name): \(count) error\(count == 1 ? "" : "s"); nothing was processed".escapingControls)
      throw Failure(code: .configuration)
    }
  }

  /// Says why a file that is there can be no rulebook, instead of calling it missing.
  private func explainRefusal(of name: String) throws {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: name) else { return }
    func refusal(_ what: String) -> ToolError {
      ToolError("E-RULES", file: name, what: what, how: "a rulebook file of YAML", exitCode: .configuration)
    }
    switch attributes[.type] as? FileAttributeType {
    case .typeDirectory?:
      // A folder may bear the name of a bundled book.
      if name.contains("/") || name.hasSuffix(".yaml") { throw refusal("it is a folder") }
    case .typeRegular? where attributes[.size] as? Int ?? 0 > Self.largestFile:
      throw refusal("it is larger than \(Self.largestFile >> 20) MiB")
    case .typeRegular?:
      let bytes = try InputFile(name).contents(limit: Self.largestFile)
      if String(validating: bytes, as: UTF8.self) == nil { throw refusal("it is not UTF-8 text") }
    default: break
    }
  }

  private static let largestFile = 64 << 20

  static let sources = RulebookSources(
    readFile: { path in
      guard let bytes = try? InputFile(path).contents(limit: largestFile) else { return nil }
      return String(validating: bytes, as: UTF8.self)
    }, readBundled: BundledRules.text)

  static var cacheDirectory: String? {
    if let base = Console.environment("XDG_CACHE_HOME"), base.hasPrefix("/") { return base + "/qa-cli" }
    if let home = Console.environment("HOME"), home.hasPrefix("/") { return home + "/.cache/qa-cli" }
    return nil
  }
}

/// A number of records or a share of them: `20` or `1%`.
struct Tolerance: ExpressibleByArgument {
  var count: Int?
  var share: Double?

  init?(argument: String) {
    if argument.hasSuffix("%"), let share = Double(argument.dropLast()), (0...100).contains(share) {
      self.share = share / 100
    } else if let count = Int(argument), count >= 0 {
      self.count = count
    } else {
      return nil
    }
  }

  /// Whether so many bad records of so many are too many.
  func isExceeded(bad: Int, of total: Int) -> Bool {
    if let count { return bad > count }
    return Double(bad) > (share ?? 0) * Double(max(total, 1)) + 1e-9
  }
}
