/// A conversation or a part of one, with marked words.
public struct Excerpt: Sendable {
  /// On which side of the page a speaker stands.
  public enum Side: String, Sendable, Hashable {
    /// The customer.
    case customer
    /// The centre: agents and bots.
    case centre
    /// Notices and events.
    case middle
  }

  /// What the excerpt is, for who cannot see it.
  public var title: String
  /// The turns.
  public var turns: [ExcerptTurn]
  /// How many turns were left out at the end.
  public var omitted: Int

  /// Makes an excerpt.
  public init(title: String, turns: [ExcerptTurn], omitted: Int = 0) {
    self.title = title
    self.turns = turns
    self.omitted = omitted
  }
}

/// One turn of an excerpt.
public struct ExcerptTurn: Sendable {
  /// The anchor of the turn; empty if nothing links here.
  public var id: String
  /// The number people use for it; `nil` for what is no turn, such as a notice.
  public var number: Int?
  /// Who speaks, ready to read.
  public var speaker: String
  /// Where the speaker stands.
  public var side: Excerpt.Side
  /// When, ready to read; empty if unknown.
  public var time: String
  /// The words.
  public var text: String
  /// Small words about the turn: automatic, withdrawn, internal.
  public var flags: [String]
  /// Marked words.
  public var marks: [TextMark]
  /// Remarks on the turn as a whole, such as a search that ends here.
  public var remarks: [Remark]
  /// Whether the turn lies in a window that was searched without success.
  public var isSearched: Bool

  /// Makes a turn.
  public init(
    id: String = "", number: Int?, speaker: String, side: Excerpt.Side, time: String = "", text: String,
    flags: [String] = [], marks: [TextMark] = [], remarks: [Remark] = [], isSearched: Bool = false
  ) {
    self.id = id
    self.number = number
    self.speaker = speaker
    self.side = side
    self.time = time
    self.text = text
    self.flags = flags
    self.marks = marks
    self.remarks = remarks
    self.isSearched = isSearched
  }

  /// A remark on a turn.
  public struct Remark: Sendable, Hashable {
    /// The remark.
    public var text: String
    /// What it means.
    public var tone: Tone
    /// The anchor of the explanation, or `nil`.
    public var link: String?

    /// Makes a remark.
    public init(_ text: String, tone: Tone, link: String? = nil) {
      self.text = text
      self.tone = tone
      self.link = link
    }
  }

  /// The text cut at the marks: plain pieces and marked pieces in order; overlapping marks give way to earlier ones.
  public var pieces: [(text: String, mark: TextMark?)] {
    let scalars = Array(text.unicodeScalars)
    var out: [(String, TextMark?)] = []
    var position = 0
    func piece(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    for mark in marks.sorted(by: {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }) {
      let start = max(mark.range.lowerBound, position)
      let end = min(mark.range.upperBound, scalars.count)
      guard start < end else { continue }
      if start > position { out.append((piece(position..<start), nil)) }
      out.append((piece(start..<end), mark))
      position = end
    }
    if position < scalars.count { out.append((piece(position..<scalars.count), nil)) }
    return out
  }
}

/// Marked words of a turn.
public struct TextMark: Sendable, Hashable {
  /// Code points of the turn's text.
  public var range: Range<Int>
  /// What it means.
  public var tone: Tone
  /// What the mark says, for example a rule's title.
  public var label: String
  /// The mark's number in the explanations; empty if it has none.
  public var reference: String
  /// The anchor of the explanation, or `nil`.
  public var link: String?

  /// Makes a mark.
  public init(_ range: Range<Int>, tone: Tone, label: String, reference: String = "", link: String? = nil) {
    self.range = range
    self.tone = tone
    self.label = label
    self.reference = reference
    self.link = link
  }
}
