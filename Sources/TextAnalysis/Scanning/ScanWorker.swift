internal import CVectorscan
public import Transcripts

/// One thread's scanning state: scratch space, hits and candidates of the conversation scanned last.
///
/// Unsafe code: owns the worker of the C library and reads its match array.
@safe
public final class ScanWorker {
  private let scanner: Scanner
  private let worker: OpaquePointer
  private let matcher: PatternMatcher
  private var seen: [Int32]
  /// Start of every pattern's candidates in `candidates`, and a closing entry.
  private var candidateStarts: [Int32]
  private var candidates: [Int32] = []
  private var allTurns: [Int32] = []
  /// Patterns with a candidate, and patterns for which every turn is one.
  private var touched: [Int32] = []
  private let unfiltered: [Int]

  /// Where literals stand, ordered by end, then literal; overlapping literals are all there.
  public private(set) var literalHits: [LiteralHit] = []

  init(_ scanner: Scanner) throws(TextAnalysisError) {
    guard let created = unsafe cvs_worker_create() else { throw TextAnalysisError("no memory for a scan worker") }
    self.scanner = scanner
    unsafe worker = created
    matcher = try PatternMatcher(patternCount: scanner.patternCount)
    seen = Array(repeating: -1, count: scanner.patternCount)
    unfiltered = (0..<scanner.patternCount).filter { !scanner.databases.isFiltered[$0] }
    candidateStarts = Array(repeating: 0, count: scanner.patternCount + 1)
    for database in [scanner.databases.literals].compactMap({ $0 }) + scanner.databases.patterns {
      guard unsafe cvs_worker_prepare(worker, database.handle) == 0 else {
        throw TextAnalysisError("no memory for scratch space")
      }
    }
  }

  deinit { unsafe cvs_worker_destroy(worker) }

  /// Finds every literal and the candidate turns of every pattern in one pass each.
  ///
  /// - Complexity: O(*n* + *h* log *h*) for *n* bytes and *h* hits
  public func scan(_ folded: FoldedText, of conversation: Conversation) {
    literalHits.removeAll(keepingCapacity: true)
    scanLiterals(folded)
    scanPatterns(folded)
    if allTurns.count != folded.turnCount { allTurns = Array(0..<Int32(folded.turnCount)) }
  }

  /// The turns in which a pattern may match, ascending; all turns for an unfiltered pattern.
  public func candidateTurns(pattern: Int) -> ArraySlice<Int32> {
    guard scanner.databases.isFiltered[pattern] else { return allTurns[...] }
    return candidates[Int(candidateStarts[pattern])..<Int(candidateStarts[pattern + 1])]
  }

  /// The candidate turns of a pattern from a turn on, ascending.
  ///
  /// - Complexity: O(log *n*) for *n* candidates
  public func candidateTurns(pattern: Int, from turn: Int) -> ArraySlice<Int32> {
    let all = candidateTurns(pattern: pattern)
    var low = all.startIndex
    var high = all.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if Int(all[middle]) < turn { low = middle + 1 } else { high = middle }
    }
    return all[low...]
  }

  /// Whether a pattern may match anywhere in the conversation.
  ///
  /// - Complexity: O(1)
  public func hasCandidates(pattern: Int) -> Bool {
    candidateStarts[pattern] < candidateStarts[pattern + 1] || !scanner.databases.isFiltered[pattern]
  }

  /// Calls `body` with every turn in which a pattern may match, ascending.
  public func forEachCandidate(pattern: Int, _ body: (Int) throws -> Void) rethrows {
    for turn in candidateTurns(pattern: pattern) { try body(Int(turn)) }
  }

  /// Finds all non-overlapping, non-empty matches of a pattern in a turn; the turn alone is the subject.
  ///
  /// Spans are offsets of the text that ``Scanner/matchSpace(ofPattern:)`` names. `spans` is emptied first.
  public func matches(
    pattern: Int, turn: Int, folded: FoldedText, conversation: Conversation, into spans: inout [Range<Int>]
  ) -> PatternOutcome {
    spans.removeAll(keepingCapacity: true)
    guard let compiled = matcher.pattern(pattern, of: scanner) else { return .limitReached }
    switch scanner.patterns[pattern].space {
    case .folded: return matcher.matches(compiled, in: folded.turnRange(turn), of: folded.bytes, into: &spans)
    case .original:
      return matcher.matches(compiled, in: conversation.turns[turn].range, of: conversation.text, into: &spans)
    }
  }

  /// Calls `body` once for every pattern that may match somewhere in the conversation, in no particular order.
  ///
  /// - Complexity: O(*c* + *u*) for *c* candidates and *u* unfiltered patterns
  public func forEachTouchedPattern(_ body: (Int) -> Void) {
    for pattern in touched { body(Int(pattern)) }
    guard !allTurns.isEmpty else { return }
    for pattern in unfiltered { body(pattern) }
  }

  /// Whether a pattern may match in a turn.
  ///
  /// - Complexity: O(log *c*) for *c* candidate turns of the pattern
  public func isCandidate(pattern: Int, turn: Int) -> Bool {
    guard scanner.databases.isFiltered[pattern] else { return true }
    let wanted = Int32(turn)
    var low = Int(candidateStarts[pattern])
    var high = Int(candidateStarts[pattern + 1])
    while low < high {
      let middle = (low + high) / 2
      if candidates[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < Int(candidateStarts[pattern + 1]) && candidates[low] == wanted
  }

  /// Finds the matches of a folded pattern in a turn like ``matches(pattern:turn:folded:conversation:into:)``, without
  /// needing the conversation; case-sensitive patterns match nothing here.
  public func foldedMatches(
    pattern: Int, turn: Int, folded: FoldedText, into spans: inout [Range<Int>]
  ) -> PatternOutcome {
    matches(pattern: pattern, inTurns: turn...turn, folded: folded, into: &spans)
  }

  /// Finds the matches of a pattern in several turns joined by their line feeds, as one subject.
  ///
  /// The filter knows turns only, so every call runs PCRE2. Case-sensitive patterns match nothing here.
  public func matches(
    pattern: Int, inTurns turns: ClosedRange<Int>, folded: FoldedText, into spans: inout [Range<Int>]
  ) -> PatternOutcome {
    spans.removeAll(keepingCapacity: true)
    guard scanner.patterns[pattern].space == .folded else { return .complete }
    guard let compiled = matcher.pattern(pattern, of: scanner) else { return .limitReached }
    let range = folded.turnRange(turns.lowerBound).lowerBound..<folded.turnRange(turns.upperBound).upperBound
    return matcher.matches(compiled, in: range, of: folded.bytes, into: &spans)
  }

  // MARK: - Literals

  private func scanLiterals(_ folded: FoldedText) {
    guard let database = scanner.databases.literals, !folded.bytes.isEmpty else { return }
    unsafe cvs_worker_clear(worker)
    let result = unsafe folded.bytes.withUnsafeBufferPointer { bytes -> Int32 in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe cvs_scan_ends(worker, database.handle, start, UInt32(bytes.count))
    }
    precondition(result == 0, "Vectorscan failed on valid input")
    var count = 0
    guard let matches = unsafe cvs_worker_matches(worker, &count), count > 0 else { return }
    literalHits.reserveCapacity(count)
    var turn = 0
    var isOrdered = true
    for index in 0..<count {
      let match = unsafe matches[index]
      let end = Int32(bitPattern: match.position)
      let start = end - scanner.literalLengths[Int(match.id)]
      while turn + 1 < folded.turnCount, folded.turnStarts[turn + 1] < end { turn += 1 }
      while turn > 0, folded.turnStarts[turn] >= end { turn -= 1 }
      // A literal with a line feed in it can reach over the end of a turn: that is no hit.
      guard start >= folded.turnStarts[turn], end < folded.turnStarts[turn + 1] else { continue }
      let hit = LiteralHit(literal: Int32(bitPattern: match.id), start: start, end: end, turn: Int32(turn))
      if let last = literalHits.last, (last.end, last.literal) >= (end, hit.literal) { isOrdered = false }
      literalHits.append(hit)
    }
    if !isOrdered { sortHits() }
  }

  private func sortHits() {
    literalHits.sort { ($0.end, $0.literal) < ($1.end, $1.literal) }
    var kept = 0
    for hit in literalHits where kept == 0 || literalHits[kept - 1] != hit {
      literalHits[kept] = hit
      kept += 1
    }
    literalHits.removeLast(literalHits.count - kept)
  }

  // MARK: - Patterns

  private func scanPatterns(_ folded: FoldedText) {
    candidates.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    guard !scanner.databases.patterns.isEmpty, folded.turnCount > 0 else {
      for index in candidateStarts.indices { candidateStarts[index] = 0 }
      return
    }
    unsafe cvs_worker_clear(worker)
    for database in scanner.databases.patterns {
      let result = unsafe folded.bytes.withUnsafeBufferPointer { bytes in
        unsafe folded.turnStarts.withUnsafeBufferPointer { starts in
          unsafe seen.withUnsafeMutableBufferPointer { seen -> Int32 in
            guard let text = bytes.baseAddress, let starts = starts.baseAddress, let seen = seen.baseAddress else {
              return 0
            }
            return unsafe cvs_scan_turns(
              worker, database.handle, text, UInt32(bytes.count), starts, UInt32(folded.turnCount), seen,
              UInt32(scanner.patternCount))
          }
        }
      }
      precondition(result == 0, "Vectorscan failed on valid input")
    }
    groupCandidates()
  }

  /// Sorts (pattern, turn) pairs by pattern with a counting sort, then by turn, without duplicates.
  private func groupCandidates() {
    var count = 0
    let matches = unsafe cvs_worker_matches(worker, &count)
    for index in candidateStarts.indices { candidateStarts[index] = 0 }
    guard let matches = unsafe matches, count > 0 else { return }
    for index in 0..<count { unsafe candidateStarts[Int(matches[index].id) + 1] += 1 }
    for index in 1..<candidateStarts.count { candidateStarts[index] += candidateStarts[index - 1] }
    // `seen` is free now: it holds where each pattern's next candidate goes.
    for index in seen.indices { seen[index] = candidateStarts[index] }
    candidates.append(contentsOf: repeatElement(0, count: count))
    var isOrdered = true
    for index in 0..<count {
      let match = unsafe matches[index]
      let id = Int(match.id)
      let place = Int(seen[id])
      let turn = Int32(bitPattern: match.position)
      if place == Int(candidateStarts[id]) {
        touched.append(Int32(id))
      } else if candidates[place - 1] >= turn {
        isOrdered = false
      }
      candidates[place] = turn
      seen[id] += 1
    }
    if !isOrdered { orderCandidates() }
  }

  private func orderCandidates() {
    var all: [Int32] = []
    for pattern in seen.indices {
      let turns = Set(candidates[Int(candidateStarts[pattern])..<Int(candidateStarts[pattern + 1])]).sorted()
      candidateStarts[pattern] = Int32(all.count)
      all.append(contentsOf: turns)
    }
    candidateStarts[candidateStarts.count - 1] = Int32(all.count)
    candidates = all
  }
}
