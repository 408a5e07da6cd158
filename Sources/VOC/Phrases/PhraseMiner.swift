public import Statistics
internal import TextAnalysis
public import Transcripts

/// What an agent's wording is for (话术用途).
public enum PhrasePurpose: String, Sendable, Hashable, CaseIterable {
  /// 安抚: shows understanding of the customer's feeling.
  case comfort
  /// 致歉: apologises.
  case apology
  /// 等待: asks for patience or thanks for it.
  case waiting
  /// 致谢: thanks the customer.
  case thanks

  /// The purpose's name for people.
  public var title: (zh: String, en: String) {
    switch self {
    case .comfort: ("安抚", "comfort")
    case .apology: ("致歉", "apology")
    case .waiting: ("等待", "waiting")
    case .thanks: ("致谢", "thanks")
    }
  }

  /// Wordings that show the purpose; our own list.
  var cues: [String] {
    switch self {
    case .comfort:
      [
        "理解您", "理解你", "能理解", "非常理解", "特别理解", "别着急", "不要着急", "您别急", "别担心", "不用担心", "请放心", "您放心", "感同身受", "换做是我", "换成是我",
        "一定帮您", "帮您想办法", "尽力帮",
        "understand how", "i understand", "completely understand", "totally understand", "don't worry", "no worries",
        "rest assured",
        "i can imagine", "must be frustrating", "frustrating", "in your shoes", "i'll make sure", "here to help",
      ]
    case .apology:
      [
        "抱歉", "对不起", "不好意思", "致歉", "道歉", "给您添麻烦", "带来不便", "sorry", "apologize", "apologise", "apologies", "apology",
        "inconvenience",
      ]
    case .waiting:
      [
        "稍等", "稍候", "等一下", "耐心等待", "久等", "马上为您", "正在为您", "这边查一下", "为您查", "感谢耐心", "one moment", "a moment",
        "bear with me", "please hold",
        "let me check", "thank you for waiting", "thanks for waiting", "for your patience", "hang on",
      ]
    case .thanks:
      [
        "感谢您", "谢谢您", "感谢你", "谢谢你", "感谢支持", "感谢理解", "感谢配合", "thank you for", "thanks for", "appreciate your",
        "we appreciate",
      ]
    }
  }
}

/// A wording of agents, and how often customers are relieved after it.
public struct BestPhrase: Sendable, Hashable {
  /// What it is for.
  public var purpose: PhrasePurpose
  /// The wording as it is said most often.
  public var wording: String
  /// In how many conversations it was said, and in how many of them a good sign followed.
  public var success: Proportion
  /// The same for all other wordings of the purpose.
  public var peers: Proportion
  /// How many agents say it.
  public var agents: Int
  /// The false discovery rate of the difference, over all wordings of all purposes.
  public var q: Double
  /// Whether it is better than its peers at q ≤ 0.05.
  public var isBetter: Bool { q <= 0.05 && (success.value ?? 0) > (peers.value ?? 1) }
  /// Conversations in which it was said, the first ones by id.
  public var places: [String]
}

/// Finds agents' wording that is followed by relief, thanks or a high rating more often than that of their peers.
///
/// A wording is a sentence of an agent without width, case, punctuation and digits. A good sign is: the next message of
/// the customer is positive by the sentiment lexicon, says thanks or relief or that the matter is solved, or the contact's
/// rating is high. A conversation counts once a wording. It finds what goes together, not what causes it. Order makes no difference.
public final class PhraseMiner {
  private struct Entry {
    var wordings: [String: Int] = [:]
    var conversations = 0
    var good = 0
    var agents: Set<String> = []
    var places: [String] = []
  }

  private let folder: Folder
  private let relief: ReliefSign
  private let cues: [(purpose: PhrasePurpose, bytes: [UInt8])]
  private var folded = FoldedText()
  private var entries: [PhrasePurpose: [UInt64: Entry]] = [:]
  private var totals: [PhrasePurpose: (conversations: Int, good: Int)] = [:]

  /// Makes a miner.
  ///
  /// - Parameter highRating: The least rating of a contact that is high.
  public init(highRating: Double = 4) throws {
    let folder = try Folder()
    self.folder = folder
    relief = ReliefSign(folder, highRating: highRating)
    cues = PhrasePurpose.allCases.flatMap { purpose in purpose.cues.map { (purpose, folder.fold($0)) } }
  }

  /// Reads a conversation.
  public func add(_ conversation: Conversation) {
    folder.fold(conversation, into: &folded)
    let isHigh = relief.isHigh(conversation)
    var said: [PhrasePurpose: [UInt64: Bool]] = [:]
    for (index, turn) in conversation.turns.enumerated()
    where turn.counts && turn.role == .agent && !turn.flags.contains(.automatic) {
      var isGood: Bool?
      for sentence in Sentences.ranges(in: folded.turnRange(index), of: folded) where sentence.count <= 300 {
        guard let purpose = purpose(of: sentence) else { continue }
        if isGood == nil { isGood = isHigh || relief.follows(index, in: conversation, folded) }
        let text = Array(conversation.text[folded.original(sentence)])
        let key = TermHash.text(text)
        let before = said[purpose, default: [:]][key]
        said[purpose, default: [:]][key] = (before ?? false) || isGood!
        guard before == nil else { continue }
        let wording = String(decoding: text, as: UTF8.self)
        entries[purpose, default: [:]][key, default: Entry()].wordings[wording, default: 0] += 1
        if turn.participant >= 0 {
          entries[purpose]![key]!.agents.insert(conversation.participants[Int(turn.participant)].id)
        }
        entries[purpose]![key]!.places.append(conversation.id)
        if entries[purpose]![key]!.places.count > 40 {
          entries[purpose]![key]!.places = Array(entries[purpose]![key]!.places.sorted().prefix(5))
        }
      }
    }
    for (purpose, keys) in said {
      for (key, good) in keys {
        entries[purpose]![key]!.conversations += 1
        totals[purpose, default: (0, 0)].conversations += 1
        if good {
          entries[purpose]![key]!.good += 1
          totals[purpose]!.good += 1
        }
      }
    }
  }

  private func purpose(of sentence: Range<Int>) -> PhrasePurpose? {
    // An apology that also asks for patience is an apology: the order of purposes decides.
    for (purpose, bytes) in cues where PhraseCounter.range(of: bytes, in: Array(folded.bytes[sentence])) != nil {
      return purpose
    }
    return nil
  }

  /// The wordings said in at least so many conversations, by purpose; the surest success first (lower end of Wilson's interval).
  public func phrases(minimum: Int) -> [BestPhrase] {
    var found: [BestPhrase] = []
    for purpose in PhrasePurpose.allCases {
      let total = totals[purpose] ?? (0, 0)
      for entry in (entries[purpose] ?? [:]).values where entry.conversations >= minimum {
        let wording = entry.wordings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
        let success = Proportion(entry.good, of: entry.conversations)
        let peers = Proportion(total.good - entry.good, of: total.conversations - entry.conversations)
        found.append(
          BestPhrase(
            purpose: purpose, wording: wording, success: success, peers: peers, agents: entry.agents.count,
            q: peers.total == 0 ? 1 : success.fisherP(against: peers), places: Array(entry.places.sorted().prefix(5))))
      }
    }
    func rank(_ phrase: BestPhrase) -> Double { phrase.success.interval()?.low ?? 0 }
    let order = PhrasePurpose.allCases
    found.sort { a, b in
      if a.purpose != b.purpose { return order.firstIndex(of: a.purpose)! < order.firstIndex(of: b.purpose)! }
      return rank(a) != rank(b) ? rank(a) > rank(b) : a.wording < b.wording
    }
    for (index, q) in MultipleTesting.falseDiscoveryRates(found.map(\.q)).enumerated() { found[index].q = q }
    return found
  }
}
