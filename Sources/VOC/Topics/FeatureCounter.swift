internal import Statistics
internal import TextAnalysis

/// Counts the features of one text and weighs them; reused between texts.
///
/// The columns of a text are marked in a bit set with a summary, which gives them back in ascending order without sorting.
///
/// Unsafe code: keys are looked up and columns marked through pointers; every column is below the vocabulary's size.
struct FeatureCounter: Sendable {
  /// The columns that occur, ascending; the first ``count`` mean something.
  private(set) var columns: [Int32] = []
  /// The weight of each.
  private(set) var values: [Float] = []
  /// How many columns occur.
  private(set) var count = 0
  /// How many columns there may be.
  private var columnCount = 0

  /// 64 columns: which occur, and which of them more than once.
  private struct Mark: Sendable {
    var once: UInt64 = 0
    var again: UInt64 = 0
  }

  // All zero between texts.
  private var marks: [Mark] = []
  /// A bit for every mark that is not zero.
  private var summary: [UInt64] = []
  /// How often a column occurs beyond the first time.
  private var repeats: [Int32] = []
  private var pairs: [UInt64] = []
  /// Room for the rows of a text's words, for the other channel.
  var wordRows: [Int32] = []

  init() {}

  /// Finds the columns of a text and their weights: words and n-grams have length one each.
  mutating func count(_ text: TextFeatures, _ index: HashIndex, _ weights: [Float], _ wordCount: Int) {
    prepare(index.count)
    pairs.removeAll(keepingCapacity: true)
    CountVectorizer.pairs(text.words) { pairs.append($0) }
    let found = mark(text.words, index) + mark(pairs, index) + mark(text.grams, index)
    count = found
    while columns.count < found {
      columns.append(0)
      values.append(0)
    }
    weigh(weights, wordCount)
  }

  /// Marks the columns of keys and gives the number of those that were not marked before.
  private mutating func mark(_ keys: [UInt64], _ index: HashIndex) -> Int {
    var found = 0
    unsafe marks.withUnsafeMutableBufferPointer { marks in
      unsafe summary.withUnsafeMutableBufferPointer { summary in
        unsafe repeats.withUnsafeMutableBufferPointer { repeats in
          index.forEachNumber(of: keys) { column in
            let (place, bit) = (Int(column) >> 6, UInt64(1) << UInt64(column & 63))
            if unsafe marks[place].once & bit == 0 {
              unsafe marks[place].once |= bit
              unsafe summary[place >> 6] |= 1 << UInt64(place & 63)
              found += 1
            } else {
              unsafe marks[place].again |= bit
              unsafe repeats[Int(column)] += 1
            }
          }
        }
      }
    }
    return found
  }

  /// Makes room for so many columns.
  private mutating func prepare(_ size: Int) {
    guard size != columnCount else { return }
    columnCount = size
    marks = [Mark](repeating: Mark(), count: (size + 63) / 64)
    summary = [UInt64](repeating: 0, count: (marks.count + 63) / 64)
    repeats = [Int32](repeating: 0, count: size)
  }

  /// Takes the marks away, column by column, and gives each its weight.
  private mutating func weigh(_ weights: [Float], _ wordCount: Int) {
    var (wordLength, gramLength): (Float, Float) = (0, 0)
    var words = 0
    var next = 0
    for group in summary.indices {
      var places = summary[group]
      summary[group] = 0
      while places != 0 {
        let place = group << 6 + places.trailingZeroBitCount
        places &= places - 1
        var bits = marks[place].once
        let again = marks[place].again
        marks[place] = Mark()
        while bits != 0 {
          let bit = bits.trailingZeroBitCount
          bits &= bits - 1
          let column = place << 6 + bit
          var value = weights[column]
          if again >> UInt64(bit) & 1 != 0 {
            value *= 1 + Float(logarithm(Double(repeats[column] + 1)))
            repeats[column] = 0
          }
          columns[next] = Int32(column)
          values[next] = value
          next += 1
          if column < wordCount {
            wordLength += value * value
            words = next
          } else {
            gramLength += value * value
          }
        }
      }
    }
    let wordFactor = wordLength > 0 ? 1 / wordLength.squareRoot() : 0
    let gramFactor = gramLength > 0 ? 1 / gramLength.squareRoot() : 0
    for entry in 0..<words { values[entry] *= wordFactor }
    for entry in words..<count { values[entry] *= gramFactor }
  }
}
