/// Tells files that hold conversations from the others in a folder or an archive.
///
/// Files with the usual ending of a format are taken as they are, so that a broken one is refused and not passed over.
/// Others are taken if their first text is surely of a known format.
struct RecordFileCheck {
  /// The user's wishes for reading.
  var options = ReadingOptions()
  /// How far containers are trusted.
  var limits = InputLimits.default

  /// The endings of files that are always taken, each also with `.gz` or `.zst`.
  private static let endings: Set<String> = ["ndjson", "jsonl", "json", "csv", "tsv", "vtt", "srt", "sbv"]

  /// The endings of files that are something else, so that nobody need open them.
  private static let foreign: Set<String> = [
    "md", "rst", "html", "htm", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "lock", "sh", "py", "js", "ts",
    "css",
    "swift", "java", "c", "h", "cpp", "go", "rb", "sql", "db", "sqlite", "parquet", "pdf", "doc", "docx", "ppt", "pptx",
    "png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "ico", "mp3", "wav", "amr", "m4a", "ogg", "flac", "mp4", "mov",
    "avi", "mkv", "webm", "exe", "dll", "so", "o", "bin", "7z", "rar", "tar", "tgz", "eml", "mbox",
  ]

  /// Below this a file without a usual ending is not taken for a format.
  private static let leastLikelihood = 0.6

  /// Whether a file should be read.
  func takes(_ file: InputFile, in archive: ZipArchive? = nil) -> Bool {
    var words = file.name.lowercased().split(separator: "/").last?.split(separator: ".").dropFirst() ?? []
    if archive == nil, let last = words.last, last == "zip" || last == "xlsx" { return true }
    if words.last == "gz" || words.last == "zst" { words = words.dropLast() }
    if let ending = words.last.map(String.init) {
      if Self.endings.contains(ending) { return true }
      if Self.foreign.contains(ending) { return false }
    }
    return holdsConversations(file, archive)
  }

  private func holdsConversations(_ file: InputFile, _ archive: ZipArchive?) -> Bool {
    do throws(ToolError) {
      if archive == nil, ArchiveListing.recognises(file) { return true }
      let source = try TextSource(UnfoldedSource(file, in: archive, limits: limits), options: options)
      if source.head.text.isEmpty { return false }
      if options.format != nil { return true }
      guard let best = TranscriptFormats.likeliest(for: source.head), best.likelihood >= Self.leastLikelihood else {
        return false
      }
      return best.format.name != "text" || namesRoles(source.head)
    } catch {
      // What is text in an encoding that cannot be told must be asked about, not passed over.
      return error.code == "E-INPUT-ENCODING"
    }
  }

  /// Whether lines of text begin with times, or with the name of somebody whose role is known: other texts have colons too.
  private func namesRoles(_ head: TextHead) -> Bool {
    let lines = head.lines()
    guard let found = LineGrammar.detect([lines], options: options) else { return false }
    if found.grammar.style != .nameText { return true }
    var roles = RoleFinder(map: options.roles)
    return lines.contains { line in
      found.grammar.header(line, &roles).map { roles.role(ofName: $0.name) != .unknown } ?? false
    }
  }
}
