/// How much of an input is believed before it is refused.
public struct InputLimits: Sendable, Hashable {
  /// The longest line in bytes; a longer one is quarantined (`--max-line`).
  public var maximumLineLength = 16 << 20
  /// The most bytes a compressed input may unfold to (`--max-inflated-bytes`).
  public var maximumInflatedBytes = 16 << 30
  /// The most bytes of text a byte of compressed input may become, judged after ``ratioGrace`` (`--max-inflate-ratio`).
  public var maximumInflateRatio = 1000
  /// How many unfolded bytes are let through before the ratio is judged.
  public var ratioGrace = 1 << 20
  /// How many bytes a chunk of lines has, about.
  public var chunkSize = 1 << 20
  /// Whether a broken compressed input keeps what lies before the break, instead of being refused (`--salvage`).
  public var salvage = false

  /// Makes the usual limits.
  public init() {}

  /// The usual limits.
  public static let `default` = InputLimits()
}
