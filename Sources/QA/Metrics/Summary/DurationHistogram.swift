/// How often each time came: exact while there are few different times, in buckets 0.4 % wide beyond that.
///
/// It is a function of the times alone, whatever their order and however they are split: merging is associative and
/// commutative to the last bit. That, a text form of a few numbers, and exact percentiles for times in whole seconds are
/// why it is our own; the HDR histogram it resembles keeps a dense array for every group and metric.
public struct DurationHistogram: Sendable, Hashable {
  /// How many different times are kept exactly.
  static let exactLimit = 1024
  /// Buckets for every doubling.
  private static let bits = 8

  /// The times in milliseconds, or the lower bounds of their buckets, ascending.
  public private(set) var keys: [Int64] = []
  /// How often each came.
  public private(set) var counts: [Int] = []
  /// Whether ``keys`` are the times themselves.
  public private(set) var isExact = true

  /// Makes an empty histogram.
  public init() {}

  /// Makes a histogram from its parts; `nil` if they do not fit together.
  init?(keys: [Int64], counts: [Int], isExact: Bool) {
    guard keys.count == counts.count, counts.allSatisfy({ $0 > 0 }), keys.allSatisfy({ $0 >= 0 }),
      zip(keys, keys.dropFirst()).allSatisfy(<), !isExact || keys.count <= Self.exactLimit,
      isExact || keys.allSatisfy({ $0 == Self.bucket(of: $0) })
    else { return nil }
    (self.keys, self.counts, self.isExact) = (keys, counts, isExact)
  }

  /// Adds a time of at least 0 milliseconds.
  public mutating func add(_ time: Int64) { add(time, 1) }

  /// Adds all times of another histogram.
  public mutating func merge(_ other: DurationHistogram) {
    if isExact && !other.isExact { widen() }
    for (key, count) in zip(other.keys, other.counts) { add(key, count) }
  }

  private mutating func add(_ time: Int64, _ count: Int) {
    let key = isExact ? max(0, time) : Self.bucket(of: max(0, time))
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    if low < keys.count, keys[low] == key {
      counts[low] += count
    } else {
      keys.insert(key, at: low)
      counts.insert(count, at: low)
      if isExact && keys.count > Self.exactLimit { widen() }
    }
  }

  private mutating func widen() {
    isExact = false
    var wide: [Int64] = []
    var sums: [Int] = []
    for (key, count) in zip(keys, counts) {
      let bucket = Self.bucket(of: key)
      if wide.last == bucket { sums[sums.count - 1] += count } else { (wide, sums) = (wide + [bucket], sums + [count]) }
    }
    (keys, counts) = (wide, sums)
  }

  /// The lower bound of the bucket of a time: its leading bits.
  private static func bucket(of time: Int64) -> Int64 {
    let width = Int64.bitWidth - time.leadingZeroBitCount
    let cut = max(0, width - 1 - bits)
    return (time >> cut) << cut
  }

  /// How many times were added.
  public var count: Int { counts.reduce(0, +) }

  /// The *rank*-th smallest time, from 1; the middle of its bucket where buckets are kept.
  private func time(atRank rank: Int) -> Int64 {
    var seen = 0
    for (key, count) in zip(keys, counts) {
      seen += count
      guard seen >= rank else { continue }
      let width = Int64.bitWidth - key.leadingZeroBitCount
      let cut = max(0, width - 1 - Self.bits)
      return isExact || cut == 0 ? key : key + (1 << (cut - 1))
    }
    return keys.last ?? 0
  }

  /// The least time that a share (in percent, 1…100) of all do not exceed, by nearest rank; `nil` without times.
  public func percentile(_ percent: Int) -> Int64? {
    let count = count
    return count == 0 ? nil : time(atRank: max(1, (count * percent + 99) / 100))
  }

  /// The median: the mean of the two middle times, rounded up to a millisecond; `nil` without times.
  public var median: Int64? {
    let count = count
    if count == 0 { return nil }
    return (time(atRank: (count + 1) / 2) + time(atRank: count / 2 + 1) + 1) / 2
  }
}
