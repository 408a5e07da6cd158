/// Finds records that come twice, in constant memory per record: 12 bytes for each identifier seen.
///
/// The same identifier with the same content is a duplicate; with other content it is a conflict. Contents are compared
/// by a 32-bit hash, so one conflict in four thousand million is taken for a duplicate.
public struct DuplicateDetector: Sendable {
  /// What an identifier turned out to be.
  public enum Verdict: Sendable, Hashable {
    /// Not seen before.
    case new
    /// Seen before with the same content.
    case duplicate
    /// Seen before with other content.
    case conflict
    /// Not looked up, because the table is full.
    case unchecked
  }

  /// How many identifiers are kept at most, unless asked otherwise: 8 Mi, which take 192 MiB at the worst.
  public static let defaultLimit = 8 << 20

  /// Whether the limit was reached: later identifiers that are new are no longer remembered.
  public private(set) var isFull = false
  /// How many identifiers are known.
  public private(set) var count = 0

  private let limit: Int
  private var identifiers: [UInt64]
  private var contents: [UInt32]

  /// Makes a detector that remembers up to `limit` identifiers.
  public init(limit: Int = DuplicateDetector.defaultLimit) {
    self.limit = limit
    identifiers = Array(repeating: 0, count: 1024)
    contents = Array(repeating: 0, count: 1024)
  }

  /// Looks an identifier up and remembers it if it is new.
  public mutating func insert(_ fingerprint: Fingerprint) -> Verdict {
    // Zero marks a free place.
    let identifier = max(fingerprint.identifier, 1)
    var place = slot(of: identifier)
    if identifiers[place] == identifier {
      return contents[place] == fingerprint.content ? .duplicate : .conflict
    }
    guard count < limit else {
      isFull = true
      return .unchecked
    }
    if (count + 1) * 4 > identifiers.count * 3 {
      grow()
      place = slot(of: identifier)
    }
    identifiers[place] = identifier
    contents[place] = fingerprint.content
    count += 1
    return .new
  }

  /// The place that holds the identifier, or the free place where it belongs.
  private func slot(of identifier: UInt64) -> Int {
    let mask = identifiers.count - 1
    var place = Int(truncatingIfNeeded: identifier ^ (identifier >> 32)) & mask
    while identifiers[place] != 0, identifiers[place] != identifier { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = (identifiers, contents)
    identifiers = Array(repeating: 0, count: old.0.count * 2)
    contents = Array(repeating: 0, count: old.0.count * 2)
    for (index, identifier) in old.0.enumerated() where identifier != 0 {
      let place = slot(of: identifier)
      identifiers[place] = identifier
      contents[place] = old.1[index]
    }
  }
}

/// What ``DuplicateDetector`` knows of a record.
public struct Fingerprint: Sendable, Hashable {
  /// ``StableHash`` of the record's identifier.
  public var identifier: UInt64
  /// The low half of ``StableHash`` of the record's bytes.
  public var content: UInt32

  /// Makes a fingerprint of an identifier and a record's bytes.
  public init(id: String, content: Span<UInt8>) {
    identifier = StableHash.hash(id)
    self.content = UInt32(truncatingIfNeeded: StableHash.hash(content))
  }

  /// Makes a fingerprint of hashes that are known already; zeros for a record that has none.
  public init(identifier: UInt64 = 0, content: UInt32 = 0) {
    self.identifier = identifier
    self.content = content
  }
}
