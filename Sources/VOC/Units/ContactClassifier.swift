internal import TextAnalysis

/// Tells why a customer speaks up, by cues of our own lists; one a worker.
///
/// A complaint needs a bad experience or a demand; a negative word alone never makes one. What is only supposed
/// (如果坏了可以退吗) or asked about (投诉电话是多少) is a question. Chasing wins over a complaint without a demand.
public struct ContactClassifier {
  private let table: CueTable

  /// Makes a classifier.
  ///
  /// - Parameter competitors: Names that count as mentions of competitors.
  public init(competitors: [String] = []) throws {
    table = CueTable(try Folder(), competitors: competitors)
  }

  /// Reads folded text.
  ///
  /// - Parameter sentiment: The text's sentiment, −100 to 100; an event that is told with a negative one is a bad experience.
  public func read(_ bytes: [UInt8], in range: Range<Int>, isQuestion: Bool, sentiment: Int = 0) -> ContactReading {
    let hits = table.hits(in: range, of: bytes)
    var weights: [CueGroup: Double] = [:]
    for hit in hits { weights[hit.group, default: 0] += hit.group.weight }
    let isTold = !isQuestion && sentiment <= -30 && range.count >= 15 && weights[.event] != nil
    if isTold, weights[.experience] == nil, weights[.demand] == nil { weights[.experience] = 0.9 }
    let isSupposed = isQuestion && weights[.supposition] != nil
    if isQuestion { weights[.question, default: 0] += 0.8 }
    if isSupposed {
      for group in [CueGroup.demand, .experience, .negativeWord, .fault, .chasing, .praise] { weights[group] = nil }
    }
    func weight(_ group: CueGroup) -> Double { weights[group] ?? 0 }
    var scores: [(type: ContactType, score: Double, groups: [CueGroup])] = []
    let grounds = weight(.demand) + weight(.experience)
    if grounds > 0 {
      // Telling how long one has waited is part of chasing unless redress is demanded.
      let share = weight(.chasing) > 0 && weight(.demand) == 0 && weight(.negativeWord) == 0 ? 0.6 : 1
      scores.append(
        (.complaint, share * (grounds + weight(.negativeWord)), [.demand, .experience, .negativeWord]))
    }
    scores += [
      (.chasing, weight(.chasing), [.chasing]), (.fault, weight(.fault), [.fault]),
      (.suggestion, weight(.suggestion), [.suggestion]), (.praise, weight(.praise) - weight(.negativeWord), [.praise]),
      (.request, weight(.request), [.request]), (.lookup, weight(.lookup), [.lookup]),
      (.question, weight(.question), [.question]),
    ]
    let total = scores.reduce(0) { $0 + max(0, $1.score) }
    var best: (type: ContactType, score: Double, groups: [CueGroup])?
    for score in scores where score.score > max(0.01, best?.score ?? 0) { best = score }
    var reading = ContactReading(
      type: best?.type, confidence: 0, reasons: [], hasPurchaseIntent: weights[.purchase] != nil, competitor: nil)
    if let best {
      reading.confidence = ((best.score / (total + 0.5)) * 100).rounded() / 100
      for hit in hits where best.groups.contains(hit.group) && reading.reasons.count < 4 {
        reading.reasons.append("\(hit.group.rawValue): \(String(decoding: bytes[hit.range], as: UTF8.self))")
      }
      if reading.reasons.isEmpty {
        reading.reasons = [best.type == .question ? "question: ?" : "experience: sentiment \(sentiment)"]
      }
    }
    let named = hits.first { $0.group == .competitor && $0.name != nil }
    reading.competitor = named?.name ?? (weights[.competitor] != nil ? "*" : nil)
    return reading
  }
}
