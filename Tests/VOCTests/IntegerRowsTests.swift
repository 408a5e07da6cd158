import Statistics
import Testing
import TextAnalysis

@testable import VOC

/// Integer kernels against the same sums of floats and doubles.
@Suite struct IntegerRowsTests {
  private func unitRows(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    var matrix = Matrix(rows: rows, columns: columns)
    for row in 0..<rows { for column in 0..<columns { matrix[row, column] = Float(generator.nextUnit() * 2 - 1) } }
    matrix.normalizeRows()
    return matrix
  }

  /// Widths around the lanes of the kernels, rows around their groups of four.
  @Test(arguments: [1, 7, 8, 9, 16, 17, 64, 128, 200], [1, 2, 3, 4, 5, 9]) func cosinesAreNearThoseOfFloats(
    _ columns: Int, _ rows: Int
  ) {
    let (a, b) = (unitRows(rows, columns, seed: 1), unitRows(3, columns, seed: 2))
    let (x, y) = (UnitRows(a), UnitRows(b))
    var products = [Int32](repeating: 0, count: rows)
    for query in 0..<3 {
      x.products(with: y, row: query, into: &products)
      for row in 0..<rows {
        var exact = 0.0
        for column in 0..<columns { exact += Double(a[row, column]) * Double(b[query, column]) }
        #expect(abs(Double(Float(products[row]) * UnitRows.unit) - exact) < 1e-3)
        // One row alone gives the same integer as in a group of four.
        #expect(x.product(row, with: y, row: query) == products[row])
      }
    }
  }

  @Test func aRowOfLengthOneHasTheCosineOne() {
    let rows = UnitRows(unitRows(20, 100, seed: 3))
    for row in 0..<20 { #expect(abs(Float(rows.product(row, with: rows, row: row)) * UnitRows.unit - 1) < 1e-3) }
  }

  /// Widths around a row that stays in registers, and enough entries that later ones are asked for early.
  @Test(arguments: [1, 8, 13, 64, 70, 130]) func scaledSumsAreThoseOfPlainLoops(_ columns: Int) {
    let matrix = unitRows(30, columns, seed: 4)
    let rows = ScaledRows(matrix)
    var generator = SeededGenerator(seed: 5)
    let numbers = (0..<25).map { _ in Int32(generator.next(below: 30)) }
    let weights = numbers.map { _ in Float(generator.nextUnit() * 4 - 2) }
    var out = [Float](repeating: 0, count: rows.stride + 8)
    rows.add(numbers, weights, 24, to: &out, at: 8)
    var plain = [Float](repeating: 0, count: rows.stride)
    for entry in 0..<24 {
      let row = Int(numbers[entry])
      let factor = weights[entry] * rows.units[row]
      for column in 0..<rows.stride { plain[column] += factor * Float(rows.values[row * rows.stride + column]) }
    }
    #expect(Array(out.dropFirst(8)) == plain)
    for column in 0..<columns {
      let exact = (0..<24).reduce(Float(0)) { $0 + weights[$1] * matrix[Int(numbers[$1]), column] }
      #expect(abs(out[8 + column] - exact) < 1e-2)
    }
    #expect(out.prefix(8).allSatisfy { $0 == 0 })
  }

  /// As the standard library rounds, halves too.
  @Test(arguments: [0, 1, 7, 8, 9, 31]) func integersAreRoundedToTheNearest(_ count: Int) {
    var generator = SeededGenerator(seed: 6)
    var numbers = (0..<count).map { _ in Float(generator.nextUnit() * 2 - 1) }
    for (place, half) in ([0.5, 1.5, -2.5, -0.5] as [Float]).enumerated() where place < count {
      numbers[place] = half / UnitRows.one
    }
    var out = [Int16](repeating: 77, count: count + 1)
    UnitRows.fill(&out, 0, numbers, 0, count)
    #expect(Array(out.prefix(count)) == numbers.map { Int16(($0 * UnitRows.one).rounded(.toNearestOrEven)) })
    #expect(out[count] == 77)
  }

  @Test func refusesPartsThatDoNotFit() {
    #expect(ScaledRows(columns: 8, values: [Int16](repeating: 0, count: 15), units: [1, 1]) == nil)
    #expect(ScaledRows(columns: -1, values: [], units: []) == nil)
    #expect(ScaledRows(columns: 3, values: [Int16](repeating: 0, count: 16), units: [1, 1]) != nil)
  }

  /// Three matters of very different size: with three topics wanted, the smallest keeps one of its own.
  @Test(arguments: [1, 2, 3] as [UInt64]) func smallTopicsStandAlone(_ seed: UInt64) {
    let words: [[String]] = [
      [
        "screen", "battery", "keyboard", "driver", "memory", "laptop", "charger", "fan", "disk", "speaker", "touchpad",
        "hinge",
      ],
      ["room", "breakfast", "hotel", "lobby", "bed", "shower", "towel", "elevator", "parking", "pool"],
      ["novel", "author", "chapter", "plot", "story", "reader", "page", "hero"],
    ]
    let sizes = [900, 250, 60]
    var generator = SeededGenerator(seed: seed &+ 40)
    var texts: [[UInt8]] = []
    var labels: [String] = []
    for (label, size) in sizes.enumerated() {
      for _ in 0..<size {
        let picked = (0..<6).map { _ in words[label][generator.next(below: words[label].count)] }
        texts.append(Array(picked.joined(separator: " ").utf8))
        labels.append(String(label))
      }
    }
    var fitting = TopicFitting()
    fitting.topicCount = 3
    fitting.seed = seed
    let evaluation = TopicEvaluation(texts: texts, labels: labels, fitting: fitting, dictionary: .bundled)
    #expect(evaluation.topicsFound == 3)
    #expect(evaluation.agreement.adjustedRandIndex > 0.9)
  }
}
