import Testing

/// Names, addresses and numbers in hand-written sentences: the floors lie a little below the figures in
/// docs/personal-data.md, which `GOLD=1 swift test --filter GoldTests` prints.
@Suite struct GoldTests {
  static let floors: [(file: String, part: String, kind: String, precision: Double, recall: Double)] = [
    ("zh", "unseen", "name", 0.93, 0.86), ("zh", "unseen", "address", 0.97, 0.95),
    ("zh", "unseen by the second writer", "name", 0.91, 0.86),
    ("zh", "unseen by the second writer", "address", 0.94, 0.89),
    ("zh", "unseen by later writers", "name", 0.93, 0.76), ("zh", "unseen by later writers", "address", 0.96, 0.80),
    ("en", "unseen", "name", 0.96, 0.91), ("en", "unseen", "address", 0.94, 0.93),
    ("en", "unseen by the second writer", "name", 0.92, 0.90),
    ("en", "unseen by the second writer", "address", 0.94, 0.89),
    ("en", "unseen by later writers", "name", 0.90, 0.72), ("en", "unseen by later writers", "address", 0.94, 0.90),
  ]

  @Test(arguments: floors)
  func namesAndAddresses(_ floor: (file: String, part: String, kind: String, precision: Double, recall: Double)) throws
  {
    let counts = try GoldSentences.counts(GoldSentences.read(floor.file, part: floor.part))
    let count = try #require(counts[floor.kind])
    GoldSentences.show("\(floor.file) \(floor.part) \(floor.kind)", count)
    #expect(count.precision >= floor.precision && count.recall >= floor.recall, "\(count)")
  }

  /// Numbers and secrets in odd wordings: every kind, at most one in ten wrong or missed.
  @Test func numbersAndSecrets() throws {
    let counts = try GoldSentences.counts(GoldSentences.read("numbers", part: "development"))
    #expect(counts.count >= 15)
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
      GoldSentences.show("numbers \(kind)", count)
      let floor = 0.9
      #expect(count.precision >= floor && count.recall >= floor, "\(kind) \(count)")
    }
  }
}
