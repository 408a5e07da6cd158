internal import TextAnalysis
internal import Transcripts

/// Personal data and secrets: numbers with check digits, codes, names, addresses.
struct EntityOperator: Operator {
  static let name = "entity"
  static let summary = "Personal data or a secret of a kind is said."
  static let parameters: [Parameter] = [
    Parameter(
      "type", .texts, required: true,
      "Kinds of which one is enough: \(EntityKind.allCases.map(\.rawValue).joined(separator: ", ")); or any."),
    Parameter("min_count", .integer, default: "1", "How many there must be in the scope."),
    Parameter(
      "validate", .choice(["strict", "broad"]), default: "strict",
      "strict: numbers must be proved by a check digit or an unmistakable form; broad: words around them are enough."),
    Parameter(
      "masked", .choice(["drop", "keep", "only"]), default: "drop",
      "What to do with values that are shown with stars already (138****8000)."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{entity: {type: resident_id}, role: agent}", ["坐席: 您的身份证是▸11010519491231002X◂对吗"]),
    .not("{entity: {type: resident_id}, role: agent}", ["坐席: 您的身份证是110105194912310021对吗"]),
    .hit("{entity: {type: bank_card}, role: agent}", ["坐席: 卡号▸6222 0212 3456 7890 128◂"]),
    .not("{entity: {type: bank_card}, role: agent}", ["坐席: 订单号6222021234567890128"]),
    .not("{entity: {type: bank_card}, role: agent}", ["坐席: 尾号0128的卡"]),
    .hit("{entity: {type: mobile}, role: customer}", ["客户: 打▸１３８００１３８０００◂"]),
    .hit("{entity: {type: mobile}, role: customer}", ["客户: ▸幺三八零零幺三八零零零◂"]),
    .hit("{entity: {type: code}, role: customer}", ["坐席: 请把验证码告诉我", "客户: ▸835221◂"]),
    .not("{entity: {type: code}, role: any}", ["坐席: 请勿把验证码告诉任何人"]),
    .hit("{entity: {type: mobile, masked: only}, role: agent}", ["坐席: 是▸138****8000◂吗"]),
    .not("{entity: {type: mobile}, role: agent}", ["坐席: 是138****8000吗"]),
    .not("{entity: {type: mobile, min_count: 2}, role: any}", ["客户: 13800138000"]),
    .hit("{entity: {type: [email, phone]}, role: customer}", ["Customer: write to ▸jane@example.com◂"]),
  ]

  enum Masked: String, Sendable { case drop, keep, only }

  var kinds: Set<EntityKind>
  var minimum: Int
  var isStrict: Bool
  var masked: Masked

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var kinds: Set<EntityKind> = []
    for node in arguments.node("type")?.elements ?? [] {
      let text = node.text ?? ""
      if text == "any" {
        kinds.formUnion(EntityKind.allCases)
      } else if let kind = EntityKind(rawValue: text) {
        kinds.insert(kind)
      } else {
        compiler.log.error(
          "unknown kind '\(text)'", at: node.location,
          hint: Nearest.hint(for: text, among: EntityKind.allCases.map(\.rawValue) + ["any"]))
      }
    }
    guard !kinds.isEmpty else { return nil }
    return EntityOperator(
      kinds: kinds, minimum: max(1, arguments.integer("min_count") ?? 1),
      isStrict: arguments.text("validate") != "broad",
      masked: Masked(rawValue: arguments.text("masked") ?? "drop") ?? .drop)
  }

  func mayHit(_ view: ConversationView) -> Bool { view.entities.contains(where: fits) }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var hits: [Hit] = []
    for entity in view.entities where fits(entity) {
      let turn = view.folded.turn(at: entity.start)
      let utterance = Int(view.utteranceOfTurn[turn])
      guard utterance >= 0 else { continue }
      let hit = Hit(utterance: utterance, range: entity.parts[0], hasText: true, measure: nil)
      if scoped.contains(hit), scoped.refusal(of: hit) == nil { hits.append(hit) }
    }
    return hits.count >= minimum ? .found(hits) : .miss
  }

  private func fits(_ entity: Entity) -> Bool {
    guard kinds.contains(entity.kind) else { return false }
    switch masked {
    case .drop: if entity.isMasked { return false }
    case .only: return entity.isMasked
    case .keep: if entity.isMasked { return true }
    }
    // Names, addresses and secrets have no check digit; their words are all the proof there is.
    return !isStrict || entity.isVerified || entity.kind.isSecret || entity.kind == .name || entity.kind == .address
  }
}
