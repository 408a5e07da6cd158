internal import ArgumentParser
internal import Transcripts

/// How far compressed inputs and archives are trusted.
struct ContainerOptions: ParsableArguments {
  @Option(help: "Most bytes a compressed input or an archive may unfold to, also 16G, 500M.")
  var maxInflatedBytes: ByteCount?

  @Option(help: "Most times its size an input may unfold to (100).")
  var maxInflateRatio: Int?

  @Option(help: "Most bytes one file of an archive may unfold to (4G).")
  var maxEntryBytes: ByteCount?

  @Option(help: "Most files an archive may hold (100000).")
  var maxEntries: Int?

  @Option(help: "Most bytes the shared texts of a workbook may have (256M).")
  var maxSharedStrings: ByteCount?

  /// Changes the limits that were named.
  func apply(to limits: inout InputLimits) throws {
    if let maxInflatedBytes { limits.maximumInflatedBytes = maxInflatedBytes.value }
    if let maxEntryBytes { limits.maximumEntryBytes = maxEntryBytes.value }
    if let maxSharedStrings { limits.maximumSharedStringBytes = maxSharedStrings.value }
    for case (let value?, let limit, let option) in [
      (maxInflateRatio, \InputLimits.maximumInflateRatio, "--max-inflate-ratio"),
      (maxEntries, \InputLimits.maximumEntries, "--max-entries"),
    ] {
      guard (1...10_000_000).contains(value) else {
        throw ToolError("E-USAGE", what: "\(option) must lie between 1 and 10000000", exitCode: .usage)
      }
      limits[keyPath: limit] = value
    }
  }
}

/// A number of bytes: `1000`, `64K`, `500M`, `16G`.
struct ByteCount: ExpressibleByArgument {
  /// The number.
  var value: Int

  init?(argument: String) {
    let shift = ["K": 10, "M": 20, "G": 30][argument.suffix(1).uppercased()]
    guard let number = Int(shift == nil ? argument[...] : argument.dropLast()), number > 0,
      number < 1 << 32 || shift == nil
    else { return nil }
    value = number << (shift ?? 0)
  }
}
