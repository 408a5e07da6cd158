public import TextAnalysis

/// Clusters labelled texts and says how well topics agree with the labels.
public struct TopicEvaluation: Sendable {
  /// How many texts there were.
  public private(set) var count = 0
  /// How many topics were found.
  public private(set) var topicsFound = 0
  /// The share of texts without any topic.
  public private(set) var unassignedShare = 0.0
  /// The agreement of topics and labels; texts without a topic are a class of their own.
  public private(set) var agreement: ClusterAgreement

  /// Finds topics of the texts, without looking at the labels, and compares.
  ///
  /// - Precondition: As many labels as texts.
  public init(texts: [[UInt8]], labels: [String], fitting: TopicFitting, dictionary: WordDictionary) {
    var collection = TextCollection()
    for text in texts { collection.add(text) }
    self.init(collection, texts: texts, labels: labels, fitting: fitting, dictionary: dictionary)
  }

  /// As the other, with the collection of the texts and, if there are, embeddings of them.
  ///
  /// - Precondition: As many labels as texts, and the collection holds all of them.
  public init(
    _ collection: TextCollection, texts: [[UInt8]], labels: [String], fitting: TopicFitting, dictionary: WordDictionary,
    embeddings: EmbeddingTable? = nil
  ) {
    precondition(texts.count == labels.count, "every text has a label")
    var numbered: [UInt64: Int] = [:]
    for (number, unit) in collection.units.enumerated() { numbered[unit.key] = number }
    let units = texts.map { numbered[TermHash.text($0)]! }
    let model = fitting.fit(collection, dictionary: dictionary, embeddings: embeddings)
    let topics = model.topics(of: collection, dictionary: dictionary, jobs: fitting.jobs)
    var numbers: [String: Int] = [:]
    var classes: [Int] = []
    classes.reserveCapacity(labels.count)
    for label in labels {
      let number = numbers[label] ?? numbers.count
      numbers[label] = number
      classes.append(number)
    }
    let clusters = units.map { topics[$0].map { Int($0) } ?? -1 }
    count = texts.count
    topicsFound = model.topics.count
    let unassigned = clusters.count { $0 < 0 }
    unassignedShare = count == 0 ? 0 : Double(unassigned) / Double(count)
    agreement = ClusterAgreement(labels: classes, clusters: clusters)
  }
}

extension TopicModel {
  /// The topic of every unit: the one it was fitted into, else the nearest; nothing if nothing in it is known.
  public func topics(of collection: TextCollection, dictionary: WordDictionary, jobs: Int) -> [Int32?] {
    let ranges = ParallelBlocks.ranges(collection.units.count, size: 2048)
    return ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var assigner = TopicAssigner(self, dictionary: dictionary)
      return ranges[block].map { number -> Int32? in
        let unit = collection.units[number]
        if let topic = fittedTopic(key: unit.key) { return Int32(topic) }
        return assigner.assign(collection.text(unit)).nearest.map { Int32($0) }
      }
    }.flatMap { $0 }
  }
}
