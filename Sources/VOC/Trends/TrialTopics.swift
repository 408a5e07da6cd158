public import TextAnalysis

/// Topics of a trial's texts where no record names them: found by the topic engine in all texts at once.
public struct TrialTopics: Sendable {
  private let fitting: TopicFitting
  private let dictionary: WordDictionary

  /// Takes the engine's parameters.
  public init(_ fitting: TopicFitting, dictionary: WordDictionary = .bundled) {
    self.fitting = fitting
    self.dictionary = dictionary
  }

  /// The topic of every text as a number in words, `nil` where it has none.
  public func find(_ texts: [(text: String, day: Int)]) -> [String?] {
    var collection = TextCollection()
    let places = texts.map { collection.add(Array($0.text.utf8)) }
    let model = fitting.fit(collection, dictionary: dictionary)
    var assigner = TopicAssigner(model, dictionary: dictionary)
    let found = collection.units.map { unit in
      (model.fittedTopic(key: unit.key) ?? assigner.assign(collection.text(unit)).topic).map { String($0) }
    }
    return places.map { found.indices.contains($0) ? found[$0] : nil }
  }
}
