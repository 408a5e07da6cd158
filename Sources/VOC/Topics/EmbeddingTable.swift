public import Transcripts

/// Vectors of texts that another program has computed, by the hash of the text; at the same time the cache of them.
///
/// Holds no text: hashes and numbers only.
public struct EmbeddingTable: Sendable {
  private static let name = Array("QAEMBEDS".utf8)
  private static let version: UInt64 = 1
  /// Numbers a vector may have at most.
  public static let largestDimension = 8_192

  /// The name of the model that made the vectors.
  public let model: String
  /// How many numbers a vector has; 0 as long as there is none.
  public private(set) var dimensions = 0
  private var index = HashIndex()
  private var values: [Float] = []

  /// Makes an empty table.
  public init(model: String) { self.model = model }

  /// How many vectors there are.
  public var count: Int { index.count }

  /// Whether there is a vector for a text's key.
  public func contains(_ key: UInt64) -> Bool { index.number(of: key) >= 0 }

  /// Adds the vector of a text, scaled to length one; a known text keeps its vector.
  ///
  /// - Returns: Whether it is a vector: as long as the others, finite, and not zero.
  public mutating func add(_ vector: [Float], key: UInt64) -> Bool {
    guard !vector.isEmpty, vector.count <= Self.largestDimension, dimensions == 0 || vector.count == dimensions else {
      return false
    }
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length.isFinite, length > 1e-12 else { return false }
    if contains(key) { return true }
    dimensions = vector.count
    _ = index.insert(key)
    for value in vector { values.append(Float(Double(value) / length)) }
    return true
  }

  /// The vector of a text.
  func vector(_ key: UInt64) -> ArraySlice<Float>? {
    let number = Int(index.number(of: key))
    return number < 0 ? nil : values[number * dimensions..<(number + 1) * dimensions]
  }

  /// The table as bytes.
  public func encoded() -> [UInt8] {
    var writer = ModelWriter()
    writer.append(Self.name)
    writer.write(Self.version)
    writer.write(Array(model.utf8).map { UInt64($0) })
    writer.write(UInt64(dimensions))
    writer.write(index.keysInOrder)
    writer.write(values)
    let hash = SHA256()
    hash.update(writer.bytes.span)
    writer.append(hash.finish())
    return writer.bytes
  }

  /// Reads a table.
  ///
  /// - Throws: `E-EMBEDDINGS` (65) if the bytes are none, damaged, or of another model.
  public init(encoded bytes: [UInt8], model: String, file: String = "") throws(ToolError) {
    func refusal(_ what: String) -> ToolError {
      ToolError("E-EMBEDDINGS", file: file, what: what, how: "name another cache", exitCode: .inputRefused)
    }
    guard bytes.count > 48, bytes.starts(with: Self.name) else { throw refusal("this is no cache of embeddings") }
    let hash = SHA256()
    hash.update(Array(bytes.dropLast(32)).span)
    guard hash.finish().elementsEqual(bytes.suffix(32)) else { throw refusal("the cache of embeddings is damaged") }
    var reader = ModelReader(Array(bytes.dropLast(32)), from: Self.name.count)
    guard reader.number() == Self.version, let letters = reader.numbers(), letters.allSatisfy({ $0 < 256 }),
      let dimensions = reader.number(), dimensions <= UInt64(Self.largestDimension), let keys = reader.numbers(),
      let values = reader.floats(), values.count == keys.count * Int(dimensions), dimensions > 0 || keys.isEmpty,
      values.allSatisfy(\.isFinite)
    else { throw refusal("the cache of embeddings is damaged") }
    let name = String(decoding: letters.map { UInt8($0) }, as: UTF8.self)
    guard name == model else { throw refusal("the cache holds embeddings of the model '\(name)'") }
    let index = HashIndex(keys: keys)
    guard index.count == keys.count else { throw refusal("the cache of embeddings is damaged") }
    self.model = model
    self.dimensions = Int(dimensions)
    self.index = index
    self.values = values
  }
}

extension EmbeddingTable {
  /// The vectors of texts less their mean, which says nothing, of length one each.
  func centred(_ keys: [UInt64]) -> Matrix {
    var rows = Matrix(rows: keys.count, columns: dimensions)
    var mean = [Double](repeating: 0, count: dimensions)
    for (row, key) in keys.enumerated() {
      guard let vector = vector(key) else { continue }
      for (column, value) in vector.enumerated() {
        rows[row, column] = value
        mean[column] += Double(value)
      }
    }
    for row in keys.indices {
      for column in 0..<dimensions { rows[row, column] -= Float(mean[column] / Double(max(1, keys.count))) }
    }
    rows.normalizeRows()
    return rows
  }
}

extension Matrix {
  /// Two matrices side by side, as rows of length one to which both say the same.
  func beside(_ other: Matrix) -> Matrix {
    var joined = Matrix(rows: rowCount, columns: columnCount + other.columnCount)
    for row in 0..<rowCount {
      for (column, value) in self.row(row).enumerated() { joined[row, column] = value }
      for (column, value) in other.row(row).enumerated() { joined[row, columnCount + column] = value }
    }
    joined.normalizeRows()
    return joined
  }
}
