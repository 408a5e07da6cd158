/// One input of a run: a file or the standard input.
public struct InputFile: Sendable, Hashable {
  /// The path's bytes as the system has them; empty for the standard input.
  public let path: [UInt8]
  /// The name for people and for records: the path as text, or `-`.
  public let name: String

  /// Makes an input of a path's bytes.
  public init(path: [UInt8]) {
    self.path = path
    name = String(decoding: path, as: UTF8.self)
  }

  /// Makes an input of a path.
  public init(_ path: String) {
    self.path = Array(path.utf8)
    name = path
  }

  /// The standard input.
  public static let standardInput = InputFile(path: [], name: "-")

  /// Whether it is the standard input.
  public var isStandardInput: Bool { path.isEmpty }

  private init(path: [UInt8], name: String) {
    self.path = path
    self.name = name
  }
}
