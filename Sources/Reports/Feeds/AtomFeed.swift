public import Documents

/// A feed as Atom (RFC 4287).
public enum AtomFeed {
  /// The document, UTF-8.
  public static func render(_ feed: FeedDocument) -> [UInt8] {
    var xml = XMLWriter()
    xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
    xml.attribute("xml:lang", FeedContent.language(feed.language))
    xml.raw(">\n")
    element("id", feed.id, 1, &xml)
    element("title", feed.title, 1, &xml)
    element("updated", FeedContent.time(feed.updatedAt), 1, &xml)
    xml.raw("  <author><name>")
    xml.text(feed.author)
    xml.raw("</name></author>\n")
    if let link = feed.selfLink {
      xml.raw("  <link rel=\"self\" type=\"application/atom+xml\"")
      xml.attribute("href", link)
      xml.raw("/>\n")
    }
    for item in feed.items {
      xml.raw("  <entry>\n")
      element("id", item.id, 2, &xml)
      element("title", item.title, 2, &xml)
      element("published", FeedContent.time(item.publishedAt), 2, &xml)
      element("updated", FeedContent.time(item.updatedAt), 2, &xml)
      for tag in item.tags {
        xml.raw("    <category")
        xml.attribute("term", tag)
        xml.raw("/>\n")
      }
      element("summary", item.summary, 2, &xml)
      xml.raw("    <content type=\"html\">")
      xml.text(String(decoding: FeedContent.html(item), as: UTF8.self))
      xml.raw("</content>\n  </entry>\n")
    }
    xml.raw("</feed>\n")
    return xml.bytes
  }

  private static func element(_ name: StaticString, _ text: String, _ depth: Int, _ xml: inout XMLWriter) {
    for _ in 0..<depth { xml.raw("  ") }
    xml.raw("<")
    xml.raw(name)
    xml.raw(">")
    xml.text(text)
    xml.raw("</")
    xml.raw(name)
    xml.raw(">\n")
  }
}
