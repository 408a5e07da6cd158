internal import TextAnalysis
internal import Transcripts

/// The rated texts of a command's inputs: rows of tables, or what customers say in rated conversations.
struct RatedCollection {
  /// Texts or conversations that were read.
  private(set) var read = 0
  /// Records that could not be read.
  private(set) var quarantined = 0
  private var fromTables: [RatedText] = []
  private var texts: [[UInt8]] = []
  private var ratings: [String] = []
  private let field: String

  init(_ files: [InputFile], _ input: InputOptions, labels: String?, textColumn: String?) throws {
    field = labels ?? "csat"
    let folder = try Folder()
    var conversations: [InputFile] = []
    for file in files {
      let name = file.name.lowercased()
      let isTable = [".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst"].contains { name.hasSuffix($0) }
      if isTable, let table = try RatedTextFile(file, text: textColumn, label: labels) {
        read += table.rows.count
        fromTables += try table.rated(file: file, folder: folder).texts
      } else {
        conversations.append(file)
      }
    }
    guard !conversations.isEmpty else { return }
    var lost = 0
    var count = 0
    var texts: [[UInt8]] = []
    var ratings: [String] = []
    let field = field
    let report = try ConversationPass.run(
      conversations, input,
      setAside: { _ in
        count += 1
        lost += 1
      }
    ) { conversation in
      count += 1
      guard let rating = conversation.metadata[field]?.description, !rating.isEmpty else { return }
      var text: [UInt8] = []
      for turn in conversation.turns where turn.counts && turn.role == .customer {
        text += conversation.text[turn.range]
        text.append(0x0A)
      }
      guard !text.isEmpty else { return }
      texts.append(folder.fold(bytes: text))
      ratings.append(rating)
    }
    report.tell(conversations, .en)
    read += count
    quarantined += lost
    self.texts = texts
    self.ratings = ratings
  }

  /// The texts with their classes.
  func rated() throws -> [RatedText] {
    switch SentimentGrading.classes(of: ratings) {
    case .failure:
      throw ToolError(
        "E-LABEL", what: "a value of '\(field)' names no class".escapingControls,
        how: "positive, negative, neutral; 1 and 0; or grades of 1 to 5", exitCode: .inputRefused)
    case .success(let classes):
      return fromTables + zip(texts, classes).compactMap { text, label in label.map { RatedText(text, $0) } }
    }
  }

  /// Refuses what no model can be made of.
  func check(_ texts: [RatedText], _ old: SentimentModel?) throws {
    guard !texts.isEmpty else {
      throw ToolError(
        "E-LABEL", what: "no record has a rating in '\(field)'".escapingControls, how: "--labels FIELD",
        exitCode: .inputRefused)
    }
    let classes = Set(texts.map(\.label))
    if let old {
      guard classes.isSubset(of: old.labels) else {
        throw ToolError(
          "E-LABEL", what: "the ratings have a class that the old model does not know",
          how: "train anew, without --update",
          exitCode: .inputRefused)
      }
    } else if classes.count < 2 {
      throw ToolError(
        "E-LABEL", what: "all ratings are of one class", how: "ratings of at least two classes", exitCode: .inputRefused
      )
    }
  }
}
