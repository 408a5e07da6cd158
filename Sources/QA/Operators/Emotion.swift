internal import TextAnalysis
internal import Transcripts

/// A feeling in the customer's words (情绪), and outbursts of it.
struct EmotionOperator: Operator {
  static let name = "emotion"
  static let summary = "The customer shows anger, anxiety, disappointment, confusion, gratitude or relief."
  static let parameters: [Parameter] = [
    Parameter(
      "labels", .texts, required: true,
      "The emotions: \(Emotion.allCases.map { "\($0.name)" }.joined(separator: ", "))."),
    Parameter("min_intensity", .number, default: "0.4", "The least intensity, from 0 to 1."),
    Parameter(
      "sudden", .boolean, default: "false",
      "An outburst: at least 0.3 stronger than in each of the speaker's three turns before."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{emotion: {labels: [anger]}, role: customer}", ["客户: ▸你们这是欺骗消费者，我要投诉！◂"]),
    .not("{emotion: {labels: [anger]}, role: customer}", ["客户: 我不是来投诉的，想咨询一下"]),
    .not("{emotion: {labels: [anger]}, role: customer}", ["坐席: 气死我了", "客户: 在吗"]),
    .hit(
      "{emotion: {labels: [anxiety, confusion]}, role: customer}", ["Customer: ▸I am really worried, please hurry◂"]),
    .hit("{emotion: {labels: gratitude}, role: customer}", ["Agent: Done.", "Customer: ▸Thank you so much!◂"]),
    .hit(
      "{emotion: {labels: anger, min_intensity: 0.6, sudden: true}, role: customer}",
      ["客户: 查一下订单", "坐席: 查不到", "客户: ▸垃圾公司，骗子！◂", "客户: 就是骗子，垃圾！"]),
    .not(
      "{emotion: {labels: anger, min_intensity: 0.6}, role: customer}", ["客户: 查一下订单", "客户: 有点慢"]),
    .not("{emotion: {labels: relief}, role: customer}", ["Customer: Still waiting."]),
  ]

  var emotions: [Emotion]
  var least: Double
  var isSudden: Bool

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let known = Emotion.allCases.map { "\($0.name)" }
    var emotions: [Emotion] = []
    for node in arguments.node("labels")?.elements ?? [] {
      let word = node.text ?? ""
      if let emotion = Emotion(name: word) {
        emotions.append(emotion)
      } else {
        compiler.log.error(
          "'\(word)' is no emotion", at: node.location,
          hint: Nearest.hint(for: word, among: known) ?? "it is one of \(known.joined(separator: ", "))")
      }
    }
    let least = arguments.number("min_intensity") ?? 0.4
    guard (0.05...1).contains(least) else {
      compiler.log.error("'min_intensity' must lie between 0.05 and 1", at: arguments.location(of: "min_intensity"))
      return nil
    }
    return emotions.isEmpty
      ? nil : EmotionOperator(emotions: emotions, least: least, isSudden: arguments.flag("sudden") ?? false)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let roles = scoped.scope.feelingRoles
    let results = scoped.units.filter { roles.contains(scoped.view.role($0.utterances.lowerBound)) }.map {
      unit -> (isSatisfied: Bool, hits: [Hit]) in
      let strength = intensity(scoped.reading(of: unit))
      guard strength >= least, !unit.range.isEmpty else { return (false, []) }
      if isSudden, !rises(strength, at: unit.utterances.lowerBound, scoped.view) { return (false, []) }
      let hit = Hit(utterance: unit.utterances.lowerBound, range: unit.range, hasText: true, measure: strength)
      return scoped.refusal(of: hit) == nil ? (true, [hit]) : (false, [])
    }
    return scoped.fold(results, nearest: nil)
  }

  private func intensity(_ reading: SentimentReading) -> Double { emotions.map { reading.emotions[$0] }.max() ?? 0 }

  private func rises(_ strength: Double, at utterance: Int, _ view: ConversationView) -> Bool {
    let role = view.role(utterance)
    let before = view.utterances[..<utterance].indices.reversed().lazy.filter { view.role($0) == role }.prefix(3)
    return before.allSatisfy { strength - intensity(view.reading(of: $0)) >= 0.3 }
  }
}
