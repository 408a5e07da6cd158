public import Transcripts

/// Models as bytes: a name, a version, the content, and its SHA-256, so that no torn or foreign file is taken for one.
extension TopicModel {
  private static let name = Array("QATOPICS".utf8)
  private static let version: UInt64 = 2

  /// The model as bytes; the same model always gives the same bytes.
  public func encoded() -> [UInt8] {
    var writer = ModelWriter()
    writer.append(Self.name)
    writer.write(Self.version)
    writer.write(resolution.bitPattern)
    vectorizer.write(to: &writer)
    writer.write(centroids)
    writer.write(topics.flatMap { [UInt64($0.unitCount), UInt64($0.textCount), UInt64($0.threshold.bitPattern)] })
    writer.write(fitted.keysInOrder)
    writer.write(fittedTopics)
    let hash = SHA256()
    hash.update(writer.bytes.span)
    writer.append(hash.finish())
    return writer.bytes
  }

  /// Reads a model.
  ///
  /// - Throws: `E-MODEL` (65) if the bytes are no model, another version, or damaged.
  public init(encoded bytes: [UInt8], file: String = "") throws(ToolError) {
    func refusal(_ what: String) -> ToolError {
      ToolError("E-MODEL", file: file, what: what, how: "fit the topics again", exitCode: .inputRefused)
    }
    guard bytes.count > 48, bytes.starts(with: Self.name) else { throw refusal("this is no topic model") }
    var reader = ModelReader(Array(bytes.dropLast(32)), from: Self.name.count)
    guard let version = reader.number(), (1...Self.version).contains(version) else {
      throw refusal("the topic model has another version")
    }
    reader.version = version
    let hash = SHA256()
    hash.update(Array(bytes.dropLast(32)).span)
    guard hash.finish().elementsEqual(bytes.suffix(32)) else { throw refusal("the topic model is damaged") }
    guard let resolution = reader.number(), let vectorizer = TextVectorizer(&reader), let centroids = reader.matrix(),
      let counts = reader.numbers(), counts.count == centroids.rowCount * 3, let keys = reader.numbers(),
      let fittedTopics = reader.integers(), keys.count == fittedTopics.count,
      fittedTopics.allSatisfy({ $0 >= 0 && Int($0) < centroids.rowCount })
    else { throw refusal("the topic model is damaged") }
    let index = HashIndex(keys: keys)
    guard index.count == keys.count else { throw refusal("the topic model is damaged") }
    self.init(
      resolution: Double(bitPattern: resolution), vectorizer: vectorizer, centroids: centroids,
      topics: (0..<centroids.rowCount).map { topic in
        var next = Topic()
        next.unitCount = Int(clamping: counts[topic * 3])
        next.textCount = Int(clamping: counts[topic * 3 + 1])
        next.threshold = Float(bitPattern: UInt32(truncatingIfNeeded: counts[topic * 3 + 2]))
        return next
      }, fitted: index, fittedTopics: fittedTopics)
  }
}
