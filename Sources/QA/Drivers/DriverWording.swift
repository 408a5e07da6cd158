internal import Statistics

extension DriverAnalysis {
  /// A finding in one plain sentence.
  public func sentence(_ finding: Finding) -> BilingualText {
    let (zh, en) = (finding.feature.title.zh, finding.feature.title.en)
    guard finding.q <= 0.05 else {
      return .init("「\(zh)」与高分看不出关系。", "“\(en)”: no relation to high ratings can be seen.")
    }
    var text: BilingualText
    if let (yes, no) = finding.shares, let gap = yes.difference(from: no) {
      text = .init(
        "「\(zh)」为是时高分占 \(percent(yes.value))（\(yes.total) 个），为否时占 \(percent(no.value))（\(no.total) 个），相差 \(points(gap.low)) 到 \(points(gap.high)) 个百分点。",
        "“\(en)”: \(percent(yes.value)) high ratings where yes (\(yes.total)), \(percent(no.value)) where no (\(no.total)); a difference of \(points(gap.low)) to \(points(gap.high)) points."
      )
    } else {
      let isMore = finding.area.value > 0.5
      let share = isMore ? finding.area.value : 1 - finding.area.value
      let (low, high) =
        isMore
        ? (finding.area.interval.low, finding.area.interval.high)
        : (1 - finding.area.interval.high, 1 - finding.area.interval.low)
      text = .init(
        "「\(zh)」：任取一个高分和一个非高分会话，高分的\(isMore ? "更大" : "更小")的机会是 \(percent(share))（\(percent(low))–\(percent(high))，50% 为无关）。",
        "“\(en)”: of a high and a lower rating, the high one has the \(isMore ? "larger" : "smaller") value in \(percent(share)) of cases (\(percent(low))–\(percent(high)); 50% is no relation)."
      )
    }
    if finding.isExplainedByConfounders {
      text.zh += names.isEmpty ? "模型中不成立。" : "考虑\(names)之后不再成立。"
      text.en += names.isEmpty ? " It does not stand in the model." : " It does not stand once \(names) is held."
    }
    return text
  }

  /// What the analysis cannot tell.
  public func limits(contacts: Int, rated: Int) -> [BilingualText] {
    var limits: [BilingualText] = [
      .init("这里说的是一同出现，不是因果。", "This is what goes together, not what causes what."),
      .init(
        "\(contacts) 个会话中 \(rated) 个有评价（\(percent(Double(rated) / Double(max(1, contacts))))）；评价的客户可能与不评价的不同。",
        "\(rated) of \(contacts) contacts are rated (\(percent(Double(rated) / Double(max(1, contacts))))); those who rate may differ from those who do not."
      ),
      .init(
        "共检验 \(findings.count) 项，q 已按多重检验校正（Benjamini–Hochberg）；样本不足未检验 \(tooFew) 项。",
        "\(findings.count) features were tested, and q allows for that (Benjamini–Hochberg); \(tooFew) had too few values."
      ),
    ]
    if names.isEmpty {
      limits.append(.init("没有可考虑的混杂因素。", "No confounder could be held."))
    } else {
      limits.append(
        .init(
          "已考虑的混杂因素：\(names)。未列出的（问题难度、客户类型等）没有考虑。",
          "Confounders held: \(names). Others (how hard the matter was, who the customer is) were not."))
    }
    if !constantConfounders.isEmpty {
      let list = constantConfounders.joined(separator: ", ")
      limits.append(
        .init("无法考虑（没有或只有一种取值）：\(list)。", "Could not be held (absent, or one value only): \(list)."))
    }
    if count < rated {
      limits.append(
        .init("只分析了其中固定抽样的 \(count) 个。", "A fixed sample of \(count) of them was analysed."))
    }
    return limits
  }

  private var names: String { confounders.map(\.field).joined(separator: ", ") }

  private func percent(_ share: Double?) -> String { share.map { "\(Int(($0 * 100).rounded()))%" } ?? "—" }

  private func points(_ share: Double) -> String { String(Int((share * 100).rounded())) }
}
