internal import Documents
internal import Transcripts

/// The contacts that deserve reading, whole: fatal ones, the worst, and examples for every rule.
enum ContactSection: ReportSection {
  /// Bytes of transcripts after which the rest is only named.
  private static let textBudget = 6 << 20

  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    guard !context.results.shown.isEmpty else { return nil }
    var budget = textBudget
    let blocks = context.results.shown.map { contact -> Block in
      let details = ContactDetails(contact, context, withTranscript: budget > 0)
      budget -= contact.conversation?.text.count ?? 0
      return .details(details.details)
    }
    let count = Digits.grouped(context.results.shown.count)
    let all = Digits.grouped(context.tally.contacts)
    return DocumentSection(
      id: "conversations", title: word("会话", "Conversations"),
      lead: word(
        "\(all) 个会话中的 \(count) 个：先是致命的，然后是得分最低的，最后是各条规则的例子。点开可看扣分明细、证据、检索范围和未命中的原因。",
        "\(count) of \(all): fatal ones first, then the lowest scores, then examples of every rule. Open one for its ledger, evidence, searched turns and why near misses did not count."
      ), blocks: blocks)
  }
}
