public import TextAnalysis

/// What a person reads of a topic: a label, phrases, quotes, counts.
public struct TopicDescription: Sendable {
  /// The first phrases, for example `快递 没收到 / 物流不更新`.
  public var label: String
  /// What its texts say more than others, verbatim from the texts, strongest first.
  public var phrases: [String]
  /// The texts nearest to the topic's centre that differ from one another; the first is the medoid.
  public var quotes: [Quote]
  /// How many different texts it has.
  public var unitCount: Int
  /// How many texts, repetitions included.
  public var textCount: Int

  /// A text of the topic.
  public struct Quote: Sendable {
    /// The unit in the collection.
    public var unit: Int
    /// Its text.
    public var text: [UInt8]
    /// The cosine to the topic's centroid.
    public var cosine: Float
    /// Where the first phrase stands in it, if it does.
    public var phrase: Range<Int>?
  }
}

/// Describes the topics of a model by the texts it was fitted on.
///
/// Phrases are weighed by c-TF-IDF (Grootendorst, 2022): tf in the topic · ln(1 + mean words of a topic / tf in all).
public struct TopicDescriber: Sendable {
  /// Phrases a topic gets at most.
  public var phraseCount = 6
  /// Quotes a topic gets at most.
  public var quoteCount = 5
  /// The least share of a topic's texts that hold a phrase.
  public var leastShare = 0.02
  /// Texts of a topic that are looked at at most.
  static let largestTopic = 4_000

  /// Makes the default describer.
  public init() {}

  /// Describes every topic.
  public func describe(
    _ model: TopicModel, _ collection: TextCollection, dictionary: WordDictionary = .bundled, jobs: Int = 1
  ) -> [TopicDescription] {
    var members = [[Int]](repeating: [], count: model.topics.count)
    for unit in collection.sample(collection.units.count) {
      guard let topic = model.fittedTopic(key: collection.units[unit].key) else { continue }
      if members[topic].count < Self.largestTopic { members[topic].append(unit) }
    }
    let units = members
    let counts = ParallelBlocks.map(units.count, jobs: jobs) { topic in
      PhraseCounter.count(units[topic], collection, dictionary)
    }
    var everywhere: [UInt64: Int] = [:]
    for counter in counts { for (key, phrase) in counter { everywhere[key, default: 0] += phrase.count } }
    let all = everywhere
    let mean = max(1, Double(all.values.reduce(0, +)) / Double(max(1, counts.count)))
    return ParallelBlocks.map(units.count, jobs: jobs) { topic in
      let phrases = select(counts[topic], all, mean, units[topic].count)
      let quotes = quotes(model, topic, units[topic], collection, dictionary, phrases.first)
      return TopicDescription(
        label: phrases.isEmpty
          ? quotes.first.map { String(decoding: $0.text.prefix(60), as: UTF8.self) } ?? ""
          : phrases.prefix(3).joined(separator: " / "),
        phrases: phrases, quotes: quotes, unitCount: model.topics[topic].unitCount,
        textCount: model.topics[topic].textCount)
    }
  }

  /// The strongest phrases, none of which is a part of another.
  private func select(
    _ counts: [UInt64: PhraseCounter.Phrase], _ all: [UInt64: Int], _ mean: Double, _ size: Int
  ) -> [String] {
    let least = max(2, Int(Double(size) * leastShare))
    let total = Double(max(1, counts.values.reduce(0) { $0 + $1.count }))
    var ranked: [(score: Double, phrase: PhraseCounter.Phrase)] = []
    for (key, phrase) in counts where phrase.texts >= min(least, max(1, size / 2)) {
      let score = Double(phrase.count) / total * PhraseCounter.naturalLogarithm(1 + mean / Double(all[key] ?? 1))
      // A phrase says more than a word; it may be half as frequent.
      ranked.append((score * (phrase.words > 1 ? 1.8 : 1), phrase))
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.phrase.text < $1.phrase.text }
    var chosen: [String] = []
    var folded: [String] = []
    for (_, phrase) in ranked {
      let key = phrase.text.lowercased()
      if folded.contains(where: { $0.contains(key) || key.contains($0) }) { continue }
      chosen.append(phrase.text)
      folded.append(key)
      if chosen.count == phraseCount { break }
    }
    return chosen
  }

  /// The medoid, then texts that are near the centre and far from those already chosen.
  private func quotes(
    _ model: TopicModel, _ topic: Int, _ members: [Int], _ collection: TextCollection, _ dictionary: WordDictionary,
    _ phrase: String?
  ) -> [TopicDescription.Quote] {
    var assigner = TopicAssigner(model, dictionary: dictionary)
    var near: [(unit: Int, cosine: Float, vector: [Float])] = []
    for unit in members.prefix(400) {
      let (cosine, vector) = assigner.cosine(of: collection.text(collection.units[unit]), to: topic)
      near.append((unit, cosine, vector))
    }
    near.sort {
      $0.cosine != $1.cosine ? $0.cosine > $1.cosine : collection.units[$0.unit].key < collection.units[$1.unit].key
    }
    near = Array(near.prefix(60))
    var chosen: [Int] = []
    while chosen.count < min(quoteCount, near.count) {
      var best: (score: Float, index: Int)?
      for index in near.indices where !chosen.contains(index) {
        let closest =
          chosen.map { other in zip(near[index].vector, near[other].vector).reduce(0) { $0 + $1.0 * $1.1 } }
          .max() ?? 0
        let score = 0.6 * near[index].cosine - 0.4 * closest
        if score > best?.score ?? -.infinity { best = (score, index) }
      }
      chosen.append(best!.index)
    }
    return chosen.map { index in
      let text = collection.text(collection.units[near[index].unit])
      return TopicDescription.Quote(
        unit: near[index].unit, text: text, cosine: near[index].cosine,
        phrase: phrase.flatMap { PhraseCounter.range(of: Array($0.utf8), in: text) })
    }
  }
}
