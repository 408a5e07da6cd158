import Testing
import TextAnalysis
import Transcripts

@testable import QA

/// The metrics of talks, for tests.
enum Measured {
  /// The metrics of a conversation.
  static func metrics(
    _ conversation: Conversation, fields: [String] = [],
    settings change: (inout MetricSettings) throws -> Void = { _ in }
  ) throws -> ContactMetrics {
    var settings = try MetricSettings()
    try change(&settings)
    let worker = try MetricsWorker(
      reader: MetricsReader(settings: settings, fields: fields), fields: fields, detail: nil,
      decoding: DecodingOptions())
    return worker.metrics(of: conversation)
  }

  /// One metric of a talk; times are seconds.
  static func value(
    _ metric: String, _ talk: [String], times: [Int] = [], metadata: [String: MetadataValue] = [:],
    channel: String = "chat", settings change: (inout MetricSettings) throws -> Void = { _ in }
  ) throws -> MetricValue {
    var conversation = Talk.conversation(talk, times: times, metadata: metadata)
    conversation.channel = channel
    return try metrics(conversation, settings: change).contact.values[try #require(Metrics.index(of: metric))]
  }
}

/// A talk, a metric and its value.
struct MetricCase: Sendable, CustomTestStringConvertible {
  var metric: String
  var talk: [String]
  var times: [Int]
  var value: MetricValue

  init(_ metric: String, _ value: MetricValue, _ talk: [String], _ times: [Int] = []) {
    (self.metric, self.talk, self.times, self.value) = (metric, talk, times, value)
  }

  var testDescription: String { "\(metric) of \(talk.joined(separator: " / "))" }
}
