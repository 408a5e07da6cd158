/// How much of an input is believed before it is refused.
public struct InputLimits: Sendable, Hashable {
  /// The longest line in bytes; a longer one is quarantined (`--max-line`).
  public var maximumLineLength = 16 << 20
  /// The most bytes a compressed input, or all of an archive, may unfold to (`--max-inflated-bytes`).
  public var maximumInflatedBytes = 16 << 30
  /// The most bytes of text a byte of compressed input may become, judged after ``ratioGrace`` (`--max-inflate-ratio`).
  public var maximumInflateRatio = 100
  /// How many unfolded bytes are let through before the ratio is judged.
  public var ratioGrace = 100 << 10
  /// The most bytes one entry of an archive may unfold to (`--max-entry-bytes`).
  public var maximumEntryBytes = 4 << 30
  /// The most entries an archive may have (`--max-entries`).
  public var maximumEntries = 100_000
  /// The most bytes of text the shared strings of a workbook may have; they are held in memory (`--max-shared-strings`).
  public var maximumSharedStringBytes = 256 << 20
  /// How many bytes a chunk of lines has, about.
  public var chunkSize = 1 << 20
  /// Whether a broken compressed input keeps what lies before the break, instead of being refused (`--salvage`).
  public var salvage = false

  /// Makes the usual limits.
  public init() {}

  /// The usual limits.
  public static let `default` = InputLimits()
}

extension InputLimits {
  /// A limit on what containers may hold.
  enum Container {
    case inflatedBytes, inflateRatio, entryBytes, entries, sharedStrings
  }

  /// The error when an input goes beyond a limit; it names the limit and the option that raises it.
  func exceeded(_ limit: Container, by file: InputFile) -> ToolError {
    let (what, option) =
      switch limit {
      case .inflatedBytes: ("it unfolds to more than \(maximumInflatedBytes) bytes", "--max-inflated-bytes")
      case .inflateRatio: ("it unfolds to more than \(maximumInflateRatio) times its size", "--max-inflate-ratio")
      case .entryBytes: ("an entry unfolds to more than \(maximumEntryBytes) bytes", "--max-entry-bytes")
      case .entries: ("the archive has more than \(maximumEntries) entries", "--max-entries")
      case .sharedStrings:
        ("its shared strings have more than \(maximumSharedStringBytes) bytes", "--max-shared-strings")
      }
    return ToolError(
      "E-INPUT-LIMIT", file: file.name, what: what, how: "raise \(option) if the input is trusted",
      exitCode: .inputRefused)
  }
}
