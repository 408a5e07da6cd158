internal import Statistics
public import Transcripts

/// Drivers as records: one `drivers_run/1`, then a `driver/1` for every feature that was tested.
public enum DriverRecords {
  /// Writes an analysis.
  public static func write(
    _ analysis: DriverAnalysis, label: String, contacts: Int, rated: Int, isChinese: Bool,
    into encoder: inout JSONRecordEncoder
  ) {
    encoder.begin("drivers_run/1")
    encoder.field("label", label)
    encoder.field("high", analysis.high)
    encoder.field("contacts", contacts)
    encoder.field("rated", rated)
    encoder.field("analysed", analysis.count)
    encoder.field("high_ratings", analysis.highCount)
    encoder.beginList("confounders")
    for entry in analysis.confounders { encoder.item(entry.field) }
    encoder.endList()
    encoder.field("tested", analysis.findings.count)
    encoder.field("too_few", analysis.tooFew)
    encoder.beginList("limits")
    for limit in analysis.limits(contacts: contacts, rated: rated) { encoder.item(isChinese ? limit.zh : limit.en) }
    encoder.endList()
    encoder.end()
    for finding in analysis.findings { write(finding, analysis, isChinese, &encoder) }
  }

  private static func write(
    _ finding: DriverAnalysis.Finding, _ analysis: DriverAnalysis, _ isChinese: Bool,
    _ encoder: inout JSONRecordEncoder
  ) {
    func field(_ name: StaticString, _ low: StaticString, _ high: StaticString, _ value: (Double, Interval)?) {
      encoder.field(name, number: value?.0)
      encoder.field(low, number: value?.1.low)
      encoder.field(high, number: value?.1.high)
    }
    encoder.begin("driver/1")
    encoder.field("kind", finding.feature.kind.rawValue)
    encoder.field("feature", finding.feature.id)
    encoder.field("title", isChinese ? finding.feature.title.zh : finding.feature.title.en)
    encoder.field("unit", finding.feature.unit.rawValue)
    encoder.field("n", finding.count)
    field("auc", "auc_low", "auc_high", (finding.area.value, finding.area.interval))
    field("spearman", "spearman_low", "spearman_high", finding.correlation)
    encoder.field("share_yes", number: finding.shares?.yes.value)
    encoder.field("share_no", number: finding.shares?.no.value)
    field("odds_ratio", "odds_low", "odds_high", finding.odds)
    field("joint_odds_ratio", "joint_odds_low", "joint_odds_high", finding.jointOdds)
    encoder.field("p", number: finding.p)
    encoder.field("q", number: finding.q)
    encoder.field("reported", finding.isReported)
    encoder.field("sentence", isChinese ? analysis.sentence(finding).zh : analysis.sentence(finding).en)
    encoder.end()
  }
}
