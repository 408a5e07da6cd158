internal import ArgumentParser
internal import TextAnalysis
internal import Transcripts

/// `qa-cli convert`: writes conversations of any known format as canonical NDJSON.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write conversations of any known format as canonical NDJSON.",
    discussion: """
      Examples:
        qa-cli convert export.csv --out chats.ndjson
        qa-cli convert 千牛.txt --role-map 小林=agent --tz Asia/Shanghai
        qa-cli convert chats.ndjson --where team=north --sample 200 --seed 7
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var target: RewriteOptions
  @Flag(help: "Replace personal data by labels; qa-cli redact has more ways.") var redact = false
  @Option(name: .customLong("lang"), help: "Language of the remarks: zh or en.") var language = Language.en

  func run() throws {
    let redactor = redact ? try Redactor(.label(chinese: true)) : nil
    let rewrite = ConversationRewrite(
      input: input, selection: selection, target: target, verb: ("转换", "converted"), language: language)
    try rewrite.run {
      redactor?.redact(&$0)
    }
  }
}

extension InputReport {
  /// Prints what was noticed about each input.
  func tell(_ files: [InputFile], _ language: Language) {
    for (index, entry) in entries.enumerated() {
      for note in entry.notes { Console.note(files[index].name, language(note.chinese, note.english), language) }
      if entry.fallbackCount > 0 {
        let words = language(
          "\(entry.fallbackCount) 行按备用编码读取", "\(entry.fallbackCount) lines were read in the fallback encoding")
        Console.note(files[index].name, words, language)
      }
      if let failure = entry.failure { Console.report(failure) }
    }
  }
}
