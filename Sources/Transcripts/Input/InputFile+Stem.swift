extension InputFile {
  /// What the records of each file are called by: names without folders and endings, and more of the path where two files
  /// would be called the same.
  static func stems(of files: [InputFile]) -> [String] {
    var stems = files.map(\.stem)
    for longer in [\InputFile.pathWithoutEnding, \InputFile.name] {
      var counts: [String: Int] = [:]
      for stem in stems { counts[stem, default: 0] += 1 }
      for index in files.indices where counts[stems[index]] ?? 0 > 1 { stems[index] = files[index][keyPath: longer] }
    }
    return stems
  }

  /// The file's name without folders and ending; `stdin` for the standard input.
  var stem: String {
    if isStandardInput { return "stdin" }
    return pathWithoutEnding.split(separator: "/").last.map(String.init) ?? name
  }

  /// The file's path without its ending.
  private var pathWithoutEnding: String {
    var plain = name[...]
    for ending in [".gz", ".zst"] where plain.hasSuffix(ending) { plain = plain.dropLast(ending.count) }
    guard let dot = plain.lastIndex(of: "."), dot > plain.startIndex, plain[plain.index(before: dot)] != "/",
      !plain[dot...].contains("/")
    else { return String(plain) }
    return String(plain[..<dot])
  }
}
