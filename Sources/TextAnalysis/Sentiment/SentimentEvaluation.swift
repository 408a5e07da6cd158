public import Transcripts

/// How well an engine agrees with people, and how fast it reads: `sentiment-evaluation/1`.
public struct SentimentEvaluation {
  /// Classes given and predicted.
  public private(set) var report: ClassificationReport
  /// What gave the predictions.
  public private(set) var engine = ""
  /// Number of folds, if the predictions are cross-validated.
  public private(set) var folds: Int?
  /// Expected calibration error of the probabilities, if there are any.
  public private(set) var calibrationError: Double?
  /// Megabytes (10⁶) of folded text read a second of processor time; a run folds its text once for everything.
  public private(set) var megabytesPerSecond: Double?
  /// The same with the folding.
  public private(set) var megabytesPerSecondFolding: Double?
  private let folder: Folder

  /// Begins an evaluation on texts.
  public init(_ texts: [RatedText]) throws {
    report = ClassificationReport(
      labels: SentimentLabel.allCases.filter { label in texts.contains { $0.label == label } })
    folder = try Folder()
  }

  /// Compares what an engine reads with the ratings; without a neutral class among them the score's sign decides.
  public mutating func compare(_ texts: [RatedText], with engine: any SentimentEngine) {
    let labels = SentimentLabel.allCases.filter { label in texts.contains { $0.label == label } }
    let hasNeutral = labels.contains(.neutral)
    // Where neutral is no rating but the engine may say so, the matrix has no column for it: the sign decides.
    report = ClassificationReport(labels: hasNeutral ? SentimentLabel.allCases : [.negative, .positive])
    self.engine = engine.identity
    let reader = engine.makeReader()
    for text in texts {
      let reading = reader.read(text.bytes)
      report.add(given: text.label, predicted: hasNeutral ? reading.label : reading.polarity(of: text.bytes))
    }
  }

  /// Takes over a cross-validation.
  public mutating func take(_ validation: SentimentTrainer.Validation, folds: Int) {
    report = validation.report
    calibrationError = validation.calibrationError
    self.folds = folds
    engine = "trained, cross-validated"
  }

  /// Measures the speed of reading the texts, and of folding and reading them, each over at least a quarter of a second.
  ///
  /// - Parameter clock: seconds, best of processor time.
  public mutating func time(_ texts: [[UInt8]], with reader: any SentimentReader, clock: () -> Double) {
    let size = texts.reduce(0) { $0 + $1.count }
    guard size > 0 else { return }
    let folded = texts.map { folder.fold(bytes: $0) }
    megabytesPerSecond = Self.speed(of: size, clock) { for text in folded { _ = reader.read(text) } }
    megabytesPerSecondFolding = Self.speed(of: size, clock) {
      for text in texts { _ = reader.read(folder.fold(bytes: text)) }
    }
  }

  private static func speed(of size: Int, _ clock: () -> Double, _ round: () -> Void) -> Double? {
    let start = clock()
    var rounds = 0
    var seconds = 0.0
    repeat {
      round()
      rounds += 1
      seconds = clock() - start
    } while seconds < 0.25
    return Double(size * rounds) / seconds / 1e6
  }

  /// Writes the record.
  public func write(into encoder: inout some RecordEncoder) {
    encoder.begin("sentiment-evaluation/1")
    encoder.field("engine", engine)
    if let folds { encoder.field("folds", folds) }
    Self.write(report, into: &encoder)
    if let calibrationError {
      encoder.field("calibration_error", number: SentimentRecords.rounded(calibrationError))
    }
    if let megabytesPerSecond { encoder.field("mb_per_s", number: (megabytesPerSecond * 10).rounded() / 10) }
    if let megabytesPerSecondFolding {
      encoder.field("mb_per_s_with_folding", number: (megabytesPerSecondFolding * 10).rounded() / 10)
    }
    encoder.end()
  }

  /// Writes the record of a training: `sentiment-model/1`.
  public static func write(
    _ model: SentimentModel, _ validation: SentimentTrainer.Validation?, folds: Int,
    into encoder: inout some RecordEncoder
  ) {
    encoder.begin("sentiment-model/1")
    encoder.field("engine", model.identity)
    encoder.field("generation", model.generation)
    encoder.field("features", model.featureCount)
    encoder.beginNested("ratings")
    for (label, count) in zip(model.labels, model.ratings) { encoder.field(label.name, count) }
    encoder.endNested()
    if let validation {
      encoder.field("folds", folds)
      write(validation.report, into: &encoder)
      encoder.field("calibration_error", number: SentimentRecords.rounded(validation.calibrationError))
    }
    encoder.end()
  }

  private static func write(_ report: ClassificationReport, into encoder: inout some RecordEncoder) {
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    encoder.field("n", report.count)
    encoder.field("accuracy", number: rounded(report.accuracy))
    encoder.field("macro_f1", number: rounded(report.macroF1))
    encoder.beginList("classes")
    for (index, label) in report.labels.enumerated() {
      encoder.beginItem()
      encoder.field("label", "\(label.name)")
      encoder.field("precision", number: rounded(report.precision(index)))
      encoder.field("recall", number: rounded(report.recall(index)))
      encoder.field("f1", number: rounded(report.f1(index)))
      encoder.field("support", report.support(index))
      encoder.endItem()
    }
    encoder.endList()
    let matrix = report.confusion.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }
    encoder.field("confusion", json: Array(("[" + matrix.joined(separator: ",") + "]").utf8))
  }
}
