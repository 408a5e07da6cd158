import Foundation
import Testing

@testable import VOC

/// The small parts that alarms are made of.
@Suite struct AlarmPartsTests {
  @Test("Packed months give back every count", arguments: [UInt64(1), 2, 3])
  func packedCounts(seed: UInt64) {
    var state = seed
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var counts = HourCounts()
    var plain: [Int: Int] = [:]
    for _ in 0..<3_000 {
      let hour = 480_000 + draw(9_000)
      let count = draw(10) == 0 ? draw(100_000) : draw(4)
      counts.add(hour, count)
      if count > 0 { plain[hour, default: 0] += count }
    }
    var back = HourCounts()
    for (month, range) in counts.months() {
      #expect(Set(range.map { HourCounts.month(Int(counts.hours[$0])) }) == [month])
      let isWhole = back.unpack(counts.packed(range))
      #expect(isWhole)
    }
    #expect(back == counts)
    #expect(counts.hours.map { Int($0) } == plain.keys.sorted())
    #expect(counts.blocks(375, of: 24, until: 489_000).reduce(0, +) == plain.values.reduce(0, +))
    #expect(counts.sum(481_000, 482_000) == plain.filter { (481_000..<482_000).contains($0.key) }.values.reduce(0, +))
    var broken = HourCounts()
    for bytes in [[0x80], [5], [0xFF, 0xFF]] as [[UInt8]] {
      let isWhole = broken.unpack(Data(bytes))
      #expect(!isWhole)
    }
  }

  @Test(
    "Months are those of the calendar",
    arguments: [
      ("2026-02-28T23:00:00Z", 2026 * 12 + 1), ("2026-03-01T00:00:00Z", 2026 * 12 + 2),
      ("2024-02-29T12:00:00Z", 2024 * 12 + 1), ("1969-12-31T23:00:00Z", 1969 * 12 + 11),
    ])
  func months(text: String, month: Int) throws {
    let date = try Date(text, strategy: .iso8601)
    #expect(HourCounts.month(Int((date.timeIntervalSince1970 / 3600).rounded(.down))) == month)
  }

  /// Reference values: scipy.stats.betabinom.sf(k − 1, n, a, b), and in exact fractions where that loses digits.
  @Test(arguments: [
    (5, 10, 2.0, 8.0, 0.09133126934984559), (30, 60, 10, 90, 1.0463499286622221e-08), (1, 3, 0.5, 0.5, 0.6875),
    (200, 1000, 12.5, 87.5, 0.025179299531532195), (10, 10, 3, 4, 0.008241758241758435),
  ])
  func betaBinomial(k: Int, n: Int, a: Double, b: Double, expected: Double) {
    #expect(abs(SeverityScore.upperTail(k, of: n, a, b) / expected - 1) < 1e-8)
  }

  @Test func risesAreTrendsNotLevels() throws {
    let volume = [Double](repeating: 1000, count: 40)
    let flat = CountSeries(topic: "f", counts: (0..<40).map { 20 + $0 * 7 % 5 }, exposure: volume)
    let rising = CountSeries(topic: "r", counts: (0..<40).map { 10 + $0 }, exposure: volume)
    #expect(try #require(RisingScore(flat)).p > 0.05)
    #expect(try #require(RisingScore(rising)).p < 1e-4)
    // Growth of everything is no trend of the topic.
    let grown = (0..<40).map { 1000 + 100 * Double($0) }
    let follower = CountSeries(topic: "g", counts: grown.map { Int($0 / 50) }, exposure: grown)
    #expect(try #require(RisingScore(follower)).p > 0.05)
  }

  @Test func phrasesAreThoseOfTheBurst() {
    typealias Said = (contact: Int64, customer: Int64, text: String)
    let before = (0..<60).map { number -> Said in (Int64(number), Int64(number), "充电器充电慢怎么办") }
    let now = (0..<20).map { number -> Said in
      let id = Int64(100 + number)
      return (id, id, number % 2 == 0 ? "充电器鼓包了" : "充电器冒烟，鼓包")
    }
    let found = RisingPhrases.find(now: now, before: before, limit: 5)
    #expect(found.first?.contains("鼓包") == true)
    #expect(!found.contains { $0.contains("慢") })
    let one = (0..<20).map { number -> Said in (Int64(100 + number), 7, "充电器鼓包了") }
    #expect(RisingPhrases.find(now: one, before: before, limit: 5).isEmpty)
  }
}
