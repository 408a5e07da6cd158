import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

/// A run over the bundled conversations: the same bytes on any number of threads, and totals that add up.
@Suite struct ScoringRunTests {
  private func run(jobs: Int) throws -> (streams: [[UInt8]], summaries: [EvaluationSummary], totals: RunSummary) {
    let book = try Bundled.book("online-service-zh")
    let path = repository.appendingPathComponent("transcripts/online-service-zh.ndjson").path
    let source = ConversationSource([InputFile(path)], limits: .default)
    let streams = RecordKind.allCases.map { kind in RecordStream(kind) { JSONRecordEncoder() } }
    var out: [[UInt8]] = [[], [], []]
    var summaries: [EvaluationSummary] = []
    var totals = RunSummary(book: book, keep: 3)
    try OrderedPipeline.run(
      source: source, jobs: jobs,
      makeWorker: { try ScoringWorker(book: book, streams: streams, fields: ["team"], decoding: DecodingOptions()) },
      process: { worker, batch in worker.process(batch) },
      emit: { batch in
        for index in out.indices { out[index] += batch.streams[index] }
        for entry in batch.entries {
          totals.add(batch.evaluations[entry.evaluations])
          summaries += batch.evaluations[entry.evaluations]
        }
        let ends = batch.entries.map(\.ends)
        #expect(ends.last.map { $0 == batch.streams.map(\.count) } ?? batch.streams.allSatisfy(\.isEmpty))
      })
    return (out, summaries, totals)
  }

  @Test func givesTheSameBytesOnAnyNumberOfThreads() throws {
    let one = try run(jobs: 1)
    for jobs in [2, 4] {
      let other = try run(jobs: jobs)
      #expect(other.streams == one.streams)
      #expect(other.summaries == one.summaries)
    }
  }

  @Test func addsUp() throws {
    let run = try run(jobs: 1)
    let totals = run.totals
    let contacts = run.summaries.filter(\.isContact)
    #expect(totals.contacts == contacts.count)
    #expect(totals.verdicts.values.reduce(0, +) == totals.contacts)
    #expect(totals.notScorable.values.reduce(0, +) == totals.verdicts[.notScorable])
    #expect(
      totals.rules.reduce(0) { $0 + $1.findings } == run.summaries.flatMap(\.findings).reduce(0) { $0 + $1.count })
    #expect(totals.withScore == contacts.count { $0.score != nil })
    #expect(totals.scoreSum == contacts.compactMap(\.score).reduce(0, +))
    #expect(totals.meanScore == Scorecard.rounded(totals.scoreSum, by: totals.withScore))
    #expect(totals.fatalCount == contacts.count(where: \.isFatal))
    #expect(totals.fatal.count == min(3, totals.fatalCount) && totals.worst.count <= 3)
    #expect(totals.worst.map { $0.score ?? 0 } == totals.worst.map { $0.score ?? 0 }.sorted())
    let lowest = contacts.filter { $0.verdict == .fail || $0.verdict == .review }.compactMap(\.score).sorted().prefix(3)
    #expect(totals.worst.compactMap(\.score) == Array(lowest))
    #expect(totals.groups.reduce(0) { $0 + $1.scored } == totals.contacts - (totals.verdicts[.notScorable] ?? 0))
  }

  @Test func measuresAccuracy() {
    var accuracy = RuleAccuracy()
    #expect(accuracy.precision == nil && accuracy.recall == nil && accuracy.f1 == nil)
    for (label, hit, count) in [(true, true, 6), (true, false, 2), (false, true, 3), (false, false, 9)] {
      for _ in 0..<count { accuracy.add(isPositive: label, isHit: hit) }
    }
    #expect(accuracy.total == 20 && accuracy.precision == 6.0 / 9 && accuracy.recall == 0.75)
    #expect(accuracy.f1 == 12.0 / 17)
    #expect(RuleAccuracy.matches("a; topic:rude ;b", label: "rude"))
    #expect(RuleAccuracy.matches("a; topic:rude ;b", label: "topic:rude"))
    #expect(!RuleAccuracy.matches("a;rude2", label: "rude"))
    #expect(!RuleAccuracy.matches("", label: "rude"))
  }
}
