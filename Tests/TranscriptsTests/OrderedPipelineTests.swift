import TestSupport
import Testing
import Transcripts

@Suite struct OrderedPipelineTests {
  /// Gives numbered batches, and an error at one of them if asked.
  struct Numbers: BatchSource {
    var position = 0
    var count: Int
    var failsAt: Int?

    mutating func next() throws(ToolError) -> InputBatch? {
      if position == failsAt { throw ToolError("E-TEST", what: "source", exitCode: .inputOutput) }
      guard position < count else { return nil }
      defer { position += 1 }
      return InputBatch(.conversations([], []), input: position)
    }
  }

  struct Failure: Error, Equatable { var number: Int }

  func run(
    _ jobs: Int, count: Int = 500, sourceFailsAt: Int? = nil, failing: Set<Int> = [], emitFailsAt: Int? = nil
  ) -> ([Int], (any Error)?) {
    var emitted: [Int] = []
    do {
      try OrderedPipeline.run(
        source: Numbers(count: count, failsAt: sourceFailsAt), jobs: jobs, makeWorker: { [UInt8]() },
        process: { worker, batch -> Int in
          worker.append(0)
          // Uneven work, so that batches overtake each other.
          var hash = UInt64(batch.input)
          for _ in 0..<(batch.input % 7) * 500 { hash = hash &* 31 &+ 7 }
          if failing.contains(batch.input) || hash == 1 { throw Failure(number: batch.input) }
          return batch.input
        },
        emit: { number in
          if number == emitFailsAt { throw Failure(number: -1) }
          emitted.append(number)
        })
      return (emitted, nil)
    } catch {
      return (emitted, error)
    }
  }

  @Test(arguments: [1, 2, 8]) func emitsInOrder(_ jobs: Int) {
    let (emitted, error) = run(jobs)
    #expect(emitted == Array(0..<500))
    #expect(error == nil)
    #expect(run(jobs, count: 0).0.isEmpty)
  }

  @Test(arguments: [1, 2, 8]) func throwsTheFirstErrorInOrder(_ jobs: Int) {
    for _ in 0..<20 {
      let (emitted, error) = run(jobs, failing: [300, 77, 78, 400])
      #expect(emitted == Array(0..<77))
      #expect(error as? Failure == Failure(number: 77))
    }
  }

  @Test(arguments: [1, 2, 8]) func emitsAllBeforeTheSourceFails(_ jobs: Int) {
    let (emitted, error) = run(jobs, sourceFailsAt: 100)
    #expect(emitted == Array(0..<100))
    #expect((error as? ToolError)?.code == "E-TEST")
  }

  @Test(arguments: [1, 2, 8]) func stopsWhenEmittingFails(_ jobs: Int) {
    let (emitted, error) = run(jobs, emitFailsAt: 50)
    #expect(emitted == Array(0..<50))
    #expect(error as? Failure == Failure(number: -1))
  }

  @Test(arguments: [1, 2, 8]) func decodesTheSameForAnyNumberOfJobs(_ jobs: Int) throws {
    let directory = try TemporaryDirectory()
    let lines = (0..<2000).map { $0 % 50 == 3 ? "{bad\n" : "{\"id\":\"c\($0)\",\"turns\":[{\"text\":\"t\($0)\"}]}\n" }
    let path = try directory.write(lines.joined(), to: "in")
    let expected = try outcomes(source([path]))
    #expect(expected.count == 2000)
    let limits = ConversationSourceTests.limits(chunk: 300)
    #expect(try outcomes(source([path, path], limits: limits), jobs: jobs) == expected + expected)
  }
}
