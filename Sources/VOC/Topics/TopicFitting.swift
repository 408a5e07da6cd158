public import TextAnalysis

/// Finds the topics of a collection of texts; parameters only, ``fit(_:)`` gives the model.
public struct TopicFitting: Sendable {
  /// The number of topics, or nothing to find it.
  public var topicCount: Int?
  /// How fine topics are cut if their number is found.
  public var granularity = Granularity.standard
  /// The seed of everything random.
  public var seed: UInt64 = 1
  /// How many threads work; the result is the same for any number.
  public var jobs = 1
  /// Different texts that are fitted at most, chosen by hash; others are assigned.
  public var largestSample = 100_000

  /// Different texts from which on near-duplicates are one.
  static let leastCollection = 500

  /// How many numbers each of the two channels keeps of a text.
  public var dimensions = 64

  /// Makes the default parameters.
  public init() {}

  /// Texts a topic needs at least, among so many.
  static func leastSize(_ count: Int) -> Int { max(2, min(50, count / 1000)) }

  /// Finds the topics; the same texts give the same model, whatever their order and the number of threads.
  ///
  /// - Parameter embeddings: Vectors of another program as a third channel. It has a say in what the topics are; texts are
  ///   assigned without it, so that a model never needs it again. Texts without a vector are assigned, not fitted.
  public func fit(
    _ collection: TextCollection, dictionary: WordDictionary = .bundled, embeddings: EmbeddingTable? = nil
  ) -> TopicModel {
    let sample = collection.sample(largestSample)
    let texts = Self.read(sample, of: collection, dictionary, jobs)
    // Near-duplicates are one text: the first of them is fitted, the others get its topic.
    var groups: [[Int]] = []
    var numbers = [Int](repeating: 0, count: sample.count)
    // In a small collection every text counts: topics of a few texts lose their shape, and foreign texts seem near.
    let duplicates = sample.count < Self.leastCollection ? [] : texts.map(\.core)
    let representatives = duplicates.isEmpty ? Array(texts.indices) : NearDuplicates(duplicates).representatives
    for (place, first) in representatives.enumerated() {
      if first == place {
        numbers[place] = groups.count
        groups.append([])
      }
      groups[numbers[first]].append(place)
    }
    // Directions are learned from all of them: how often words stand together in near-duplicates says something too.
    let vectorizer = TextVectorizer(texts.map(\.features), rank: max(1, dimensions), seed: seed, jobs: jobs)
    let vectors = vectorizer.transform(groups.map { texts[$0[0]].features }, jobs: jobs)
    func key(_ group: Int) -> UInt64 { collection.units[sample[groups[group][0]]].key }
    let known = (0..<vectors.rowCount).filter { row in
      vectors.row(row).contains { $0 != 0 } && embeddings?.contains(key(row)) ?? true
    }
    let rows = vectors.selecting(known)
    // Half the say for the own channels, half for the third.
    let topics = partition(embeddings.map { rows.beside($0.centred(known.map(key))) } ?? rows)
    return TopicModel(
      vectorizer, rows, topics: topics.topics, count: topics.count, resolution: topics.resolution,
      units: known.map { groups[$0].map { collection.units[sample[$0]] } }, jobs: jobs)
  }

  private func partition(_ rows: Matrix) -> (topics: [Int32], count: Int, resolution: Double) {
    guard rows.rowCount > 1 else { return ([Int32](repeating: 0, count: rows.rowCount), rows.rowCount, 0) }
    let graph = NeighbourGraph(rows, seed: seed, jobs: jobs)
    if let topicCount {
      let wanted = max(1, min(topicCount, rows.rowCount))
      if let found = TopicPartition(rows, graph, count: wanted, seed: seed, jobs: jobs) {
        return (found.topics, found.count, found.resolution)
      }
      let means = SphericalKMeans(rows, count: wanted, seed: seed, restarts: 3, jobs: jobs)
      return (means.clusters, wanted, 0)
    }
    let found = TopicPartition(rows, graph: graph, granularity: granularity, seed: seed, jobs: jobs)
    return (found.topics, found.count, found.resolution)
  }

  /// What fitting needs of a text.
  struct ReadText: Sendable {
    var features: TextFeatures
    var core: TextCore
  }

  static func read(
    _ numbers: [Int], of collection: TextCollection, _ dictionary: WordDictionary, _ jobs: Int
  ) -> [ReadText] {
    let ranges = ParallelBlocks.ranges(numbers.count, size: 256)
    return ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var extractor = TermExtractor(dictionary)
      return ranges[block].map { place in
        extractor.read(collection.text(collection.units[numbers[place]]))
        return ReadText(features: TextFeatures(extractor), core: TextCore(extractor))
      }
    }.flatMap { $0 }
  }
}
