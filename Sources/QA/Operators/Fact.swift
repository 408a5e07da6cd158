internal import TextAnalysis
internal import Transcripts

/// What is said differs from a table of true values by product and date (答复准确).
struct Fact: Operator {
  static let name = "fact"
  static let summary =
    "A number said near a field's words differs from the true value of the contact's product and day."
  static let parameters: [Parameter] = [
    Parameter(
      "table", .any, required: true,
      "A CSV or TSV file beside the book with the columns product, field, value, unit, valid_from, valid_to; or a list "
        + "of mappings with these keys."),
    Parameter("field", .text, required: true, "The field of the table."),
    Parameter("words", .texts, default: "the field's name", "Words of the field; the number stands near one of them."),
    Parameter("product", .text, default: "product", "The metadata field that names the contact's product."),
    Parameter("max_gap", .integer, default: "12", "The most characters between word and number."),
    Parameter("tolerance", .number, default: "0", "A difference up to this, in the value's unit, is none."),
  ]
  private static let rate =
    "{fact: {table: [{product: A, field: 年化, value: 3.5%, valid_from: 2026-01-01}, {product: B, field: 年化, value: 4, unit: '%'}], "
    + "field: 年化}, role: agent}"
  static let examples: [OperatorExample] = [
    .hit(rate, ["客户: 收益多少", "坐席: 年化▸百分之四点五◂"], metadata: ["product": "B"]),
    .not(rate, ["坐席: 年化4%，手续费1.5%"], metadata: ["product": "B"]),
    .not(rate, ["客户: 年化5%吧", "坐席: 不是的"], metadata: ["product": "B"]),
    .not(rate, ["坐席: 手续费1.5%"], metadata: ["product": "B"]),
    .not(.unknown, rate, ["坐席: 年化4%"]),
    .not(.unknown, rate, ["坐席: 年化4%"], metadata: ["product": "A"]),
    .not(.notApplicable, rate, ["坐席: 年化4%"], metadata: ["product": "C"]),
    .hit(
      "{fact: {table: [{product: 卡, field: 年费, value: 300, unit: 元}], field: 年费, words: [年费, annual fee]}, role: agent}",
      ["Agent: the annual fee is ▸200 yuan◂"], metadata: ["product": "卡"]),
  ]

  struct Value: Sendable {
    var from: Int
    var to: Int
    var value: Double
    var isLimited: Bool { from > 0 || to < Int.max }
  }

  /// The true values by folded product.
  var values: [[UInt8]: [Value]]
  var kind: NumberKind
  var words: Int
  var product: String
  var maximumGap: Int
  var tolerance: Double

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let field = arguments.text("field"), let table = arguments.node("table") else { return nil }
    guard let rows = FactTable(table, compiler) else { return nil }
    guard let values = rows.values(of: field, at: arguments.location(of: "field"), compiler) else { return nil }
    let nodes =
      arguments.node("words")?.elements ?? [
        YAMLNode(kind: .scalar(field, isPlain: false), location: arguments.location(of: "field"))
      ]
    let literals = nodes.compactMap { compiler.literal($0.text ?? "", at: $0.location) }
    guard !literals.isEmpty else { return nil }
    return Fact(
      values: values.byProduct, kind: values.kind, words: compiler.termSet(literals),
      product: arguments.text("product") ?? "product", maximumGap: arguments.integer("max_gap") ?? 12,
      tolerance: arguments.number("tolerance") ?? 0)
  }

  var triggers: Triggers? { Triggers(sets: [words]) }
  func mayHit(_ view: ConversationView) -> Bool { view.hasHits(ofSet: words) }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var nearest: NearMiss?
    let said = statements(scoped, &nearest)
    guard !said.isEmpty else { return Outcome(judgement: .miss, nearest: nearest) }
    guard let name = MetadataOperator.value(of: product, in: scoped.view.conversation) else {
      return .unknown(.metadataMissing)
    }
    let folded = scoped.view.folder.fold(name.description)
    guard let rows = values[folded] else { return .notApplicable(.doesNotApply) }
    var valid = rows
    if rows.contains(where: \.isLimited) {
      guard let day = CivilDay.ordinal(of: scoped.view.conversation) else { return .unknown(.noTimes) }
      valid = rows.filter { $0.from <= day && day <= $0.to }
      guard !valid.isEmpty else { return .notApplicable(.outsideValidity) }
    }
    let wrong = said.filter { hit in !valid.contains { abs($0.value - (hit.measure ?? 0)) <= tolerance + 1e-9 } }
    return .found(
      wrong.map { hit in
        var hit = hit
        // Of several true values the closest one is what was probably meant.
        hit.expected = valid.map(\.value).min { abs($0 - (hit.measure ?? 0)) < abs($1 - (hit.measure ?? 0)) }
        return hit
      }, nearest: nearest)
  }

  /// The numbers said about the field: of the right kind, in the word's sentence, the next one after it, else the last
  /// one before it.
  private func statements(_ scoped: ScopedView, _ nearest: inout NearMiss?) -> [Hit] {
    let view = scoped.view
    var hits: [Hit] = []
    var places: [Hit] = []
    view.forEachHit(ofSet: words) { _, hit in if scoped.contains(hit) { places.append(hit) } }
    for word in ScopedView.withoutOverlaps(places) {
      let turn = view.utterances[word.utterance].range
      let sentence = Sentences.range(around: word.range, in: turn, of: scoped.folded)
      let numbers = NumberReader.numbers(in: sentence, of: scoped.folded).filter { $0.kind == kind }
      func gap(_ number: ReadNumber) -> Int {
        let between =
          number.range.lowerBound >= word.range.upperBound
          ? word.range.upperBound..<number.range.lowerBound
          : number.range.upperBound..<max(number.range.upperBound, word.range.lowerBound)
        return scoped.folded.bytes[between].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
      }
      let after = numbers.first { $0.range.lowerBound >= word.range.upperBound && gap($0) <= maximumGap }
      let before = numbers.last { $0.range.upperBound <= word.range.lowerBound && gap($0) <= maximumGap }
      guard let number = after ?? before else { continue }
      let hit = Hit(utterance: word.utterance, range: number.range, hasText: true, measure: number.value)
      if let refusal = scoped.refusal(of: hit) {
        nearest = NearMiss(hit: hit, refusedBy: refusal, similarity: nil)
      } else {
        hits.append(hit)
      }
    }
    return ScopedView.withoutOverlaps(hits)
  }
}
