/// The central directory of a zip archive, read and judged before anything is believed: what it promises is bounded,
/// every entry lies in its own place, and no name comes twice.
struct ZipDirectory {
  /// The entries in the directory's order.
  private(set) var entries: [ZipEntry] = []
  /// The names of all entries, one after the other, as they are.
  private(set) var names: [UInt8] = []

  private let window: FileWindow
  private let limits: InputLimits
  private var start = 0
  private var length = 0
  private var promised = 0

  /// Reads the directory at the end of a file.
  ///
  /// - Throws: `E-INPUT-ZIP` and `E-INPUT-LIMIT` (65).
  init(_ window: FileWindow, limits: InputLimits) throws(ToolError) {
    self.window = window
    self.limits = limits
    try locate()
    guard promised <= limits.maximumEntries, length <= limits.maximumEntries * 320 else {
      throw limits.exceeded(.entries, by: window.file)
    }
    try readEntries()
    try checkPlaces()
    try checkNames()
  }

  /// The raw name of an entry.
  func name(of entry: ZipEntry) -> ArraySlice<UInt8> { names[entry.name] }

  // MARK: Finding it

  private mutating func locate() throws(ToolError) {
    let tailStart = max(0, window.size - 65_557)
    let tail = try window.bytes(at: tailStart, count: 65_557)
    guard
      let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail[$0...].starts(with: [0x50, 0x4B, 5, 6]) && $0 + 22 + tail.number(at: $0 + 20, 2) <= tail.count
      })
    else { throw refusal("it is no whole zip archive: the end of its directory is missing") }
    promised = tail.number(at: end + 10, 2)
    length = tail.number(at: end + 12, 4)
    start = tail.number(at: end + 16, 4)
    var directoryEnd = tailStart + end
    var disk = tail.number(at: end + 4, 2)
    if promised == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      let locator = try window.bytes(at: directoryEnd - 20, count: 20)
      if locator.starts(with: [0x50, 0x4B, 6, 7]) {
        directoryEnd = locator.number(at: 8, 8)
        let record = try window.bytes(at: directoryEnd, count: 56)
        guard record.count == 56, record.starts(with: [0x50, 0x4B, 6, 6]) else { throw broken() }
        disk = record.number(at: 16, 4)
        promised = record.number(at: 32, 8)
        length = record.number(at: 40, 8)
        start = record.number(at: 48, 8)
      }
    }
    guard disk == 0 else { throw refusal("it is one part of a split archive") }
    let (stop, overflow) = start.addingReportingOverflow(length)
    guard !overflow, stop <= directoryEnd else { throw broken() }
    guard stop == directoryEnd else { throw refusal("other data stands between its directory and its end") }
  }

  // MARK: Reading it

  private mutating func readEntries() throws(ToolError) {
    let bytes = try window.bytes(at: start, count: length)
    guard bytes.count == length else { throw broken() }
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.count >= 46, rest.starts(with: [0x50, 0x4B, 1, 2]) else { throw broken() }
      let nameLength = rest.number(at: 28, 2)
      let extraLength = rest.number(at: 30, 2)
      let whole = 46 + nameLength + extraLength + rest.number(at: 32, 2)
      guard rest.count >= whole, entries.count < promised else { throw broken() }
      let name = rest.dropFirst(46).prefix(nameLength)
      var entry = ZipEntry(name: names.count..<names.count + nameLength)
      names += name
      let flags = rest.number(at: 8, 2)
      entry.method = rest.number(at: 10, 2)
      entry.isEncrypted = flags & 0x2041 != 0 || entry.method == 99
      entry.isUTF8 = flags & 0x800 != 0
      entry.checksum = UInt32(rest.number(at: 16, 4))
      entry.compressedSize = rest.number(at: 20, 4)
      entry.size = rest.number(at: 24, 4)
      entry.offset = rest.number(at: 42, 4)
      entry.isSymbolicLink = rest.number(at: 38, 4) >> 28 == 0xA && [3, 19].contains(rest[rest.startIndex + 5])
      entry.isDirectory = name.last == 0x2F
      widen(&entry, with: rest.dropFirst(46 + nameLength).prefix(extraLength))
      entries.append(entry)
      rest = rest.dropFirst(whole)
    }
    guard entries.count == promised else { throw broken() }
  }

  /// Takes the sizes that do not fit 32 bits from the zip64 field.
  private func widen(_ entry: inout ZipEntry, with extra: ArraySlice<UInt8>) {
    var rest = extra
    while rest.count >= 4 {
      let length = rest.number(at: 2, 2)
      var field = rest.dropFirst(4).prefix(length)
      let isZip64 = rest.number(at: 0, 2) == 1
      rest = rest.dropFirst(4 + length)
      guard isZip64 else { continue }
      func take(_ value: inout Int) {
        guard value == 0xFFFF_FFFF, field.count >= 8 else { return }
        value = field.number(at: 0, 8)
        field = field.dropFirst(8)
      }
      take(&entry.size)
      take(&entry.compressedSize)
      take(&entry.offset)
    }
  }

  // MARK: Judging it

  /// Refuses entries that lie in each other, or in the directory: bombs share their bytes.
  private func checkPlaces() throws(ToolError) {
    var free = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      guard entry.offset >= free else { throw refusal("its entries overlap") }
      let (end, overflow) = entry.offset.addingReportingOverflow(30 + entry.name.count)
      let (stop, overflowToo) = end.addingReportingOverflow(entry.compressedSize)
      guard !overflow, !overflowToo, stop <= start else { throw refusal("an entry reaches beyond its place") }
      free = stop
    }
  }

  private func checkNames() throws(ToolError) {
    var seen = Set<ArraySlice<UInt8>>(minimumCapacity: entries.count)
    for entry in entries where !seen.insert(names[entry.name]).inserted {
      throw refusal("two of its entries have the same name")
    }
  }

  private func broken() -> ToolError { refusal("the directory of the archive is broken") }

  private func refusal(_ what: String) -> ToolError { .zip(window.file, what) }
}

extension ToolError {
  /// The error when an archive is refused.
  static func zip(_ file: InputFile, _ what: String, how: String = "make the archive again") -> ToolError {
    ToolError("E-INPUT-ZIP", file: file.name, what: what, how: how, exitCode: .inputRefused)
  }
}
