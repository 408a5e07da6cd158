internal import Statistics

/// What is to go wrong in a chat, drawn from its organisation's chances.
struct ChatPlan {
  var firstResponse: Int
  var isCurt: Bool
  var hasBot: Bool
  var isTransferred: Bool
  var faults: Set<String>
  /// What happens between the answer and the end, in order.
  var events: [String]

  /// Draws a plan.
  ///
  /// `chances` are the organisation's, `scenario` decides which faults make sense.
  init(
    firstResponse: Int, scenario: Material, chances: [String: Double], forced: String?, random: inout Wording
  ) {
    self.firstResponse = firstResponse
    func chance(_ name: String) -> Double { chances[name] ?? 0 }
    var faults: Set<String> = []
    let isProblem = scenario["problem"] != nil
    isCurt = forced == nil && random.happens(chance("curt"))
    for name in ["opening", "closing", "unanswered", "hold", "slow", "not_asked", "unsolved", "bare", "leader", "cold"]
    where random.happens(chance(name)) {
      faults.insert(name)
    }
    hasBot = firstResponse >= 18 && random.happens(0.5)
    isTransferred = !isCurt && random.happens(0.06)
    var events: [String] = []
    if random.happens(0.75) { events.append("ask") }
    if !isCurt {
      let offers: [(event: String, chance: Double)] = [
        ("ask", 0.25), ("slow", 0.25), ("refuse", scenario["refuse"] == nil ? 0 : 0.4),
        ("angry", isProblem || firstResponse > 60 ? 0.34 : 0.12),
        ("leader", 0.10), ("canned", chance("canned")), ("rude", chance("rude")),
        ("buck", scenario["buck"] == nil ? 0 : chance("buck")), ("cheap", chance("cheap")),
        ("compliance", forced != nil || Self.compliance(scenario).isEmpty ? 0 : chance("compliance") * 2),
      ]
      for offer in offers where random.happens(offer.chance) && offer.event != forced { events.append(offer.event) }
      // What ends badly ends the talk: nobody lists a question after an outburst unless it is the same matter.
      random.random.shuffle(&events)
    } else {
      faults.subtract(["hold", "slow", "unsolved"])
      if isProblem { faults.insert("not_asked") }
    }
    if let forced {
      events.append(forced)
      if forced == "leader" { faults.insert("leader") }
    }
    self.events = events
    self.faults = faults
  }

  /// Rare faults that every set shows, whatever chance says.
  static let rare = ["promise", "secret", "leader", "private", "over", "rude", "cheap"]

  /// Whether a scenario has wordings for a rare fault.
  static func fits(_ fault: String, _ scenario: Material) -> Bool {
    ["leader", "rude"].contains(fault) || scenario[fault] != nil
  }

  /// The compliance faults a scenario has wordings for.
  static func compliance(_ scenario: Material) -> [String] {
    ["secret", "promise", "private", "over"].filter { scenario[$0] != nil }
  }
}
