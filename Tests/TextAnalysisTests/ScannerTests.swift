import Testing
import TextAnalysis
import Transcripts

@Suite struct ScannerTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// Every occurrence of every literal inside a turn, found the slow way.
  private func naive(_ literals: [[UInt8]], _ folded: FoldedText) -> [LiteralHit] {
    var hits: [LiteralHit] = []
    for turn in 0..<folded.turnCount {
      let range = folded.turnRange(turn)
      for (id, literal) in literals.enumerated() where !literal.isEmpty && literal.count <= range.count {
        for start in range.lowerBound...(range.upperBound - literal.count)
        where folded.bytes[start..<start + literal.count].elementsEqual(literal) {
          hits.append(
            LiteralHit(
              literal: Int32(id), start: Int32(start), end: Int32(start + literal.count), turn: Int32(turn)))
        }
      }
    }
    return hits.sorted { ($0.end, $0.literal) < ($1.end, $1.literal) }
  }

  @Test(arguments: 0..<30) func literalsEqualTheSlowWay(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let alphabet = ["a", "b", "保", "本", "证", " ", "，", "aa", "本金", "\n"]
    var plan = try ScanPlan()
    var literals: [[UInt8]] = []
    for _ in 0..<(seed % 3 == 0 ? 5 : 60) {
      let literal = folder.fold(
        randomText(alphabet, count: Int.random(in: 1...4, using: &generator), using: &generator))
      let id = plan.addLiteral(literal)
      if id == literals.count { literals.append(literal) }
      #expect(literals[id] == literal)
    }
    let scanner = try plan.compile(cacheDirectory: nil)
    let worker = try scanner.makeWorker()
    for _ in 0..<10 {
      let conversation = conversation((0..<8).map { _ in randomText(alphabet, count: 20, using: &generator) })
      var folded = FoldedText()
      folder.fold(conversation, into: &folded)
      worker.scan(folded, of: conversation)
      #expect(worker.literalHits == naive(literals, folded))
    }
  }

  @Test func singleIdeographsAndEmptyLiterals() throws {
    var plan = try ScanPlan()
    let pao = plan.addLiteral(folder.fold("滚"))
    let empty = plan.addLiteral(folder.fold("\u{200B}"))
    let byte = plan.addLiteral(folder.fold("V"))
    #expect(plan.addLiteral(folder.fold("滾")) == pao)
    let worker = try plan.compile(cacheDirectory: nil).makeWorker()
    let conversation = conversation(["你滾，加v", "滚"])
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    worker.scan(folded, of: conversation)
    #expect(worker.literalHits.map { Int($0.literal) } == [pao, byte, pao])
    #expect(worker.literalHits.map { Int($0.turn) } == [0, 0, 1])
    #expect(!worker.literalHits.contains { Int($0.literal) == empty })
  }

  @Test func emptyPlanAndEmptyConversation() throws {
    let worker = try ScanPlan().compile(cacheDirectory: nil).makeWorker()
    worker.scan(FoldedText(), of: Conversation())
    #expect(worker.literalHits.isEmpty)
    var plan = try ScanPlan()
    _ = plan.addLiteral([0x61])
    let pattern = try plan.addPattern("a+", caseSensitive: false)
    let other = try plan.compile(cacheDirectory: nil).makeWorker()
    other.scan(FoldedText(), of: Conversation())
    #expect(other.literalHits.isEmpty && other.candidateTurns(pattern: pattern).isEmpty)
  }

  @Test func anchorsMeanTheTurn() throws {
    var plan = try ScanPlan()
    let first = try plan.addPattern("^thanks", caseSensitive: false)
    let last = try plan.addPattern("lot$", caseSensitive: false)
    let inner = try plan.addPattern("a\\nb", caseSensitive: false)
    let across = try plan.addPattern("lot\\sthanks", caseSensitive: false)
    let scanner = try plan.compile(cacheDirectory: nil)
    let worker = try scanner.makeWorker()
    let conversation = conversation(["Thanks a lot", "thanks\nno thanks", "a\nb", "a lot\n"])
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    worker.scan(folded, of: conversation)
    func found(_ pattern: Int) -> [Int: [String]] {
      var result: [Int: [String]] = [:]
      worker.forEachCandidate(pattern: pattern) { turn in
        var spans: [Range<Int>] = []
        let outcome = worker.matches(
          pattern: pattern, turn: turn, folded: folded, conversation: conversation, into: &spans)
        #expect(outcome == .complete)
        if !spans.isEmpty { result[turn] = spans.map { folded.string(in: $0) } }
      }
      return result
    }
    #expect(found(first) == [0: ["thanks"], 1: ["thanks"]])
    #expect(found(last) == [0: ["lot"], 3: ["lot"]])
    #expect(found(inner) == [2: ["a\nb"]])
    #expect(found(across).isEmpty)
  }

  @Test func caseSensitivePatternsReadTheOriginal() throws {
    var plan = try ScanPlan()
    let sensitive = try plan.addPattern("[A-Z]{2}\\d+", caseSensitive: true)
    let folding = try plan.addPattern("[A-Z]{2}\\d+", caseSensitive: false)
    #expect(sensitive != folding)
    #expect(try plan.addPattern("[A-Z]{2}\\d+", caseSensitive: true) == sensitive)
    let scanner = try plan.compile(cacheDirectory: nil)
    #expect(scanner.matchSpace(ofPattern: sensitive) == .original && !scanner.isFiltered(pattern: sensitive))
    #expect(scanner.matchSpace(ofPattern: folding) == .folded && scanner.isFiltered(pattern: folding))
    let worker = try scanner.makeWorker()
    let conversation = conversation(["……", "ab12 CD34"])
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    worker.scan(folded, of: conversation)
    #expect(Array(worker.candidateTurns(pattern: sensitive)) == [0, 1])
    var spans: [Range<Int>] = []
    _ = worker.matches(pattern: sensitive, turn: 1, folded: folded, conversation: conversation, into: &spans)
    #expect(spans.map { conversation.string(in: $0) } == ["CD34"])
    _ = worker.matches(pattern: folding, turn: 1, folded: folded, conversation: conversation, into: &spans)
    #expect(spans.map { folded.string(in: $0) } == ["ab12", "cd34"])
  }

  @Test func manyLiteralsCompile() throws {
    var plan = try ScanPlan()
    var generator = SplitMix64(seed: 7)
    while plan.literalCount < 100_000 {
      let word = (0..<4).map { _ in
        String(Unicode.Scalar(UInt32.random(in: 0x4E00...0x7FFF, using: &generator)) ?? "x")
      }
      _ = plan.addLiteral(folder.fold(word.joined()))
    }
    #expect(try processorTime { _ = try plan.compile(cacheDirectory: nil) } < 10)
  }
}
