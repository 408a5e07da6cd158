internal import ArgumentParser
internal import Foundation
internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli topics evaluate`: how well topics found without labels agree with labels.
struct TopicsEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Find topics in labelled texts without looking at the labels, and compare.",
    discussion: """
      nmi: mutual information over the arithmetic mean of both entropies; ari: Rand index corrected for chance;
      purity: share of texts that carry the most frequent label of their topic.

      Examples:
        qa-cli topics evaluate intents.csv.gz --label-column label --format json
        qa-cli topics evaluate reviews.csv --label-column category --text-column review --topics 10 --seed 2
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "A CSV file with a header (also .gz, .zst).") var file: String
  @Option(help: "The column of the labels.") var labelColumn = "label"
  @Option(help: "The column of the texts.") var textColumn = "text"
  @OptionGroup var options: TopicOptions
  @OptionGroup(title: "Embeddings") var embeddings: EmbeddingOptions
  @Option(help: "table or json. Default: table on a terminal, else json.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  func run() throws {
    let fitting = try options.fitting()
    let dictionary = try options.words()
    var texts: [[UInt8]] = []
    var labels: [String] = []
    try LabelledTexts.read(file, textColumn: textColumn, labelColumn: labelColumn) { text, label in
      texts.append(Array(text.utf8))
      labels.append(label)
    }
    var collection = TextCollection()
    for text in texts { collection.add(text) }
    let vectors = try embeddings.table(for: collection, sample: fitting.largestSample, language)
    let evaluation = TopicEvaluation(
      collection, texts: texts, labels: labels, fitting: fitting, dictionary: dictionary, embeddings: vectors)
    let output = CheckedOutput.standardOutput()
    let agreement = evaluation.agreement
    if (format ?? (Console.isTerminal(1) ? .table : .json)) == .json {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("n")
      writer.int(evaluation.count)
      writer.key("nmi")
      writer.number(rounded(agreement.normalizedMutualInformation))
      writer.key("ari")
      writer.number(rounded(agreement.adjustedRandIndex))
      writer.key("purity")
      writer.number(rounded(agreement.purity))
      writer.key("topics_found")
      writer.int(evaluation.topicsFound)
      writer.key("unassigned_share")
      writer.number(rounded(evaluation.unassignedShare))
      writer.key("channels")
      writer.beginArray()
      for channel in EmbeddingOptions.channels(vectors) { writer.string(channel) }
      writer.endArray()
      writer.key("cpu_seconds")
      writer.number((ResourceUse.cpuSeconds * 100).rounded() / 100)
      writer.key("peak_mb")
      writer.number(ResourceUse.peakMegabytes.rounded())
      writer.endObject()
      writer.newline()
      try output.write(writer.bytes)
    } else {
      let rows: [(String, String)] = [
        (language("文本数", "texts"), "\(evaluation.count)"),
        ("NMI", decimal(agreement.normalizedMutualInformation)), ("ARI", decimal(agreement.adjustedRandIndex)),
        (language("纯度", "purity"), decimal(agreement.purity)),
        (language("发现主题数", "topics found"), "\(evaluation.topicsFound)"),
        (language("未归类占比", "unassigned share"), decimal(evaluation.unassignedShare)),
        (language("通道", "channels"), EmbeddingOptions.channels(vectors).joined(separator: ", ")),
        (language("处理器秒数", "CPU seconds"), String(format: "%.2f", ResourceUse.cpuSeconds)),
        (language("内存峰值 MiB", "peak memory, MiB"), String(format: "%.0f", ResourceUse.peakMegabytes)),
      ]
      var table = TextTable([.init(""), .init("", isNumeric: true)])
      for (name, value) in rows { table.add([name, value]) }
      try output.write(table.rendered(width: Console.width))
    }
    try output.flush()
  }

  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private func decimal(_ value: Double) -> String { String(format: "%.4f", value) }
}

extension TopicOptions {
  /// The parameters of fitting.
  func fitting() throws -> TopicFitting {
    if let topics, topics < 1 {
      throw ToolError("E-USAGE", what: "--topics must be 1 or more", exitCode: .usage)
    }
    guard sample >= 1 else { throw ToolError("E-USAGE", what: "--sample must be 1 or more", exitCode: .usage) }
    var fitting = TopicFitting()
    fitting.topicCount = topics
    fitting.granularity = granularity.granularity
    fitting.seed = seed
    fitting.jobs = max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    fitting.largestSample = sample
    return fitting
  }

  /// The dictionary with the user's words.
  func words() throws -> WordDictionary { try UserDictionaries.load(dictionary) }
}

/// Reads the user's own words.
enum UserDictionaries {
  /// The bundled dictionary with the words of these files on top.
  static func load(_ paths: [String]) throws -> WordDictionary {
    var words = WordDictionary.bundled
    for path in paths {
      let bytes = try InputFile(path).contents()
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw ToolError(
          "E-INPUT-ENCODING", file: path, what: "the dictionary is not UTF-8 text", how: "save it as UTF-8",
          exitCode: .inputRefused)
      }
      words.add(list: bytes)
    }
    return words
  }
}
