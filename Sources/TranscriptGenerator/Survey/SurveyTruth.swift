internal import Transcripts

/// The truth file of a generated survey: every planted finding, in the shape of the other truth files.
public enum SurveyTruth {
  /// Writes the file.
  public static func json(_ chats: [SurveyChat], rulebook: String, seed: UInt64) -> [UInt8] {
    var bytes = Array("{\"rulebook\": \"\(rulebook)\", \"seed\": \(seed), \"conversations\": [\n".utf8)
    for (index, chat) in chats.enumerated() {
      bytes += record(of: chat)
      bytes += Array((index + 1 < chats.count ? ",\n" : "\n").utf8)
    }
    return bytes + Array("]}\n".utf8)
  }

  private static func record(of chat: SurveyChat) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("id")
    writer.string(chat.id)
    writer.key("organisation")
    writer.string(chat.organisation)
    writer.key("first_response_s")
    writer.int(chat.firstResponse)
    writer.key("expected")
    writer.beginArray()
    for finding in chat.planted {
      writer.beginObject()
      writer.key("rule")
      writer.string(finding.rule)
      writer.key("leg")
      writer.int(finding.leg)
      writer.key("turn")
      if let turn = finding.turn { writer.int(turn) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
    writer.key("not_scorable")
    writer.null()
    writer.endObject()
    return writer.bytes
  }
}
