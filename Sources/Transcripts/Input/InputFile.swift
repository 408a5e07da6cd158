/// One input of a run: a file, an entry of a zip archive, or the standard input.
public struct InputFile: Sendable, Hashable {
  /// The path's bytes as the system has them, of the archive for an entry; empty for the standard input.
  public let path: [UInt8]
  /// The name for people and for records: the path as text, `archive/entry`, or `-`.
  public let name: String
  /// The entry's place in the archive's directory, if the input is an entry.
  public let entry: Int?

  /// Makes an input of a path's bytes.
  public init(path: [UInt8]) {
    self.init(path: path, name: String(decoding: path, as: UTF8.self), entry: nil)
  }

  /// Makes an input of a path, as ``PathText`` writes it.
  public init(_ path: String) {
    self.init(path: PathText.bytes(path))
  }

  /// Makes an input of an entry of an archive; `label` is the entry's name made harmless.
  init(entry: Int, label: String, of archive: InputFile) {
    self.init(path: archive.path, name: archive.name + "/" + label, entry: entry)
  }

  /// The standard input.
  public static let standardInput = InputFile(path: [], name: "-", entry: nil)

  /// Whether it is the standard input.
  public var isStandardInput: Bool { path.isEmpty }

  /// The file that holds it: the archive of an entry, else itself.
  var archive: InputFile { entry == nil ? self : InputFile(path: path) }

  private init(path: [UInt8], name: String, entry: Int?) {
    self.path = path
    self.name = name
    self.entry = entry
  }
}
