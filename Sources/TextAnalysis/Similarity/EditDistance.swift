/// A text without punctuation and spaces, as code points with their places.
struct LetterText: Sendable {
  private(set) var letters: [UInt32] = []
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []

  /// Replaces the content by a range of folded bytes and keeps the buffers.
  mutating func load(_ range: Range<Int>, of bytes: [UInt8]) {
    letters.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      let (value, length) = CodePoints.decode(bytes, at: index)
      if !CodePoints.isSeparator(value) {
        letters.append(value)
        starts.append(Int32(index))
        ends.append(Int32(index + length))
      }
      index += length
    }
  }
}

/// Levenshtein distances (Levenshtein 1966) and their semi-global form (Sellers 1980).
enum EditDistance {
  /// The least number of insertions, deletions and substitutions that make `a` into `b`.
  ///
  /// - Complexity: O(*n* · *m*) time, O(*m*) space, after equal ends are cut off
  static func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var low = 0
    while low < a.count, low < b.count, a[low] == b[low] { low += 1 }
    var aEnd = a.count
    var bEnd = b.count
    while aEnd > low, bEnd > low, a[aEnd - 1] == b[bEnd - 1] {
      aEnd -= 1
      bEnd -= 1
    }
    guard aEnd > low else { return bEnd - low }
    guard bEnd > low else { return aEnd - low }
    var row = Array(0...(bEnd - low))
    for i in low..<aEnd {
      var diagonal = row[0]
      row[0] += 1
      for j in low..<bEnd {
        let column = j - low + 1
        let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[column]
        row[column] = min(substituted, min(row[column], row[column - 1]) + 1)
      }
    }
    return row[bEnd - low]
  }

  /// The window of `text` nearest to `phrase`: the least distance, then the earliest end, then the shortest window.
  ///
  /// - Complexity: O(*n* · *m*) time, O(*m*) space
  static func nearest(
    _ phrase: [UInt32], in text: [UInt32], rows: inout [Int32]
  ) -> (distance: Int, window: Range<Int>) {
    let m = phrase.count
    // rows[i] is the distance of the first i letters of the phrase to a window that ends here, rows[m + 1 + i] the
    // window's start.
    rows.removeAll(keepingCapacity: true)
    for i in 0...m { rows.append(Int32(i)) }
    for _ in 0...m { rows.append(0) }
    var best = m
    var window = 0..<0
    for (j, letter) in text.enumerated() {
      var diagonal = rows[0]
      var diagonalStart = Int32(j)
      rows[m + 1] = Int32(j + 1)
      for i in 1...m {
        let up = rows[i - 1]
        let left = rows[i]
        let leftStart = rows[m + 1 + i]
        var value = diagonal + (phrase[i - 1] == letter ? 0 : 1)
        var start = diagonalStart
        if left + 1 < value || left + 1 == value && leftStart > start {
          value = left + 1
          start = leftStart
        }
        if up + 1 < value || up + 1 == value && rows[m + i] > start {
          value = up + 1
          start = rows[m + i]
        }
        diagonal = left
        diagonalStart = leftStart
        rows[i] = value
        rows[m + 1 + i] = start
      }
      if Int(rows[m]) < best {
        best = Int(rows[m])
        window = Int(rows[2 * m + 1])..<(j + 1)
      }
    }
    return (best, window)
  }
}
