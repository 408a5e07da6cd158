internal import Documents

/// How to read the figures.
enum MethodSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    let minimum = PassComparison.minimumCases
    let points = [
      word(
        "区间是 95% 的 Wilson 区间：样本越少越宽。两个区间大幅重叠时，差异说明不了什么。",
        "Intervals are Wilson’s at 95%: the fewer the cases, the wider. Where they overlap widely, a difference says little."
      ),
      word(
        "名次只在能区分时给出：样本至少 \(minimum)，Fisher 精确检验，按比较次数用 Holm 法校正。",
        "Places are given only where groups can be told apart: at least \(minimum) cases, Fisher’s exact test, corrected for the number of comparisons (Holm)."
      ),
      word(
        "命中一律附原话；缺失类的差错写明检索了哪几句、最接近的是哪句、为什么不算。",
        "Every finding has its words; for what is missing it says which turns were searched, what came nearest and why it did not count."
      ),
      word(
        "合格率的分母是评分会话；待复核不算合格。评分项和坐席按坐席段计，转接的会话每段各归其人。",
        "Pass rates are of scored conversations; ‘review’ is no pass. Items and agents are counted by leg, so that a transferred conversation charges each agent with their own part."
      ),
    ]
    return DocumentSection(
      id: "method", title: word("怎么读", "How to read this"), blocks: [.list(points.map { ListItem($0) })])
  }
}
