internal import TextAnalysis

/// Texts that say the same in nearly the same words stand behind one of them.
///
/// Texts come in the order of their keys; the first of a kind represents it, and every other one is near its representative
/// itself, so that no chain of small changes joins what differs. Neither order nor shards of the input matter.
struct NearDuplicates: Sendable {
  /// Bits in which simhashes of near-duplicates differ at most: one band of six is the same then.
  static let largestDistance = 5
  /// Representatives that a text is compared with in a band at most.
  static let largestBand = 64
  /// Where the bands of a simhash begin, and their ends.
  private static let bands = [0..<11, 11..<22, 22..<33, 33..<44, 44..<54, 54..<64]

  /// The place of every text's representative; its own if it is none's duplicate.
  let representatives: [Int]

  init(_ cores: [TextCore]) {
    var representatives = Array(cores.indices)
    var same = HashIndex(capacity: cores.count)
    var firsts: [Int32] = []
    var near: [UInt64: [Int]] = [:]
    for (place, core) in cores.enumerated() {
      guard let key = core.key else { continue }
      let number = same.insert(key)
      if number < firsts.count {
        representatives[place] = Int(firsts[number])
        continue
      }
      if let simhash = core.simhash {
        let keys = Self.keys(of: simhash)
        var best: Int?
        for key in keys {
          for other in near[key] ?? [] where other < best ?? .max {
            guard (cores[other].simhash! ^ simhash).nonzeroBitCount <= Self.largestDistance else { continue }
            if cores[other].isNear(core) { best = other }
          }
        }
        if let best {
          representatives[place] = best
        } else {
          for key in keys where near[key, default: []].count < Self.largestBand { near[key, default: []].append(place) }
        }
      }
      firsts.append(Int32(representatives[place]))
    }
    self.representatives = representatives
  }

  private static func keys(of simhash: UInt64) -> [UInt64] {
    bands.enumerated().map { number, band in
      simhash >> UInt64(band.lowerBound) & (1 << UInt64(band.count) - 1) | UInt64(number) << 32
    }
  }
}
