public import Transcripts

/// One contact as the voice of the customer needs it: who, where, when, and what the customer said.
public struct Contact: Sendable, Hashable {
  /// The conversation's id.
  public var id = ""
  /// What tells the record from others.
  public var fingerprint = Fingerprint()
  /// A hash of the customer's id, zero if the source names nobody; the id itself is not kept.
  public var customer: UInt64 = 0
  /// The channel.
  public var channel = ""
  /// The product.
  public var product = ""
  /// The region.
  public var region = ""
  /// The agent's id.
  public var agent = ""
  /// The customer's segment or tier.
  public var segment = ""
  /// Start in milliseconds, or ``Turn/noTime``.
  public var startedAt = Turn.noTime
  /// The rating the customer gave, if any.
  public var rating: Double?
  /// How often the agent in charge changed.
  public var handOffs = 0
  /// What the customer said, in order.
  public var mentions: [Mention] = []
  /// Customers' texts left out because they say nothing by themselves: greetings, thanks, single words.
  public var fillers = 0

  /// Makes an empty contact.
  public init() {}
}

/// One thing a customer said: a message, or a sentence of a note or of a long message.
public struct Mention: Sendable, Hashable {
  /// The turn, from 1 among turns that count.
  public var turn = 0
  /// Code points of the turn's text.
  public var span: Range<Int> = 0..<0
  /// The hash of the normalised text: texts that differ in width, case, punctuation or digits are one unit.
  public var key: UInt64 = 0
  /// The text, UTF-8.
  public var text: [UInt8] = []
  /// Why the customer speaks up.
  public var reading = ContactReading(type: nil, confidence: 0, reasons: [], hasPurchaseIntent: false, competitor: nil)
  /// The sentiment, −100 to 100.
  public var sentiment = 0

  /// Makes an empty mention.
  public init() {}
}
