internal import Statistics
internal import Transcripts

/// Writes one chat along its plan.
struct ChatWriter {
  var chat: ChatBuilder
  let plan: ChatPlan
  let scenario: Material

  mutating func write() {
    let problem = open()
    if plan.isTransferred { transfer() }
    answer()
    for event in plan.events { happen(event) }
    end(problem: problem)
    // Absences are found at the end, over the whole leg.
    if plan.isCurt { chat.plant("courtesy-words", at: nil) }
  }

  /// The thread of the talk: a letter that the customer's first words set, a digit that the agent's question sets.
  private var thread: (letter: Character?, digit: Character?) = (nil, nil)

  init(chat: ChatBuilder, plan: ChatPlan, scenario: Material) {
    self.chat = chat
    self.plan = plan
    self.scenario = scenario
  }

  /// One of the wordings that fit the thread; `"a| "` and `"12| "` before a wording say what it fits.
  private mutating func pick(_ wordings: [String]) -> String {
    let fitting = wordings.filter { wording in
      let tags = Self.tags(of: wording)
      let letters = tags.filter(\.isLetter)
      let digits = tags.filter(\.isNumber)
      return (letters.isEmpty || thread.letter.map(letters.contains) ?? true)
        && (digits.isEmpty || thread.digit.map(digits.contains) ?? true)
    }
    let chosen = chat.wording.pick(fitting.isEmpty ? wordings : fitting)
    let tags = Self.tags(of: chosen)
    if thread.letter == nil { thread.letter = tags.first(where: \.isLetter) }
    if thread.digit == nil { thread.digit = tags.first(where: \.isNumber) }
    return String(chosen.dropFirst(tags.isEmpty ? 0 : tags.count + 2))
  }

  private static func tags(of wording: String) -> Substring {
    guard let bar = wording.firstIndex(of: "|"), wording.distance(from: wording.startIndex, to: bar) <= 6 else {
      return ""
    }
    return wording[..<bar]
  }

  private var isCurt: Bool { plan.isCurt }
  private func has(_ fault: String) -> Bool { plan.faults.contains(fault) }

  // MARK: Opening

  /// Everything up to the matter; returns the turn that says it.
  private mutating func open() -> Int {
    let opening = pick(scenario.texts("open"))
    let first = plan.firstResponse
    var problem: Int?
    if plan.hasBot {
      if chat.wording.happens(0.5) {
        chat.customer(chat.phrase("hello"), after: 0...0)
        chat.automatic(.bot, chat.phrase("bot_greet"))
        problem = chat.customer(opening, after: 2...6)
      } else {
        problem = chat.customer(opening, after: 0...0)
      }
      chat.automatic(.bot, chat.phrase("bot_answer"))
      chat.customer(chat.phrase("to_human"), after: 2...5)
    } else if first >= 15, chat.wording.happens(0.6) {
      problem = chat.customer(opening, after: 0...0)
    } else {
      chat.customer(chat.phrase("hello"), after: 0...0)
    }
    // Above a minute the customer must be told; without a bot this is the queue's notice.
    let tells = first > 60 ? !has("slow") : plan.hasBot
    if tells { chat.automatic(.system, chat.phrase("system_queue"), after: 1...2, isNotice: true) }
    chat.fit(before: first)
    if tells {
      // A notice older than two minutes is forgotten: the queue repeats it.
      if first > 60, first - chat.lastNotice > 110 {
        chat.clock = first - chat.wording.number(40...90)
        chat.automatic(.system, chat.phrase("system_queue"), after: 0...0, isNotice: true)
        chat.clock = first
      }
      if chat.wording.happens(0.4) {
        chat.automatic(.system, chat.phrase("system_join"), after: 0...0)
      }
    }
    let greeted: Int
    if has("opening") {
      greeted = chat.agent(chat.phrase(isCurt ? "no_greet_curt" : "no_greet"), after: 0...0)
      chat.plant("opening-words", at: nil)
    } else {
      greeted = chat.agent(chat.phrase(isCurt ? "greet_curt" : "greet"), after: 0...0)
    }
    if first <= 1 { chat.plant("first-response-1", at: greeted) }
    if first > 60 {
      chat.plant("first-response-60", at: greeted)
      if !tells { chat.plant("wait-without-notice", at: greeted) }
    } else if first > 30 {
      chat.plant("first-response-30", at: greeted)
    }
    return problem ?? chat.customer(opening)
  }

  private mutating func transfer() {
    chat.agent(chat.phrase("transfer"))
    chat.leg = 2
    chat.agent += "2"
    chat.wording.slots["agent"] = chat.wording.pick(chat.phrases.texts("agent"))
    chat.agent(chat.phrase("transfer_greet"), after: 15...70)
  }

  // MARK: The answer

  private mutating func answer() {
    if chat.wording.happens(isCurt ? 0.5 : 0.8) {
      chat.agent(pick(scenario.texts(isCurt ? "curt_probe" : "probe")))
      chat.customer(pick(scenario.texts("reply")))
    }
    if has("hold") {
      let hold = chat.agent(chat.phrase("hold"))
      chat.lastNotice = chat.clock
      if chat.wording.happens(0.5) {
        chat.customer(chat.phrase("still_there"), after: 125...170)
        chat.clock += chat.wording.number(10...35)
      } else {
        chat.clock += chat.wording.number(130...260)
      }
      chat.plant("hold-overdue", at: hold)
      chat.agent(chat.phrase("back"), after: 0...0)
    } else if !isCurt, chat.wording.happens(0.3) {
      chat.agent(chat.phrase("hold"))
      chat.lastNotice = chat.clock
      chat.agent(chat.phrase("back"), after: 20...100)
    }
    chat.agent(pick(scenario.texts(isCurt ? "curt" : "solve")), after: 5...40)
  }

  // MARK: What happens on the way

  private mutating func happen(_ event: String) {
    switch event {
    case "ask": ask()
    case "slow": slow()
    case "refuse": refuse()
    case "angry": angry()
    case "leader": leader()
    case "canned": canned()
    case "rude":
      chat.customer(chat.phrase("press"))
      chat.plant("rude-words", at: chat.agent(chat.phrase("rude")))
    case "buck":
      chat.customer(chat.phrase("buck_ask"))
      chat.plant("passes-the-buck", at: chat.agent(pick(scenario.texts("buck"))))
    case "cheap":
      guard scenario["cheap"] != nil else { return }
      chat.customer(chat.phrase("nod"))
      chat.plant("cheaper-way", at: chat.agent(pick(scenario.texts("cheap"))))
    case "compliance":
      let kinds = ChatPlan.compliance(scenario)
      compliance(kinds[chat.wording.random.next(below: kinds.count)])
    default: compliance(event)
    }
  }

  private mutating func ask() {
    let pairs = (scenario["asks"]?.elements ?? []).map(\.texts).filter { $0.count == 2 }
    let question = pick(pairs.map { $0[0] })
    guard let pair = pairs.first(where: { $0[0].hasSuffix(question) }) else { return }
    chat.customer(question)
    chat.agent(isCurt ? chat.phrase("short_answer") : pair[1])
  }

  private mutating func slow() {
    let pairs = (chat.phrases["slow_asks"]?.elements ?? []).map(\.texts).filter { $0.count == 2 }
    let question = chat.wording.pick(pairs.map { $0[0] })
    let answer = pairs.first { $0[0] == question }?[1] ?? ""
    chat.customer(question)
    let asked = chat.clock
    if has("slow") {
      // No notice of the last two minutes may excuse the wait.
      let wait = max(chat.wording.number(65...240), chat.lastNotice + 125 - asked)
      chat.clock += wait
      chat.plant("wait-without-notice", at: chat.agent(answer, after: 0...0))
    } else {
      chat.automatic(.system, chat.phrase("system_hold"), after: 25...55, isNotice: true)
      chat.agent(answer, after: 30...100)
    }
  }

  private mutating func refuse() {
    guard let refuse = scenario["refuse"] else { return }
    let wants = refuse.texts("want")
    let want = chat.wording.pick(wants)
    let place = wants.firstIndex(of: want) ?? 0
    func paired(_ key: String) -> String {
      let texts = refuse.texts(key)
      return texts[min(place, texts.count - 1)]
    }
    chat.customer(want)
    let no = paired("refusal")
    if has("bare") {
      chat.plant("bare-refusal", at: chat.agent(no + chat.phrase("full_stop")))
      chat.customer(chat.phrase("want_more"))
      chat.agent(chat.phrase("no_more"))
      chat.customer(chat.phrase("give_up"))
      chat.agent(chat.phrase("no_close"))
    } else if chat.wording.happens(0.6) {
      chat.agent(no + chat.phrase("comma") + paired("way") + chat.phrase("full_stop"))
    } else {
      chat.agent(no + chat.phrase("full_stop"))
      chat.customer(chat.phrase("want_more"))
      chat.agent(paired("way") + chat.phrase("full_stop"))
    }
  }

  private mutating func angry() {
    let turn = chat.customer(chat.phrase("angry"))
    if has("cold") {
      chat.agent(chat.phrase("no_soothe"))
      chat.customer(chat.phrase("press"))
      chat.agent(chat.phrase("no_soothe"))
      chat.plant("anger-not-soothed", at: turn)
    } else {
      chat.agent(chat.phrase("soothe"))
    }
  }

  private mutating func leader() {
    let turn = chat.customer(chat.phrase("want_leader"))
    if has("leader") {
      chat.agent(chat.phrase("no_escalate"))
      chat.customer(chat.phrase("press"))
      chat.agent(chat.phrase("no_escalate"))
      chat.customer(chat.phrase("give_up"))
      chat.agent(chat.phrase("no_close"))
      chat.plant("not-escalated", at: turn)
    } else {
      chat.agent(chat.phrase("escalate"))
    }
  }

  private mutating func canned() {
    let canned = chat.phrase("canned")
    chat.customer(chat.phrase("press"))
    chat.agent(canned)
    chat.customer(chat.phrase("press"))
    chat.plant("canned-answer", at: chat.agent(canned))
    chat.customer(chat.phrase("press"))
    chat.agent(chat.phrase("press_answer"))
  }

  private mutating func compliance(_ kind: String) {
    let rules = [
      "secret": "asks-secret", "promise": "promises-return", "private": "off-channel", "over": "overpromises",
    ]
    chat.customer(chat.phrase(kind + "_ask"))
    chat.plant(rules[kind] ?? "", at: chat.agent(pick(scenario.texts(kind))))
  }

  // MARK: The end

  private mutating func end(problem: Int) {
    let isProblem = scenario["problem"] != nil
    let leaves = !has("unanswered") && chat.wording.happens(0.08)
    if isProblem {
      if has("not_asked") {
        chat.customer(chat.phrase("nod"))
        if !leaves { plantProblem(problem) }
      } else if has("unsolved"), !isCurt {
        chat.agent(solvedQuestion(), after: 20...59)
        let turn = chat.customer(pick(scenario.texts("broken") + chat.phrases.texts("broken")), after: 15...90)
        if chat.wording.happens(0.5) {
          chat.agent(chat.phrase("unfixed_next"))
        } else {
          chat.agent(chat.phrase("unfixed_lame"))
          chat.plant("left-unsolved", at: turn)
        }
        chat.customer(chat.phrase("give_up"))
      } else {
        chat.agent(solvedQuestion(), after: 20...59)
        let replies = isInstant ? scenario.texts("fixed") + chat.phrases.texts("fixed") : chat.phrases.texts("agreed")
        chat.customer(pick(replies), after: 15...90)
      }
    } else if chat.wording.happens(0.5) {
      chat.customer(chat.phrase("nod"))
    }
    if leaves {
      chat.agent(chat.phrase(isCurt ? "no_close_curt" : "else_ask"))
      chat.automatic(.system, chat.phrase("gone"), after: 120...300)
      return
    }
    if !isCurt, chat.wording.happens(0.6) {
      chat.agent(chat.phrase("else_ask"))
      chat.customer(chat.phrase("nothing"))
    }
    if has("closing") {
      chat.agent(chat.phrase(isCurt ? "no_close_curt" : "no_close"))
      chat.plant("closing-words", at: nil)
    } else {
      chat.agent(chat.phrase(isCurt ? "close_curt" : "close"))
    }
    if has("unanswered") {
      chat.plant("last-unanswered", at: chat.customer(chat.phrase("last_question")))
    }
  }

  /// Whether the customer can see at once whether the answer worked.
  private var isInstant: Bool { scenario["instant"] != nil }

  private mutating func solvedQuestion() -> String {
    chat.phrase(isInstant && chat.wording.happens(0.7) ? "solved_try" : "solved_ask")
  }

  /// The problem stands in the first leg, whoever closes the chat.
  private mutating func plantProblem(_ turn: Int) {
    let leg = chat.leg
    chat.leg = 1
    chat.plant("solved-not-asked", at: turn)
    chat.leg = leg
  }
}
