/// Weighs the terms of a text as they come.
///
/// The method is that of valence lexicons with shifters (Polanyi and Zaenen, *Contextual Valence Shifters*, 2006;
/// Taboada et al., *Lexicon-Based Methods for Sentiment Analysis*, 2011): degrees multiply, negation turns within its
/// reach, what stands after a contrast counts more, wishes and questions count less, and what is bad counts more than
/// what is good because praise is also politeness. The sum S becomes S / √(S² + 15).
struct Valence {
  /// How far a negation reaches: units are one for a Chinese character and two for a Latin word.
  static let negationReach = 8
  /// How far a degree reaches.
  static let degreeReach = 6
  /// What the absence of something counted on is worth.
  static let needWeight = 1.3
  /// What a negation weighs that turned nothing.
  static let bareNegation = 0.15
  /// A bad word against a good one of equal value.
  static let negativeWeight = 1.0
  /// The least |score| that is not neutral.
  static let neutralBand = 0.12

  // The clause and the sentence.
  private var position = 0
  private var negations = 0
  private var negationEnd = 0
  private var negationStart = 0
  private var degree = 1.0
  private var degreeEnd = -1
  private var isExcess = false
  private var lastNeedEnd = -100
  private var lastNeedValue = 0.0
  /// A noun of which much is praise (1) or blame (−1), and where it ended.
  private var quantity = 0.0
  private var quantityEnd = -100
  /// What an adjective before such a noun said: low prices.
  private var amount = 0.0
  private var amountEnd = -100
  private var amountFactor = 1.0
  /// A single character that is a verdict only if the clause ends with it (送餐慢).
  private var predicate: LexiconEntry?
  private var hasLatinNegation = false
  private var isHypothetical = false
  private var isAsking = false
  private var weight = 1.0
  private var concession = 1.0
  private var good = 0.0
  private var bad = 0.0
  private var polite = 0.0
  private var sentenceHasTerm = false
  private var isFirstTerm = true
  private var opening = 0.0
  private var sentenceIndex = 0
  private var pending = EmotionProfile()

  // The text.
  private var totalGood = 0.0
  private var totalBad = 0.0
  private var totalPolite = 0.0
  private var lastGood = 0.0
  private var lastBad = 0.0
  private var emotions = EmotionProfile()

  /// Passes over text without terms.
  @inline(__always)
  mutating func pass(units: Int) {
    position += units
    predicate = nil
  }

  /// Passes over a particle that may stand between a predicate and the end of its clause (慢了).
  @inline(__always)
  mutating func passParticle() { position += 1 }

  /// Takes a term.
  mutating func add(_ entry: LexiconEntry, latin: Bool, stretched: Bool = false) {
    let value = Double(entry.value) / 10
    if predicate != nil, entry.kind != .contrast { predicate = nil }
    switch entry.kind {
    case .word, .polite: addWord(entry, value, stretched)
    case .block: break
    case .degree: addDegree(value * (stretched ? 1.15 : 1), isExcess: false)
    case .excess: addDegree(value * (stretched ? 1.15 : 1), isExcess: true)
    case .negator:
      addNegation(value)
      hasLatinNegation = latin
    case .contrast:
      endClause()
      // 就是: a quibble, not a turn; it counts less itself.
      if value >= 1 {
        good *= 0.65
        bad *= 0.65
        polite *= 0.5
      }
      weight = value
      concession = 1
      isHypothetical = false
    case .concession:
      concession = value == 0 ? 0.6 : value
    case .hypothetical: isHypothetical = true
    case .verdict:
      weight = max(weight, value == 0 ? 1.6 : value)
    case .dimension where isAmount(entry, latin): addWord(entry, quantity * Double(entry.amount) * 2, stretched)
    case .dimension:
      // A single character is too many things (小票, 显卡); a degree right before it says which: 很卡, 太小.
      if latin && entry.amount != 0 {
        amount = Double(entry.amount)
        amountEnd = position + 2
        amountFactor = degreeEnd >= 0 && position - degreeEnd <= 2 ? degree : 1
      }
      let follows = degreeEnd >= 0 && position - degreeEnd <= 1
      if follows && isExcess && value <= 0 {
        addWord(entry, min(value, -1.5), stretched)
      } else if follows && isExcess && latin {
        addWord(entry, -1.5, stretched)
      } else if value != 0 && (latin || follows) {
        addWord(entry, value, stretched)
      } else if value != 0, entry.isPredicate || quantity != 0 && quantityEnd == position {
        predicate = entry
      }
    case .need: addNeed(entry, value)
    case .merit, .burden: addQuantity(entry, value, latin: latin)
    case .question:
      // 好吗: what asks stands at the end.
      if !latin { good *= 0.5 }
      isAsking = true
    }
    position += latin ? 2 : 1
  }

  private mutating func addDegree(_ factor: Double, isExcess excess: Bool) {
    degree = position <= degreeEnd + 2 && degreeEnd >= 0 ? min(degree * factor, 2.2) : factor
    degreeEnd = position + 1
    isExcess = excess
  }

  private mutating func addNegation(_ value: Double) {
    if negations > 0, position > negationEnd { negations = 0 }
    if negations == 0 { negationStart = position }
    negations += 1
    negationEnd = position + Self.negationReach
    if value != 0 { count(value) }
    // 热水都没有, the refund never came: what was counted on comes first.
    if position - lastNeedEnd <= 4, lastNeedValue > 0 {
      count(-lastNeedValue)
      lastNeedValue = 0
      negations = 0
    }
  }

  private var isNegated: Bool { negations % 2 == 1 && position <= negationEnd }

  private mutating func addNeed(_ entry: LexiconEntry, _ value: Double) {
    if isNegated {
      count(-max(value, Self.needWeight))
      negations = 0
    } else {
      if value != 0 { addWord(entry, value, false) }
      lastNeedEnd = position + 1
      lastNeedValue = Self.needWeight
    }
  }

  /// Whether a dimension stands after a noun that says what its amount means.
  private func isAmount(_ entry: LexiconEntry, _ latin: Bool) -> Bool {
    entry.amount != 0 && quantity != 0 && position - quantityEnd <= (latin ? 8 : 4)
  }

  private mutating func addQuantity(_ entry: LexiconEntry, _ value: Double, latin: Bool) {
    let sign = entry.kind == .merit ? 1.0 : -1.0
    if latin, amount != 0, position - amountEnd <= 4 {
      addWord(entry, sign * amount * 2 * amountFactor, false)
      amount = 0
    } else if sign > 0 {
      addNeed(entry, value)
    } else if isNegated {
      count(0.6)
      negations = 0
    } else if value != 0 {
      addWord(entry, value, false)
    }
    quantity = sign
    quantityEnd = position + (latin ? 2 : 1)
  }

  private mutating func addWord(_ entry: LexiconEntry, _ value: Double, _ stretched: Bool) {
    var result = value
    let hasDegree = degreeEnd >= 0 && position - degreeEnd <= Self.degreeReach
    // 不是很好 weakens, 很不好 strengthens.
    let degreeIsInside = hasDegree && negations > 0 && degreeEnd > negationStart
    let factor = (hasDegree ? degree : 1) * (stretched ? 1.3 : 1)
    if isNegated {
      if value > 0 {
        result = -value * (degreeIsInside ? (factor > 1 ? 0.6 : 0.8) : 0.85 * factor)
      } else {
        result = -value * (degreeIsInside ? 0.2 : 0.45)
      }
    } else if negations > 1, position <= negationEnd {
      result = value * 0.7
    } else {
      result = value * factor
    }
    // A fault is a fault also in a question or a condition; praise is not praise there.
    if isHypothetical { result *= result > 0 ? 0.15 : 0.6 }
    if isAsking { result *= result > 0 ? 0.3 : 0.7 }
    if entry.kind == .polite && result > 0 {
      polite += result * weight * concession
    } else {
      count(result)
    }
    if entry.emotions != 0, result * value > 0 || value == 0 {
      let intensity = (abs(value) / 4) * min(factor, 1.6) * (isHypothetical || isAsking ? 0.5 : 1)
      for emotion in Emotion.allCases where entry.emotions & (1 << emotion.rawValue) != 0 {
        pending.add(emotion, intensity)
      }
    }
    if isFirstTerm { opening = max(result, 0) }
    isFirstTerm = false
    negations = 0
    degree = 1
    degreeEnd = -1
    isExcess = false
  }

  private mutating func count(_ value: Double) {
    if value > 0 { good += value * weight * concession } else { bad -= value * weight * concession }
    sentenceHasTerm = true
  }

  /// A comma or what stands for one.
  mutating func endClause() {
    if let predicate { addWord(predicate, Double(predicate.value) / 10, false) }
    predicate = nil
    // Something is not as it should be, whatever it is: enough to lean, too little to be no longer neutral.
    if hasLatinNegation && negations % 2 == 1 { bad += Self.bareNegation * weight }
    hasLatinNegation = false
    quantity = 0
    amount = 0
    negations = 0
    degreeEnd = -1
    degree = 1
    isExcess = false
    isAsking = false
    concession = 1
    lastNeedValue = 0
  }

  /// Dots that trail off.
  mutating func trailOff() {
    if !sentenceHasTerm || good <= bad { bad += 0.4 }
    endSentence(exclamations: 0, questions: 0)
  }

  /// The end of a sentence with its marks.
  mutating func endSentence(exclamations: Int, questions: Int) {
    endClause()
    if questions > 0 {
      good *= 0.2
      bad *= questions > 1 ? 1.2 : 0.8
      if questions > 2 { bad += 0.5 }
    }
    if exclamations > 0 {
      let factor = 1 + 0.1 * Double(min(exclamations, 4))
      good *= factor
      bad *= factor
    }
    totalGood += good
    totalBad += bad
    totalPolite += polite
    if sentenceHasTerm {
      lastGood = good
      lastBad = bad
    }
    var boosted = EmotionProfile()
    for emotion in Emotion.allCases where pending[emotion] > 0 {
      boosted.add(emotion, pending[emotion] * (exclamations > 0 ? 1.15 : 1) * (questions == 1 ? 0.9 : 1))
      emotions.add(emotion, boosted[emotion])
    }
    pending = EmotionProfile()
    good = 0
    bad = 0
    polite = 0
    weight = 1
    isHypothetical = false
    sentenceHasTerm = false
    isFirstTerm = true
    position += 20
    sentenceIndex += 1
  }

  /// The reading of the whole text.
  mutating func finish() -> SentimentReading {
    endSentence(exclamations: 0, questions: 0)
    // What is said last is what remains.
    let good = totalGood + 0.3 * lastGood
    let bad = (totalBad + 0.3 * lastBad) * Self.negativeWeight
    // Thanks and please beside a complaint are manners.
    let manners = totalPolite * (bad > 0.5 ? 0.15 : 1)
    let sum = good + manners - bad
    let score = sum / (sum * sum + 15).squareRoot()
    let label: SentimentLabel = abs(score) < Self.neutralBand ? .neutral : score > 0 ? .positive : .negative
    return SentimentReading(score: score, label: label, emotions: emotions)
  }
}
