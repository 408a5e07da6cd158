#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Turns the paths a user names into the inputs of a run.
public enum InputListing {
  /// The files behind paths, in the order given; a directory's files in order of their bytes.
  ///
  /// `-` is the standard input. A directory is read only with `recursive`: hidden files are skipped, and files are taken
  /// that have the usual ending of a format or whose content surely is one (``RecordFileCheck``); `leftOut` gets the
  /// others. A zip archive is read like such a directory: an input for every entry, named `archive/entry`. With
  /// `keepsGoing` a path that must be refused stays in the list, and is refused when its turn comes.
  ///
  /// - Throws: `E-INPUT-MISSING` (66), `E-INPUT-DIRECTORY` (64), `E-INPUT-DENIED` (74), and for archives
  ///   `E-INPUT-ZIP` and `E-INPUT-LIMIT` (65).
  public static func expand(
    _ paths: [String], recursive: Bool = false, limits: InputLimits = .default,
    reading: ReadingOptions = ReadingOptions(), keepsGoing: Bool = false, leftOut: (InputFile) -> Void = { _ in }
  ) throws(ToolError) -> [InputFile] {
    let check = RecordFileCheck(options: reading, limits: limits)
    var files: [InputFile] = []
    func add(_ file: InputFile, _ inputs: () throws(ToolError) -> [InputFile]) throws(ToolError) {
      do throws(ToolError) {
        files += try inputs()
      } catch {
        guard keepsGoing else { throw error }
        files.append(file)
      }
    }
    for path in paths {
      if path == "-" {
        files.append(.standardInput)
        continue
      }
      let file = InputFile(path)
      var found: [InputFile] = []
      try add(file) { () throws(ToolError) in
        guard try identity(of: file).isDirectory else {
          try checkReadable(file)
          return try entries(of: file, check)
        }
        guard recursive else { throw directoryRefused(path) }
        try list(file.path, into: &found, keepsGoing)
        return []
      }
      for file in found.sorted(by: { $0.path.lexicographicallyPrecedes($1.path) }) {
        guard check.takes(file) else {
          leftOut(file)
          continue
        }
        try add(file) { () throws(ToolError) in try entries(of: file, check) }
      }
    }
    return files
  }

  /// Refuses an output path that is one of the inputs, or lies in a directory that is read recursively.
  ///
  /// - Throws: `E-OUTPUT-IS-INPUT` (64).
  public static func check(output: String, against inputs: [InputFile], directories: [String]) throws(ToolError) {
    if output == "-" { return }
    if let target = try? FileIdentity(path: PathText.bytes(output)) {
      for input in inputs where !input.isStandardInput {
        if let source = try? FileIdentity(path: input.path), source.isSameFile(as: target) {
          throw outputRefused(output, "it is also an input (\(input.name))")
        }
      }
    }
    // Folders that do not exist yet would be made in the nearest one that does.
    var folder = parent(of: output)
    while realPath(folder) == nil, folder != parent(of: folder) { folder = parent(of: folder) }
    guard let place = realPath(folder) else { return }
    for directory in directories {
      guard let root = realPath(directory) else { continue }
      let inside = root.last == 0x2F ? root : root + [0x2F]
      if place == root || place.starts(with: inside) {
        throw outputRefused(output, "it lies in a directory that is read (\(directory))")
      }
    }
  }

  static func directoryRefused(_ name: String) -> ToolError {
    ToolError(
      "E-INPUT-DIRECTORY", file: name, what: "it is a directory", how: "-r to read the files in it", exitCode: .usage)
  }

  private static func outputRefused(_ name: String, _ what: String) -> ToolError {
    ToolError("E-OUTPUT-IS-INPUT", file: name, what: what, how: "another output path", exitCode: .usage)
  }

  private static func identity(of file: InputFile) throws(ToolError) -> FileIdentity {
    do throws(SystemFailure) {
      return try FileIdentity(path: file.path)
    } catch {
      throw error.opening(file.name)
    }
  }

  private static func checkReadable(_ file: InputFile) throws(ToolError) {
    let denied = unsafe withPath(file.path) { unsafe access($0, R_OK) } != 0
    if denied { throw SystemFailure(errno).opening(file.name) }
  }

  /// Adds the files below a directory.
  private static func list(
    _ directory: [UInt8], into files: inout [InputFile], _ keepsGoing: Bool
  ) throws(ToolError) {
    let display = InputFile(path: directory)
    guard let handle = unsafe withPath(directory, { unsafe opendir($0) }) else {
      if keepsGoing { return files.append(display) }
      throw SystemFailure(errno).opening(display.name)
    }
    defer { unsafe closedir(handle) }
    let prefix = directory.last == 0x2F ? directory : directory + [0x2F]
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        let start = unsafe UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self)
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
      }
      if name.first == 0x2E { continue }
      let file = InputFile(path: prefix + name)
      guard let kind = try? FileIdentity(path: file.path, followingLinks: false) else { continue }
      if kind.isDirectory {
        try list(file.path, into: &files, keepsGoing)
      } else if kind.isRegular {
        files.append(file)
      }
    }
  }

  /// The inputs a file stands for: itself, or the entries with records if it is an archive.
  private static func entries(of file: InputFile, _ check: RecordFileCheck) throws(ToolError) -> [InputFile] {
    guard ArchiveListing.recognises(file) else { return [file] }
    let listing = try listing(of: ZipArchive(file, limits: check.limits), check)
    if listing.isWorkbook { return [file] }
    if listing.inputs.isEmpty {
      throw .zip(
        file, "the archive holds no file that can be read", how: "put files of a known format into it")
    }
    return listing.inputs
  }

  /// What an archive holds.
  static func listing(of archive: ZipArchive, _ check: RecordFileCheck) throws(ToolError) -> ArchiveListing {
    try ArchiveListing(archive) { (file, archive) throws(ToolError) in check.takes(file, in: archive) }
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private static func realPath(_ path: String) -> [UInt8]? {
    let resolved = unsafe withPath(PathText.bytes(path)) { unsafe realpath($0, nil) }
    guard let resolved = unsafe resolved else { return nil }
    defer { unsafe free(resolved) }
    return unsafe Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }
}
