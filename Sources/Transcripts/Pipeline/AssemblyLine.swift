internal import Synchronization

/// What the threads of one pipeline share.
final class AssemblyLine<Source: BatchSource, Output: Sendable>: Sendable {
  private struct State {
    /// The number of the next batch to be read.
    var nextIn = 0
    /// The number of the next output to be emitted.
    var nextOut = 0
    /// Outputs that wait for their turn.
    var done: [Int: Result<Output, any Error>] = [:]
    /// The number of batches once the source has ended.
    var total: Int?
    var isStopped = false
    var finishedWorkers = 0
  }

  /// The source, and whether it has ended; the lock is held while reading, so that batches keep their order.
  private struct Intake {
    var source: Source
    var hasEnded = false
  }

  /// Whether a worker may read, and as which number.
  private enum Permit {
    case read(Int)
    case stop
  }

  /// What the emitting thread waits for.
  private enum Arrival {
    case output(Result<Output, any Error>)
    case end
  }

  private let intake: Mutex<Intake>
  private let monitor = Monitor(State())
  private let limit: Int

  init(_ source: sending Source, limit: Int) {
    intake = Mutex(Intake(source: source))
    self.limit = limit
  }

  /// One worker's life.
  func work<Worker>(
    _ makeWorker: () throws -> Worker, _ process: (inout Worker, InputBatch) throws -> Output
  ) {
    var made: Worker?
    while let (number, batch) = take() {
      let result = Result {
        var worker = try made.take() ?? makeWorker()
        defer { made = worker }
        return try process(&worker, batch)
      }
      monitor.change { $0.done[number] = result }
    }
    monitor.change { $0.finishedWorkers += 1 }
  }

  /// The next batch with its number, or `nil` if there is no more to do.
  private func take() -> (Int, InputBatch)? {
    intake.withLock { intake in
      let limit = self.limit
      let hasEnded = intake.hasEnded
      let permit: Permit = monitor.wait { state in
        if state.isStopped || hasEnded { return .stop }
        return state.nextIn - state.nextOut < limit ? .read(state.nextIn) : nil
      }
      guard case .read(let number) = permit else { return nil }
      let result = Result { () throws(ToolError) in try intake.source.next() }
      if case .success(let batch?) = result {
        monitor.change { $0.nextIn += 1 }
        return (number, batch)
      }
      intake.hasEnded = true
      monitor.change { state in
        if case .failure(let error) = result {
          state.done[number] = .failure(error)
          state.total = number + 1
        } else {
          state.total = number
        }
      }
      return nil
    }
  }

  /// The next output in order, or `nil` at the end.
  func nextOutput() throws -> Output? {
    let arrival: Arrival = monitor.wait { state in
      if let result = state.done.removeValue(forKey: state.nextOut) {
        state.nextOut += 1
        return .output(result)
      }
      return state.total == state.nextOut ? .end : nil
    }
    switch arrival {
    case .output(let result): return try result.get()
    case .end: return nil
    }
  }

  /// Stops the workers and waits until they are gone.
  func shutDown(waitingFor count: Int) {
    monitor.change { $0.isStopped = true }
    monitor.wait { $0.finishedWorkers == count ? () : nil }
  }
}
