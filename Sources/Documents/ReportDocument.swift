/// What a report says, free of how it looks: a head, and sections of tables, charts, excerpts and notes.
///
/// Whoever has results fills one; every sink (HTML, Markdown, …) writes it. A document knows nothing of scoring or
/// topics, so that n kinds of result and m sinks cost n + m files.
public struct ReportDocument: Sendable {
  /// The title.
  public var title: String
  /// One line below the title, for example what was read and when.
  public var subtitle: String
  /// The language of the document's own words.
  public var language: ReportLanguage
  /// What identifies the run: versions, hashes, counts.
  public var facts: [Fact]
  /// The sections in reading order.
  public var sections: [DocumentSection]

  /// Makes a document.
  public init(
    title: String, subtitle: String = "", language: ReportLanguage, facts: [Fact] = [],
    sections: [DocumentSection] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.language = language
    self.facts = facts
    self.sections = sections
  }

  /// A named value of the document's head.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String
    /// Whether the value is a code such as a hash.
    public var isCode: Bool

    /// Makes a fact.
    public init(_ name: String, _ value: String, isCode: Bool = false) {
      self.name = name
      self.value = value
      self.isCode = isCode
    }
  }
}

/// A part of a document with a heading of its own and a place to link to.
public struct DocumentSection: Sendable {
  /// The section's anchor: lower-case letters, digits and hyphens.
  public var id: String
  /// The heading.
  public var title: String
  /// The heading in one or two words, for a list of contents; the title if it is short enough.
  public var shortTitle: String
  /// What the section says in a sentence or two.
  public var lead: String
  /// The content.
  public var blocks: [Block]

  /// Makes a section.
  public init(id: String, title: String, shortTitle: String? = nil, lead: String = "", blocks: [Block] = []) {
    self.id = id
    self.title = title
    self.shortTitle = shortTitle ?? title
    self.lead = lead
    self.blocks = blocks
  }
}

/// A piece of a section's content.
public enum Block: Sendable {
  /// A paragraph.
  case paragraph(String)
  /// A remark that stands out: a limit of what was measured, a warning.
  case note(String, tone: Tone)
  /// Key figures side by side.
  case figures([Figure])
  /// A table.
  case table(ReportTable)
  /// A chart; sinks that cannot draw write its table.
  case chart(ReportChart)
  /// A list of short items, in order.
  case list([ListItem])
  /// Part of a conversation.
  case excerpt(Excerpt)
  /// Content that is folded away until it is asked for.
  case details(Details)
}

/// Content that is folded away until it is asked for.
public struct Details: Sendable {
  /// The anchor; empty if nothing links here.
  public var id: String
  /// The line that is always seen.
  public var summary: String
  /// Marks beside the summary.
  public var badges: [Badge]
  /// The content.
  public var blocks: [Block]
  /// Whether the content shows from the start.
  public var isOpen: Bool

  /// Makes folded content.
  public init(id: String = "", summary: String, badges: [Badge] = [], blocks: [Block], isOpen: Bool = false) {
    self.id = id
    self.summary = summary
    self.badges = badges
    self.blocks = blocks
    self.isOpen = isOpen
  }
}

/// A short word with a tone, for example a verdict.
public struct Badge: Sendable, Hashable {
  /// The word.
  public var text: String
  /// What it means.
  public var tone: Tone

  /// Makes a badge.
  public init(_ text: String, _ tone: Tone = .plain) {
    self.text = text
    self.tone = tone
  }
}

/// What a value means, beside what it says; sinks give it a colour and never the colour alone.
public enum Tone: String, Sendable, Hashable, CaseIterable {
  /// Nothing in particular.
  case plain
  /// As it should be.
  case good
  /// Needs a look.
  case warning
  /// Wrong.
  case bad
  /// Of little weight.
  case muted
  /// An explanation.
  case info
}

/// A key figure.
public struct Figure: Sendable, Hashable {
  /// What is counted or measured.
  public var label: String
  /// The figure, ready to read.
  public var value: String
  /// What stands below: an interval, a change, a count.
  public var detail: String
  /// What it means.
  public var tone: Tone

  /// Makes a figure.
  public init(_ label: String, _ value: String, detail: String = "", tone: Tone = .plain) {
    self.label = label
    self.value = value
    self.detail = detail
    self.tone = tone
  }
}

/// An item of a list: a text with words of somebody else below it.
public struct ListItem: Sendable, Hashable {
  /// The item's own words.
  public var text: String
  /// Words of customers or agents that show it.
  public var quotes: [Quote]

  /// Makes an item.
  public init(_ text: String, quotes: [Quote] = []) {
    self.text = text
    self.quotes = quotes
  }

  /// Somebody's words, with where they stand.
  public struct Quote: Sendable, Hashable {
    /// The words that matter.
    public var text: String
    /// What was said just before them.
    public var before: String
    /// What was said just after them.
    public var after: String
    /// Where they stand: conversation, speaker, turn.
    public var source: String
    /// The anchor of the place in the document, if it is there.
    public var link: String?

    /// Makes a quote.
    public init(_ text: String, before: String = "", after: String = "", source: String = "", link: String? = nil) {
      self.text = text
      self.before = before
      self.after = after
      self.source = source
      self.link = link
    }

    /// Whether there is nothing around the words.
    public var isWhole: Bool { before.isEmpty && after.isEmpty }
  }
}
