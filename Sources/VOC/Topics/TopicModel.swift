public import TextAnalysis

/// Topics with what is needed to assign texts to them.
///
/// What a topic counts (texts, terms, the sum of its vectors) adds up, so that models of the same basis can be merged.
public struct TopicModel: Sendable {
  /// A topic's sufficient statistics.
  public struct Topic: Sendable {
    /// How many different texts were fitted.
    public internal(set) var unitCount = 0
    /// How many texts, repetitions included.
    public internal(set) var textCount = 0
    /// The cosine to the centroid that 95 % of its texts reach.
    public internal(set) var threshold: Float = 0
  }

  /// Why a text got no topic.
  public enum Reason: String, Sendable, CaseIterable {
    /// Nothing in it is known.
    case tooShort = "too_short"
    /// Two topics are equally near.
    case ambiguous
    /// No topic is near.
    case novel
  }

  /// Where a text belongs.
  public struct Assignment: Sendable {
    /// The nearest topic; also given if it is too far to be certain.
    public var nearest: Int?
    /// The cosine to that topic's centroid.
    public var cosine: Float
    /// How much nearer it is than the second.
    public var margin: Float
    /// Why the nearest topic is not sure, or nothing if it is.
    public var reason: Reason?
    /// The topic, if it is sure.
    public var topic: Int? { reason == nil ? nearest : nil }
  }

  /// The topics, largest first.
  public internal(set) var topics: [Topic]
  /// The resolution the graph was cut at, 0 if it was not.
  public let resolution: Double
  let vectorizer: TextVectorizer
  /// One row a topic, of length one.
  var centroids: Matrix
  /// Fitted texts by key and their topics.
  private(set) var fitted = HashIndex()
  private(set) var fittedTopics: [Int32] = []

  /// Makes the model of rows and the topics they were cut into; every row stands for one or more near-duplicates.
  init(
    _ vectorizer: TextVectorizer, _ rows: Matrix, topics assigned: [Int32], count: Int, resolution: Double,
    units: [[TextCollection.Unit]], jobs: Int
  ) {
    self.vectorizer = vectorizer
    self.resolution = resolution
    var membership = assigned
    var centroids = SphericalKMeans.centroids(
      rows, membership, previous: Matrix(rows: count, columns: rows.columnCount))
    // Communities too small for a topic go to the nearest of the others.
    var sizes = [Int](repeating: 0, count: count)
    for topic in membership { sizes[Int(topic)] += 1 }
    let least = TopicFitting.leastSize(rows.rowCount)
    var kept = sizes.indices.filter { sizes[$0] >= least }
    if kept.isEmpty { kept = Array(sizes.indices.prefix(1)) }
    if kept.count < count {
      let large = centroids.selecting(kept)
      let nearest = SphericalKMeans.nearest(rows, large, jobs)
      var names = [Int32](repeating: -1, count: count)
      for (name, topic) in kept.enumerated() { names[topic] = Int32(name) }
      for row in membership.indices {
        let name = names[Int(membership[row])]
        membership[row] = name >= 0 ? name : nearest[row].cluster
      }
      centroids = SphericalKMeans.centroids(rows, membership, previous: large)
    }
    self.centroids = centroids
    topics = [Topic](repeating: Topic(), count: centroids.rowCount)
    var cosines = [[Float]](repeating: [], count: topics.count)
    let (vectors, centers) = (UnitRows(rows), UnitRows(centroids))
    fitted = HashIndex(capacity: units.count)
    for row in membership.indices {
      let topic = Int(membership[row])
      let cosine = Float(centers.product(topic, with: vectors, row: row)) * UnitRows.unit
      for unit in units[row] {
        cosines[topic].append(cosine)
        topics[topic].unitCount += 1
        topics[topic].textCount += unit.count
        _ = fitted.insert(unit.key)
        fittedTopics.append(Int32(topic))
      }
    }
    for topic in topics.indices {
      let sorted = cosines[topic].sorted()
      topics[topic].threshold = sorted.isEmpty ? 0 : sorted[sorted.count / 20]
    }
  }

  init(
    resolution: Double, vectorizer: TextVectorizer, centroids: Matrix, topics: [Topic], fitted: HashIndex,
    fittedTopics: [Int32]
  ) {
    self.resolution = resolution
    self.vectorizer = vectorizer
    self.centroids = centroids
    self.topics = topics
    self.fitted = fitted
    self.fittedTopics = fittedTopics
  }

  /// The topic a fitted text got, if this text was fitted.
  public func fittedTopic(key: UInt64) -> Int? {
    let number = fitted.number(of: key)
    return number < 0 ? nil : Int(fittedTopics[Int(number)])
  }
}

/// Assigns texts to the topics of a model: one a worker, not thread-safe.
public struct TopicAssigner {
  /// The least difference of cosines between the best two topics.
  public static let leastMargin: Float = 0.005

  private let model: TopicModel
  private let centroids: UnitRows
  private var features = TextFeatures()
  private var extractor: TermExtractor
  private var counter = FeatureCounter()
  private var vector: [Float]
  private var integers: [Int16]
  private var products: [Int32]

  /// Makes an assigner.
  public init(_ model: TopicModel, dictionary: WordDictionary = .bundled) {
    self.model = model
    centroids = UnitRows(model.centroids)
    extractor = TermExtractor(dictionary)
    vector = [Float](repeating: 0, count: model.vectorizer.dimensions)
    integers = [Int16](repeating: 0, count: centroids.stride)
    products = [Int32](repeating: 0, count: model.topics.count)
  }

  /// The cosine of a text to a topic's centroid, and the text's vector.
  mutating func cosine(of text: [UInt8], to topic: Int) -> (cosine: Float, vector: [Float]) {
    _ = assign(text)
    return (Float(products[topic]) * UnitRows.unit, vector)
  }

  /// Assigns a UTF-8 text.
  public mutating func assign(_ text: [UInt8]) -> TopicModel.Assignment {
    extractor.read(text)
    for index in vector.indices { vector[index] = 0 }
    features.read(extractor)
    model.vectorizer.transform(features, &counter, into: &vector, at: 0)
    guard !products.isEmpty, vector.contains(where: { $0 != 0 }) else {
      return .init(nearest: nil, cosine: 0, margin: 0, reason: .tooShort)
    }
    UnitRows.fill(&integers, 0, vector, 0, vector.count)
    centroids.products(with: integers, at: 0, into: &products)
    var best = 0
    var second = Int32.min
    for topic in 1..<max(1, products.count) {
      if products[topic] > products[best] {
        second = products[best]
        best = topic
      } else if products[topic] > second {
        second = products[topic]
      }
    }
    let cosine = Float(products[best]) * UnitRows.unit
    let margin = cosine - (second == .min ? -1 : Float(second) * UnitRows.unit)
    let reason: TopicModel.Reason? =
      cosine < model.topics[best].threshold ? .novel : margin < Self.leastMargin ? .ambiguous : nil
    return .init(nearest: best, cosine: cosine, margin: margin, reason: reason)
  }
}
