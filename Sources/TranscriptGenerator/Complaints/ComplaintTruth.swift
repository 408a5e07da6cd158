internal import Transcripts

/// The truth file of a complaint corpus: topics, events, and the topic of every customer turn.
public enum ComplaintTruth {
  /// Writes the file, one unit a line.
  public static func json(_ output: ComplaintGenerator.Output) -> [UInt8] {
    var bytes = Array("{\"seed\": \(output.seed), \"topics\": [\n".utf8)
    append(output.topics, to: &bytes) { writer, topic in
      text("id", topic.id, &writer)
      text("title", topic.title, &writer)
      if let parent = topic.parent { text("parent", parent, &writer) }
    }
    bytes += Array("], \"events\": [\n".utf8)
    append(output.events, to: &bytes) { writer, event in
      text("type", event.type, &writer)
      text("topic", event.topic, &writer)
      text("from", event.from, &writer)
      if let until = event.until { text("until", until, &writer) }
      if !event.into.isEmpty {
        writer.key("into")
        writer.beginArray()
        for topic in event.into { writer.string(topic) }
        writer.endArray()
      }
    }
    bytes += Array("], \"units\": [\n".utf8)
    append(output.units, to: &bytes) { writer, unit in
      text("conversation", unit.conversation, &writer)
      writer.key("turn")
      writer.int(unit.turn)
      writer.key("topic")
      if let topic = unit.topic { writer.string(topic) } else { writer.null() }
      text("type", unit.type, &writer)
    }
    return bytes + Array("]}\n".utf8)
  }

  private static func append<Element>(
    _ list: [Element], to bytes: inout [UInt8], _ body: (inout JSONWriter, Element) -> Void
  ) {
    for (index, element) in list.enumerated() {
      var writer = JSONWriter()
      writer.beginObject()
      body(&writer, element)
      writer.endObject()
      bytes += Array("  ".utf8) + writer.bytes + Array((index + 1 < list.count ? ",\n" : "\n").utf8)
    }
  }

  private static func text(_ name: StaticString, _ value: String, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.string(value)
  }
}
