internal import Statistics
internal import TextAnalysis
internal import Transcripts

/// The customer's feeling in one stored evaluation, as far as totals need it.
struct StoredSentiment {
  /// Mean of the last quarter of the customer's turns.
  var last: Double?
  /// Last quarter less first quarter.
  var shift: Double?
  /// The lowest score and the turn it stands in.
  var lowest: Double?
  var lowestTurn: Int?
  /// Emotions of at least ``SentimentTally/emotionFloor``.
  var emotions: [Emotion] = []

  init(_ value: StoredValue) {
    var members = value.members
    last = members["last"]?.number
    shift = members["shift"]?.number
    lowest = members["lowest"]?.number
    lowestTurn = members["lowest_turn"]?.integer
    guard let stored = members["emotions"] else { return }
    for emotion in Emotion.allCases where stored[emotion.name]?.number ?? 0 >= SentimentTally.emotionFloor {
      emotions.append(emotion)
    }
  }
}

/// How customers felt over all contacts, counted once a contact.
struct SentimentTally {
  /// The least intensity for an emotion to be counted.
  static let emotionFloor = 0.2
  /// The least shift that counts as a change.
  static let shiftFloor = 0.2
  /// Bounds between the steps of the distribution of shifts.
  static let bounds = [-0.75, -0.5, -0.2, 0.2, 0.5, 0.75]
  /// How many lowest points are kept.
  static let keep = 12

  /// A contact's lowest point.
  struct Lowest {
    var score: Double
    var contact: Int
    var conversation: String
    var turn: Int
  }

  /// Contacts in which the customer said something that could be read.
  var contacts = 0
  /// Contacts by the class of the last quarter, in the order of ``SentimentLabel``.
  var endings = [0, 0, 0]
  /// Contacts with at least two customer turns, and how many of them got better or worse.
  var withShift = 0
  var better = 0
  var worse = 0
  /// Contacts by step of the shift.
  var shifts = Array(repeating: 0, count: bounds.count + 1)
  /// Contacts by emotion, in the order of ``Emotion``.
  var emotions = Array(repeating: 0, count: Emotion.allCases.count)
  /// The lowest points, lowest first, then in order of the input.
  var lowest: [Lowest] = []

  mutating func add(_ sentiment: StoredSentiment, contact: Int, conversation: String) {
    guard let last = sentiment.last else { return }
    contacts += 1
    endings[Int(SentimentTrajectory.label(of: last).rawValue)] += 1
    for emotion in sentiment.emotions { emotions[Int(emotion.rawValue)] += 1 }
    if let shift = sentiment.shift {
      withShift += 1
      if shift >= Self.shiftFloor { better += 1 }
      if shift <= -Self.shiftFloor { worse += 1 }
      shifts[Self.step(of: shift)] += 1
    }
    guard let score = sentiment.lowest, let turn = sentiment.lowestTurn, score < 0,
      lowest.count < Self.keep || score < lowest[lowest.count - 1].score
    else { return }
    let place = lowest.firstIndex { $0.score > score } ?? lowest.count
    lowest.insert(Lowest(score: score, contact: contact, conversation: conversation, turn: turn), at: place)
    if lowest.count > Self.keep { lowest.removeLast() }
  }

  /// The step of a shift; what counts as no change is the middle one.
  static func step(of shift: Double) -> Int {
    shift < 0 ? bounds.count { $0 < 0 && shift > $0 } : bounds.count { $0 < 0 || shift >= $0 }
  }

  /// The share of contacts in which the customer left displeased.
  var displeased: Proportion { Proportion(endings[Int(SentimentLabel.negative.rawValue)], of: contacts) }
}
