internal import Transcripts

/// The service metrics of a stored run: what ``MetricRecords`` wrote beside the evaluations.
struct StoredMetrics {
  /// All contacts.
  let total: MetricsSummary.Group
  /// The groups by all grouping fields, the largest first; they hold ``groupMetrics`` only.
  let groups: [MetricsSummary.Group]
  /// Grouping fields, thresholds, levels and the hours of the week.
  let summary: MetricsSummary

  /// The metrics that groups are compared by; those of many groups would take long to read and are not shown.
  static let groupMetrics = ["first_response_human", "response_time_average", "effective_response_rate"]

  /// Reads the file of a run.
  ///
  /// - Throws: `E-METRICS` where a line is no record of metrics, `E-INPUT-…` where the file cannot be read.
  init(path: String) throws {
    let bytes = try InputFile(path).contents(limit: 1 << 30)
    let summary = try MetricsSummaryReader.read(Self.needed(bytes), name: StoredResults.FileName.metrics)
    self.summary = summary
    (total, groups) = summary.finished()
  }

  /// The lines that a report shows.
  private static func needed(_ bytes: [UInt8]) -> [UInt8] {
    let group = Array(#"{"schema":"metric/1","total":false"#.utf8)
    let first = Metrics.definitions.first?.id ?? ""
    let wanted = Set((groupMetrics + [first]).map { #""metric":"\#($0)","# })
    var kept: [UInt8] = []
    for line in bytes.split(separator: 0x0A) {
      if line.starts(with: group) {
        let text = String(decoding: line, as: UTF8.self)
        guard wanted.contains(where: { text.contains($0) }) else { continue }
      }
      kept += line
      kept.append(0x0A)
    }
    return kept
  }

  /// A metric of all contacts, if any contact had it.
  subscript(id: String) -> MetricTally? {
    guard let index = Metrics.index(of: id) else { return nil }
    let tally = total.tallies[index]
    return tally.count + tally.never > 0 ? tally : nil
  }

  /// The groups by one field alone, with the tally of a metric, in order of name.
  func groups(by field: String, _ metric: String) -> [(value: String, tally: MetricTally)] {
    guard let place = summary.fields.firstIndex(of: field), let index = Metrics.index(of: metric) else { return [] }
    var merged: [String: MetricTally] = [:]
    for group in groups {
      merged[group.values[place], default: MetricTally(thresholds: summary.thresholds.count)]
        .merge(group.tallies[index])
    }
    return merged.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The threshold that groups are compared by: the first of at least 30 s, else the last.
  var comparedThreshold: Int? {
    summary.thresholds.firstIndex { $0 >= 30_000 } ?? summary.thresholds.indices.last
  }
}
