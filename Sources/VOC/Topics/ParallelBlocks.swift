internal import Dispatch
internal import Synchronization

/// Runs numbered blocks of work on several threads; results come back in the order of the blocks.
///
/// What is computed must depend on the block alone, so that results are the same for any number of jobs.
enum ParallelBlocks {
  /// The results of `count` blocks.
  static func map<Result: Sendable>(
    _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    if jobs <= 1 || count <= 1 { return (0..<count).map(body) }
    let results = Mutex([Result?](repeating: nil, count: count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
      while true {
        let block = next.withLock { number in
          defer { number += 1 }
          return number
        }
        guard block < count else { return }
        let result = body(block)
        results.withLock { $0[block] = result }
      }
    }
    return results.withLock { $0.map { $0! } }
  }

  /// The ranges of `count` items in blocks of `size`.
  static func ranges(_ count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
