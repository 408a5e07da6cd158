/// News for readers that poll: what a feed holds, whatever its format.
public struct FeedDocument: Sendable {
  /// The feed's permanent id, a URI.
  public var id: String
  /// Its title.
  public var title: String
  /// Who publishes it.
  public var author: String
  /// The language of its words.
  public var language: ReportLanguage
  /// Where the feed itself is, if it is published.
  public var selfLink: String?
  /// When it last changed, in milliseconds since 1970.
  public var updatedAt: Int64
  /// Its items, the latest first.
  public var items: [FeedItem]

  /// Makes a feed.
  public init(
    id: String, title: String, author: String = "qa-cli", language: ReportLanguage, selfLink: String? = nil,
    updatedAt: Int64, items: [FeedItem]
  ) {
    self.id = id
    self.title = title
    self.author = author
    self.language = language
    self.selfLink = selfLink
    self.updatedAt = updatedAt
    self.items = items
  }
}

/// A piece of news.
public struct FeedItem: Sendable {
  /// A property with its name.
  public struct Fact: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What it tells of, the same over its life, for example `topic/T3/2026-03-02`.
  public var key: String
  /// The permanent id, a URI.
  public var id = ""
  /// One line.
  public var title: String
  /// What it says in one sentence.
  public var summary: String
  /// Figures and properties.
  public var facts: [Fact]
  /// What customers said, if it may be told.
  public var quotes: [String]
  /// Words to filter by.
  public var tags: [String]
  /// Numbers for programs, by name.
  public var figures: [(name: String, value: Double)]
  /// When it came up, in milliseconds since 1970.
  public var publishedAt: Int64
  /// When it last changed, in milliseconds since 1970.
  public var updatedAt: Int64
  /// Whether it is over.
  public var isExpired: Bool

  /// Makes a piece of news.
  public init(
    key: String, title: String, summary: String, facts: [Fact] = [], quotes: [String] = [], tags: [String] = [],
    figures: [(name: String, value: Double)] = [], at time: Int64, isExpired: Bool = false
  ) {
    self.key = key
    self.title = title
    self.summary = summary
    self.facts = facts
    self.quotes = quotes
    self.tags = tags
    self.figures = figures
    publishedAt = time
    updatedAt = time
    self.isExpired = isExpired
  }

  /// Everything a reader sees but dates and id, as one text: a change of it is a change of the item.
  public var content: String {
    var parts = [key, title, summary, isExpired ? "over" : "on"]
    parts += facts.flatMap { [$0.name, $0.value] } + quotes + tags + figures.map { "\($0.name)=\($0.value)" }
    return parts.joined(separator: "\u{1F}")
  }
}
