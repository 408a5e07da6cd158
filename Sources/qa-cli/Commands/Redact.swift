internal import ArgumentParser
internal import TextAnalysis
internal import Transcripts

/// `qa-cli redact`: takes personal data out of conversations.
struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Write conversations without personal data, as canonical NDJSON.",
    discussion: """
      Examples:
        qa-cli redact chats.ndjson --out clean.ndjson
        qa-cli redact export.csv --style mask
        qa-cli redact chats.ndjson --style pseudonym --key-file key

      Found are telephone, identity and card numbers, e-mail and IP addresses, plates, passports, names, postal
      addresses, codes and passwords, in Chinese and English; docs/personal-data.md says how, and how well. Codes,
      passwords and card security codes always become their label. The id of a conversation stays.
      """)

  enum Style: String, ExpressibleByArgument, CaseIterable { case label, mask, pseudonym }

  @OptionGroup var input: InputOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var target: RewriteOptions
  @Option(help: "label: [手机]; mask: 138******00; pseudonym: the same name for the same value under a key.")
  var style = Style.label
  @Option(help: "A file with a secret key of at least 16 bytes that only its owner can read.") var keyFile: String?
  @Option(name: .customLong("lang"), help: "Language of labels: zh or en.") var language = Language.zh

  func run() throws {
    let redactor = try Redactor(redactionStyle())
    var totals: [EntityKind: Int] = [:]
    let rewrite = ConversationRewrite(
      input: input, selection: selection, target: target, verb: ("脱敏", "redacted"), language: language)
    var seen = 0
    // Of input that could not be read nothing is said.
    defer { if seen > 0 { tell(totals) } }
    try rewrite.run { conversation in
      seen += 1
      for (kind, count) in redactor.redact(&conversation) { totals[kind, default: 0] += count }
    }
  }

  private func redactionStyle() throws -> RedactionStyle {
    switch style {
    case .label: return .label(chinese: language == .zh)
    case .mask: return .mask
    case .pseudonym:
      guard let keyFile else {
        throw ToolError(
          "E-USAGE", what: "pseudonyms need a key",
          how: "--key-file FILE (head -c 32 /dev/urandom > FILE; chmod 600 FILE)",
          exitCode: .usage)
      }
      return .pseudonym(try PseudonymKey(SecretFile.contents(keyFile), file: keyFile))
    }
  }

  private func tell(_ totals: [EntityKind: Int]) {
    let words = EntityKind.allCases.compactMap { kind in totals[kind].map { "\(kind.rawValue) \($0)" } }
    Console.say(
      words.isEmpty
        ? language("没有发现个人信息", "no personal data found")
        : language("已替换：", "replaced: ") + words.joined(separator: language("，", ", ")))
  }
}
