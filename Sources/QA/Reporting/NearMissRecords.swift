public import Transcripts

/// Near misses as `near_miss/1` records: why something innocent did not hit.
public enum NearMissRecords {
  /// Appends the near misses of a contact.
  public static func write(
    _ reports: [NearMissReport], of conversation: String, book: Rulebook, into encoder: inout JSONRecordEncoder
  ) {
    for report in reports {
      encoder.begin("near_miss/1")
      encoder.field("conversation_id", conversation)
      encoder.field("rule", book.rules[report.rule].id)
      encoder.field("title", book.rules[report.rule].title)
      encoder.field("leg", report.leg)
      encoder.field("condition", report.condition)
      encoder.field("operator", report.operatorName)
      encoder.field("turn", report.turn)
      if let characters = report.characters {
        encoder.field("chars", json: Array("[\(characters.lowerBound),\(characters.upperBound)]".utf8))
      } else {
        encoder.fieldNull("chars")
      }
      encoder.field("text", report.text)
      encoder.field("refused_by", report.refusedBy)
      encoder.field("similarity", number: report.similarity.map { ($0 * 1000).rounded() / 1000 })
      encoder.field("rulebook_hash", book.contentHash)
      encoder.end()
    }
  }
}
