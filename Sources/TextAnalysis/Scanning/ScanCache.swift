/// Compiled databases on disk, so that the next run starts in milliseconds.
///
/// The file carries the whole plan and is used only if it equals this run's plan byte for byte; Vectorscan itself
/// checks its part for damage, version and processor. The directory is 0700, files are 0600 and must belong to this
/// user. Whatever goes wrong, the caller compiles.
struct ScanCache {
  private let directory: String
  private let path: String
  /// The plan and the platform: what the databases were made from.
  private let key: [UInt8]

  private static let magic = Array("scan-cache/1\n".utf8)

  init(directory: String, signature: [UInt8]) {
    self.directory = directory
    key = Array(ScanDatabase.platform.utf8) + [0] + signature
    let name = String(Self.hash(key), radix: 16)
    path = "\(directory)/scan-\(String(repeating: "0", count: 16 - name.count))\(name).hsdb"
  }

  /// FNV-1a, 64 bits; it names the file, nothing more.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // MARK: - Reading

  /// The databases, or `nil` when there are none that can be trusted.
  func load() -> ScanDatabases? {
    guard let bytes = PrivateFile.read(path) else { return nil }
    var reader = Reader(bytes: bytes)
    guard reader.take(Self.magic.count)?.elementsEqual(Self.magic) ?? false,
      let storedKey = reader.takeBlock(), storedKey.elementsEqual(key),
      let flags = reader.takeBlock(), flags.allSatisfy({ $0 <= 1 }),
      let literals = reader.takeBlock(), let count = reader.takeCount(), count <= flags.count
    else { return nil }
    var databases = ScanDatabases(isFiltered: flags.map { $0 == 1 })
    if !literals.isEmpty {
      guard let database = ScanDatabase(serialized: literals) else { return nil }
      databases.literals = database
    }
    for _ in 0..<count {
      guard let block = reader.takeBlock(), let database = ScanDatabase(serialized: block) else { return nil }
      databases.patterns.append(database)
    }
    guard reader.isAtEnd else { return nil }
    return databases
  }

  private struct Reader {
    var bytes: [UInt8]
    var index = 0

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= bytes.count - index else { return nil }
      defer { index += count }
      return bytes[index..<index + count]
    }

    mutating func takeCount() -> Int? {
      take(8).map { Int(truncatingIfNeeded: $0.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
    }

    mutating func takeBlock() -> ArraySlice<UInt8>? { takeCount().flatMap { take($0) } }

    var isAtEnd: Bool { index == bytes.count }
  }

  // MARK: - Writing

  /// Writes the databases; failures are silent.
  func store(_ databases: ScanDatabases) {
    var bytes = Self.magic
    func append(_ count: Int) { for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (shift * 8))) } }
    func appendBlock(_ block: [UInt8]) {
      append(block.count)
      bytes.append(contentsOf: block)
    }
    appendBlock(key)
    appendBlock(databases.isFiltered.map { $0 ? 1 : 0 })
    appendBlock(databases.literals?.serialized() ?? [])
    append(databases.patterns.count)
    for database in databases.patterns {
      guard let serialized = database.serialized() else { return }
      appendBlock(serialized)
    }
    PrivateFile.write(bytes, to: path, in: directory)
  }
}
