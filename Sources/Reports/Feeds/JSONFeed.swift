public import Documents
internal import Transcripts

/// A feed as JSON Feed 1.1.
public enum JSONFeed {
  /// The document, UTF-8.
  public static func render(_ feed: FeedDocument) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("version")
    json.string("https://jsonfeed.org/version/1.1" as StaticString)
    json.key("title")
    json.string(feed.title)
    if let link = feed.selfLink {
      json.key("feed_url")
      json.string(link)
    }
    json.key("language")
    json.string(FeedContent.language(feed.language))
    json.key("authors")
    json.beginArray()
    json.beginObject()
    json.key("name")
    json.string(feed.author)
    json.endObject()
    json.endArray()
    json.key("items")
    json.beginArray()
    for item in feed.items { write(item, &json) }
    json.endArray()
    json.key("_voc")
    json.beginObject()
    json.key("id")
    json.string(feed.id)
    json.key("updated")
    json.string(FeedContent.time(feed.updatedAt))
    json.endObject()
    json.endObject()
    json.newline()
    return json.bytes
  }

  private static func write(_ item: FeedItem, _ json: inout JSONWriter) {
    json.beginObject()
    json.key("id")
    json.string(item.id)
    json.key("title")
    json.string(item.title)
    json.key("summary")
    json.string(item.summary)
    json.key("content_html")
    json.string(String(decoding: FeedContent.html(item), as: UTF8.self))
    json.key("date_published")
    json.string(FeedContent.time(item.publishedAt))
    json.key("date_modified")
    json.string(FeedContent.time(item.updatedAt))
    json.key("tags")
    json.beginArray()
    for tag in item.tags { json.string(tag) }
    json.endArray()
    json.key("_voc")
    json.beginObject()
    json.key("key")
    json.string(item.key)
    json.key("over")
    json.bool(item.isExpired)
    for figure in item.figures {
      json.key(string: figure.name)
      if figure.value.isFinite { json.number(figure.value) } else { json.null() }
    }
    json.endObject()
    json.endObject()
  }
}
