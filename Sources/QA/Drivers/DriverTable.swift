public import Transcripts

/// What may go with a rating.
public struct DriverFeature: Sendable, Hashable {
  /// Where a feature comes from.
  public enum Kind: String, Sendable, Hashable {
    /// An item of the scorecard: 1 is passed, 0 is failed.
    case item
    /// A metric.
    case metric
  }

  /// Where it comes from.
  public var kind: Kind
  /// The item's or metric's id.
  public var id: String
  /// Its name for people.
  public var title: BilingualText
  /// What its values are.
  public var unit: MetricUnit
}

/// Rated contacts with their features; bounded by a fixed sample of contacts where there are too many.
public struct DriverTable: Sendable {
  /// A rated contact.
  public struct Row: Sendable, Hashable {
    /// A hash of the contact's id: the sample, and the order of rows.
    public var hash: UInt64
    /// The rating as it is written.
    public var rating: String
    /// Feature values; NaN where a feature has none.
    public var values: [Float]
    /// The values of the confounders.
    public var confounders: [String]
  }

  /// The most rows that are kept.
  public static let capacity = 50_000

  /// The features.
  public let features: [DriverFeature]
  /// The fields that may explain a rating by themselves.
  public let confounders: [String]
  /// The rows.
  public private(set) var rows: [Row] = []
  /// Contacts read, rated or not.
  public private(set) var contacts = 0
  /// Contacts with a rating.
  public private(set) var rated = 0
  private var limit = UInt64.max

  /// Makes an empty table.
  public init(features: [DriverFeature], confounders: [String]) {
    self.features = features
    self.confounders = confounders
  }

  /// Adds a contact; `nil` is one without a rating.
  public mutating func add(_ row: Row?) {
    contacts += 1
    guard let row else { return }
    rated += 1
    guard row.hash <= limit else { return }
    rows.append(row)
    while rows.count > Self.capacity {
      limit >>= 1
      let bound = limit
      rows.removeAll { $0.hash > bound }
    }
  }
}

/// Makes the rows of a driver table; every worker owns one.
public final class DriverReader {
  private let label: String
  private let confounders: [String]
  private let evaluator: Evaluator?
  private let metrics: MetricsReader
  private let worker: MetricsWorker
  private let itemCount: Int

  /// Makes a reader.
  ///
  /// - Parameter book: The rulebook whose items are features, or `nil` for metrics alone.
  public init(label: String, confounders: [String], book: Rulebook?, settings: MetricSettings) throws {
    self.label = label
    self.confounders = confounders
    evaluator = try book.map { try Evaluator(book: $0) }
    metrics = try MetricsReader(settings: settings)
    worker = try MetricsWorker(
      reader: MetricsReader(settings: settings), fields: [], detail: nil, decoding: DecodingOptions())
    itemCount = book?.scorecard?.sections.reduce(0) { $0 + $1.items.count } ?? 0
  }

  /// The features: the items of a book, then the metrics of single contacts.
  public static func features(of book: Rulebook?) -> [DriverFeature] {
    let items = (book?.scorecard?.sections ?? []).flatMap(\.items).map {
      DriverFeature(kind: .item, id: $0.id, title: BilingualText($0.title, $0.title), unit: .flag)
    }
    return items
      + Metrics.definitions.filter { $0.scope != .history }.map {
        DriverFeature(kind: .metric, id: $0.id, title: $0.title, unit: $0.unit)
      }
  }

  /// The row of a contact; `nil` without a rating.
  public func row(of conversation: inout Conversation) -> DriverTable.Row? {
    let rating = ResultRecords.value(of: label, in: conversation)
    guard !rating.isEmpty else { return nil }
    var values = Array(repeating: Float.nan, count: itemCount)
    let contact: ContactMetrics
    if let evaluator {
      for evaluation in evaluator.evaluate(&conversation) {
        for (index, item) in evaluation.items.enumerated() where index < itemCount {
          switch item.outcome {
          case .pass, .earned: if values[index].isNaN { values[index] = 1 }
          case .fail: values[index] = 0
          default: break
          }
        }
      }
      contact = evaluator.metrics(of: conversation, by: metrics)
    } else {
      contact = worker.metrics(of: conversation)
    }
    for (definition, value) in zip(Metrics.definitions, contact.contact.values) where definition.scope != .history {
      values.append(value.number.map { Float($0) } ?? .nan)
    }
    return DriverTable.Row(
      hash: StableHash.hash(conversation.id), rating: rating, values: values,
      confounders: confounders.map { ResultRecords.value(of: $0, in: conversation) })
  }
}
