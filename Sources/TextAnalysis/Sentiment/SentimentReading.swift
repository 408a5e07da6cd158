/// What a text says about something: for it, against it, or neither.
public enum SentimentLabel: UInt8, Sendable, Hashable, CaseIterable {
  /// Displeased (负面).
  case negative
  /// Neither, or no evidence (中性); a class of its own.
  case neutral
  /// Pleased (正面).
  case positive

  /// The label's word in records.
  public var name: StaticString {
    switch self {
    case .negative: "negative"
    case .neutral: "neutral"
    case .positive: "positive"
    }
  }
}

/// A feeling of the service glossary.
public enum Emotion: UInt8, Sendable, Hashable, CaseIterable {
  /// 愤怒
  case anger
  /// 焦虑
  case anxiety
  /// 失望
  case disappointment
  /// 困惑
  case confusion
  /// 感激
  case gratitude
  /// 安心
  case relief

  /// The emotion's word in records and rulebooks.
  public var name: StaticString {
    switch self {
    case .anger: "anger"
    case .anxiety: "anxiety"
    case .disappointment: "disappointment"
    case .confusion: "confusion"
    case .gratitude: "gratitude"
    case .relief: "relief"
    }
  }

  /// The emotion with a word, or `nil`.
  public init?(name: String) {
    guard let emotion = Emotion.allCases.first(where: { "\($0.name)" == name }) else { return nil }
    self = emotion
  }
}

/// How strongly each emotion is expressed, from 0 to 1.
public struct EmotionProfile: Sendable, Hashable {
  private var values = SIMD8<Float>()

  /// Makes a profile without emotion.
  public init() {}

  /// The intensity of an emotion, from 0 to 1.
  public subscript(emotion: Emotion) -> Double { Double(values[Int(emotion.rawValue)]) }

  /// Adds independent evidence: 1 − (1 − a)(1 − b).
  mutating func add(_ emotion: Emotion, _ intensity: Double) {
    let index = Int(emotion.rawValue)
    values[index] = 1 - (1 - values[index]) * (1 - Float(min(max(intensity, 0), 1)))
  }

  /// The strongest emotion of at least an intensity; the first of the list on ties.
  public func strongest(atLeast minimum: Double = 0.2) -> Emotion? {
    var best: Emotion?
    for emotion in Emotion.allCases where self[emotion] >= max(minimum, 1e-9) {
      if best.map({ self[emotion] > self[$0] }) ?? true { best = emotion }
    }
    return best
  }

  /// The larger intensity of each emotion.
  public func union(_ other: EmotionProfile) -> EmotionProfile {
    var result = self
    result.values = pointwiseMax(values, other.values)
    return result
  }
}

/// What an engine reads in one text.
public struct SentimentReading: Sendable, Hashable {
  /// From −1 (against) to 1 (for).
  public var score: Double
  /// The class; neutral unless the evidence is clear.
  public var label: SentimentLabel
  /// Emotions by intensity.
  public var emotions: EmotionProfile

  /// Makes a reading.
  public init(score: Double = 0, label: SentimentLabel = .neutral, emotions: EmotionProfile = EmotionProfile()) {
    self.score = score
    self.label = label
    self.emotions = emotions
  }

  /// The label where neutral is no choice: the sign of the score.
  ///
  /// A text without evidence counts by its script. Chinese feedback without a word of praise mostly reports a fault (two of
  /// three such texts in the tuning material); English without even a negation is more often content (three of five).
  public func polarity(of bytes: [UInt8]) -> SentimentLabel {
    guard score == 0 else { return score > 0 ? .positive : .negative }
    // Han and kana begin with these bytes in UTF-8.
    return bytes.contains { (0xE3...0xE9).contains($0) } ? .negative : .positive
  }
}
