import Testing
import Transcripts

@testable import VOC

@Suite struct EmbeddingTableTests {
  private func table() -> EmbeddingTable {
    var table = EmbeddingTable(model: "toy")
    for key in 1...3 as ClosedRange<UInt64> { _ = table.add([Float(key), 2, -1], key: key) }
    return table
  }

  @Test func comesBackFromItsBytes() throws {
    let table = table()
    let read = try EmbeddingTable(encoded: table.encoded(), model: "toy")
    #expect(read.count == 3 && read.dimensions == 3)
    #expect(read.vector(2) == table.vector(2))
    #expect(read.encoded() == table.encoded())
    let empty = EmbeddingTable(model: "toy")
    #expect(try EmbeddingTable(encoded: empty.encoded(), model: "toy").count == 0)
  }

  @Test func refusesWhatIsNoTable() {
    let bytes = table().encoded()
    #expect(throws: ToolError.self) { try EmbeddingTable(encoded: bytes, model: "other") }
    #expect(throws: ToolError.self) { try EmbeddingTable(encoded: [], model: "toy") }
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 1
      #expect(throws: ToolError.self) { try EmbeddingTable(encoded: damaged, model: "toy") }
      #expect(throws: ToolError.self) { try EmbeddingTable(encoded: Array(bytes[..<place]), model: "toy") }
    }
  }

  @Test(arguments: [[], [1, 2], [0, 0, 0], [.infinity, 0, 0], [.nan, 1, 1]] as [[Float]])
  func refusesWhatIsNoVector(_ vector: [Float]) {
    var table = table()
    let isTaken = table.add(vector, key: 9)
    #expect(!isTaken)
    #expect(table.count == 3 && !table.contains(9))
  }

  @Test func vectorsHaveLengthOneAndKeepTheFirst() {
    var table = table()
    let isKnown = table.add([9, 9, 9], key: 1)
    #expect(isKnown && table.count == 3)
    let vector = table.vector(1) ?? []
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-6)
    #expect(abs((vector.first ?? 0) - 1 / Float(6).squareRoot()) < 1e-6)
  }

  /// What all texts have in common says nothing.
  @Test func centredVectorsHaveNoMean() {
    var table = EmbeddingTable(model: "toy")
    _ = table.add([10, 1], key: 1)
    _ = table.add([10, -1], key: 2)
    let rows = table.centred([1, 2])
    #expect(abs(rows[0, 0] + rows[1, 0]) < 1e-5 && rows[0, 1] > 0.99 && rows[1, 1] < -0.99)
  }
}
