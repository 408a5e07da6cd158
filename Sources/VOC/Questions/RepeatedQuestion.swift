public import Statistics

/// A question customers ask again and again.
public struct RepeatedQuestion: Sendable, Hashable {
  /// The most frequent wording, as a customer wrote it.
  public var wording: String
  /// How often it was asked.
  public var count: Int
  /// In how many conversations.
  public var conversations: Int
  /// In how many different wordings.
  public var wordings: Int
  /// How often it got an answer from a person or a bot.
  public var answered: Int
  /// The most frequent answers, at most three.
  public var answers: [Answer]
  /// The answer most surely followed by a good sign (lower end of Wilson's interval) of those given twice or more, if any was.
  public var best: Answer?
  /// Conversations that a page with this answer would have saved at most; see ``QuestionReport/savable``.
  public var savable: Int
  /// Where it was asked: conversation and turn from 1, the first ones by id.
  public var places: [Place]

  /// An answer and how often it was given.
  public struct Answer: Sendable, Hashable {
    /// The answer's most frequent wording.
    public var text: String
    /// How often it was followed by thanks, relief, a matter confirmed as solved or a high rating, of how often given.
    public var success: Proportion
    /// How often it was given.
    public var count: Int { success.total }
  }

  /// A place in the input.
  public struct Place: Sendable, Hashable, Comparable {
    /// The conversation's id.
    public var conversation: String
    /// The turn, from 1 among public turns.
    public var turn: Int

    /// By conversation, then by turn.
    public static func < (a: Place, b: Place) -> Bool { (a.conversation, a.turn) < (b.conversation, b.turn) }
  }
}

/// The questions that were found, and what a page with them would save.
public struct QuestionReport: Sendable, Hashable {
  /// The questions, the most frequent first.
  public var questions: [RepeatedQuestion]
  /// Conversations in which a customer asked something.
  public var conversations: Int
  /// Conversations that a page with all listed questions would have saved at most: every question of the customer is a listed
  /// one, every one was answered, nobody looked anything up, and the customer had no other concern.
  ///
  /// The sum of the questions' own figures is no more than this: a conversation with two questions needs both on the page.
  public var savable: Int
}
