/// Corrections for asking many questions of the same data.
public enum MultipleTesting {
  /// q-values: the least false-discovery rate at which each test would still be reported.
  ///
  /// Benjamini, Hochberg, *Controlling the False Discovery Rate*, JRSS B 1995. Same order as the p-values.
  public static func falseDiscoveryRates(_ pValues: [Double]) -> [Double] {
    adjusted(pValues, fromLargest: true) { p, rank, count in p * Double(count) / Double(rank) }
  }

  /// Holm's step-down p-values, which keep the chance of *any* false report at the level (Holm 1979).
  public static func holm(_ pValues: [Double]) -> [Double] {
    adjusted(pValues, fromLargest: false) { p, rank, count in p * Double(count - rank + 1) }
  }

  private static func adjusted(
    _ pValues: [Double], fromLargest: Bool, _ adjust: (_ p: Double, _ rank: Int, _ count: Int) -> Double
  ) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var result = Array(repeating: 1.0, count: pValues.count)
    var bound = fromLargest ? 1.0 : 0.0
    for position in fromLargest ? Array(order.indices.reversed()) : Array(order.indices) {
      let value = min(1, adjust(pValues[order[position]], position + 1, pValues.count))
      bound = fromLargest ? min(bound, value) : max(bound, value)
      result[order[position]] = bound
    }
    return result
  }
}
