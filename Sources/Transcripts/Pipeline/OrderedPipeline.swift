/// Processes batches on several threads and emits the results in the order of the input.
///
/// The output is the same for any number of jobs: batches are cut by the source alone, each is processed by itself, and
/// results are emitted in order. At most four batches a job are in flight. Whichever worker is free reads the next
/// batch, so reading needs no thread of its own.
public enum OrderedPipeline {
  /// Runs until the source ends, or the first error in order of the input.
  ///
  /// - Parameters:
  ///   - source: Gives the batches; it is asked by one thread at a time.
  ///   - jobs: How many workers; with 1 all is done on the calling thread.
  ///   - makeWorker: Makes what one worker keeps to itself; called on the worker's thread.
  ///   - process: Turns a batch into an output.
  ///   - emit: Takes the outputs in order, on the calling thread.
  /// - Throws: The first error in order of the input, whether of the source, a worker or `emit`. Outputs of the
  ///   batches before it were emitted.
  public static func run<Source: BatchSource, Worker, Output: Sendable>(
    source: sending Source, jobs: Int, makeWorker: @escaping @Sendable () throws -> Worker,
    process: @escaping @Sendable (inout Worker, InputBatch) throws -> Output, emit: (Output) throws -> Void
  ) throws {
    if jobs <= 1 {
      var source = source
      var worker = try makeWorker()
      while let batch = try source.next() { try emit(process(&worker, batch)) }
      return
    }
    let line = AssemblyLine<Source, Output>(source, limit: jobs * 4)
    var started = 0
    for _ in 0..<jobs where WorkerThread.start({ line.work(makeWorker, process) }) { started += 1 }
    guard started > 0 else {
      throw ToolError(
        "E-THREADS", what: "the system allows no more threads", how: "--jobs 1", exitCode: .inputOutput)
    }
    defer { line.shutDown(waitingFor: started) }
    while let output = try line.nextOutput() { try emit(output) }
  }
}
