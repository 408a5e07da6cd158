internal import TextAnalysis
internal import Transcripts

/// A unit of a scope: a run of utterances and the folded bytes looked at.
struct UnitRange: Sendable {
  var utterances: Range<Int>
  var range: Range<Int>
}

extension Scope {
  /// The window a condition searches in a leg, given the anchor hit it depends on; or why there is none.
  func window(in leg: Leg, of view: ConversationView, anchoredOn hit: Hit?) -> Result<Window, ScopeFailure> {
    var bounds = leg.utterances
    var range = foldedRange(of: bounds, view)
    if section != .all {
      switch sectionWindow(in: leg, view) {
      case .failure(let failure): return .failure(failure)
      case .success(let window):
        bounds = window.utterances
        range = window.range
      }
    }
    if let anchor, let hit {
      switch anchorWindow(anchor, hit, in: leg, view) {
      case .failure(let failure): return .failure(failure)
      case .success(let window):
        bounds = bounds.clamped(to: window.utterances)
        range = range.clamped(to: window.range)
      }
    }
    return .success(Window(range: range, utterances: bounds))
  }

  private func foldedRange(of utterances: Range<Int>, _ view: ConversationView) -> Range<Int> {
    guard let first = utterances.first, let last = utterances.last else { return 0..<0 }
    return view.utterances[first].range.lowerBound..<view.utterances[last].range.upperBound
  }

  private func window(_ utterances: Range<Int>, _ view: ConversationView) -> Window {
    Window(range: foldedRange(of: utterances, view), utterances: utterances)
  }

  private func sectionWindow(in leg: Leg, _ view: ConversationView) -> Result<Window, ScopeFailure> {
    let counted = isAbsolute ? RoleSet.any : roles
    let all = leg.utterances
    let mine = all.filter { counted.contains(view.role($0)) }
    guard let firstMine = mine.first, let lastMine = mine.last else { return .success(window(0..<0, view)) }
    switch section {
    case .all:
      return .success(window(all, view))
    case .first(let n, .turns):
      return .success(window(all.lowerBound..<mine[min(n, mine.count) - 1] + 1, view))
    case .last(let n, .turns):
      return .success(window(mine[max(0, mine.count - n)]..<all.upperBound, view))
    case .turns(let a, let b):
      guard a <= mine.count else { return .success(window(0..<0, view)) }
      return .success(window(mine[a - 1]..<mine[min(b, mine.count) - 1] + 1, view))
    case .first(let n, .blocks):
      let starts = blockStarts(mine, view)
      guard n < starts.count else { return .success(window(all, view)) }
      return .success(window(all.lowerBound..<mine[starts[n] - 1] + 1, view))
    case .last(let n, .blocks):
      let starts = blockStarts(mine, view)
      return .success(window(mine[starts[max(0, starts.count - n)]]..<all.upperBound, view))
    case .first(let n, .sentences), .last(let n, .sentences):
      return .success(sentenceWindow(n, mine, all, view))
    case .firstTime(let span), .lastTime(let span):
      guard view.hasTimes(in: all) else { return .failure(.init(judgement: .init(.unknown, .noTimes))) }
      let start = view.utterances[all.lowerBound].time
      let end = view.utterances[all.upperBound - 1].time
      if case .firstTime = section {
        let count = all.prefix { view.utterances[$0].time - start <= span }.count
        return .success(window(all.lowerBound..<all.lowerBound + count, view))
      }
      let skipped = all.prefix { end - view.utterances[$0].time > span }.count
      return .success(window(all.lowerBound + skipped..<all.upperBound, view))
    case .firstShare(let share):
      let n = (mine.count * share + 99) / 100
      return .success(window(firstMine..<mine[n - 1] + 1, view))
    case .lastShare(let share):
      let n = (mine.count * share + 99) / 100
      return .success(window(mine[mine.count - n]..<lastMine + 1, view))
    }
  }

  private func blockStarts(_ mine: [Int], _ view: ConversationView) -> [Int] {
    mine.indices.filter { $0 == 0 || !Self.sameBlock(mine[$0 - 1], mine[$0], view) }
  }

  /// Whether two utterances of the counted roles belong to one block: one speaker, nobody in between.
  static func sameBlock(_ a: Int, _ b: Int, _ view: ConversationView) -> Bool {
    b == a + 1 && view.role(a) == view.role(b) && view.utterances[a].participant == view.utterances[b].participant
  }

  private func sentenceWindow(
    _ n: Int, _ mine: [Int], _ all: Range<Int>, _ view: ConversationView
  ) -> Window {
    var left = n
    var isFirst = false
    if case .first = section { isFirst = true }
    for utterance in isFirst ? mine : mine.reversed() {
      let sentences = view.sentences(of: utterance)
      if sentences.count < left {
        left -= sentences.count
        continue
      }
      if isFirst {
        let end = sentences[left - 1].upperBound
        return Window(
          range: foldedRange(of: all, view).lowerBound..<end, utterances: all.lowerBound..<utterance + 1)
      }
      let start = sentences[sentences.count - left].lowerBound
      return Window(range: start..<foldedRange(of: all, view).upperBound, utterances: utterance..<all.upperBound)
    }
    return window(all, view)
  }

  private func anchorWindow(
    _ anchor: Anchor, _ hit: Hit, in leg: Leg, _ view: ConversationView
  ) -> Result<Window, ScopeFailure> {
    let all = leg.utterances
    let whole = foldedRange(of: all, view)
    if anchor.relation == .same {
      guard let unit = Self.unit(around: hit, anchor.unit, in: leg, view) else {
        return .success(window(0..<0, view))
      }
      return .success(Window(range: unit.range, utterances: unit.utterances))
    }
    var low = anchor.relation == .after ? hit.range.upperBound : whole.lowerBound
    var high = anchor.relation == .before ? hit.range.lowerBound : whole.upperBound
    var first = anchor.relation == .after ? hit.utterance : all.lowerBound
    var last = anchor.relation == .before ? hit.utterance : all.upperBound - 1
    switch anchor.extent {
    case .unbounded: break
    case .time(let span):
      guard view.hasTimes(in: all) else { return .failure(.init(judgement: .init(.unknown, .noTimes))) }
      let time = view.utterances[hit.utterance].time
      while last > hit.utterance, view.utterances[last].time - time > span { last -= 1 }
      while first < hit.utterance, time - view.utterances[first].time > span { first += 1 }
    case .turns(let n), .blocks(let n):
      let countsBlocks = if case .blocks = anchor.extent { true } else { false }
      if anchor.relation != .before {
        last = reach(from: hit.utterance, by: n, step: 1, until: all.upperBound, blocks: countsBlocks, view)
      }
      if anchor.relation != .after {
        first = reach(from: hit.utterance, by: n, step: -1, until: all.lowerBound - 1, blocks: countsBlocks, view)
      }
    }
    guard first <= last else { return .success(window(0..<0, view)) }
    let range = foldedRange(of: first..<last + 1, view)
    low = max(low, range.lowerBound)
    high = min(high, range.upperBound)
    return .success(Window(range: low..<max(low, high), utterances: first..<last + 1))
  }

  /// The last utterance within n turns (or blocks) of the condition's own role, walking away from the anchor.
  private func reach(
    from origin: Int, by n: Int, step: Int, until limit: Int, blocks: Bool, _ view: ConversationView
  ) -> Int {
    var count = 0
    var position = origin
    var reached = origin
    while position + step != limit {
      position += step
      guard roles.contains(view.role(position)) else { continue }
      let continues = blocks && Self.sameBlock(min(reached, position), max(reached, position), view)
      if !continues {
        if count == n { break }
        count += 1
      }
      reached = position
    }
    return reached
  }

  /// The unit that holds a hit.
  static func unit(around hit: Hit, _ unit: ScopeUnit, in leg: Leg, _ view: ConversationView) -> UnitRange? {
    let utterance = hit.utterance
    switch unit {
    case .turn:
      return UnitRange(utterances: utterance..<utterance + 1, range: view.utterances[utterance].range)
    case .sentence:
      let sentence = view.sentences(of: utterance).first { $0.contains(hit.range.lowerBound) }
      return UnitRange(
        utterances: utterance..<utterance + 1, range: sentence ?? view.utterances[utterance].range)
    case .block:
      var low = utterance
      var high = utterance
      while low > leg.utterances.lowerBound, sameBlock(low - 1, low, view) { low -= 1 }
      while high + 1 < leg.utterances.upperBound, sameBlock(high, high + 1, view) { high += 1 }
      return UnitRange(
        utterances: low..<high + 1,
        range: view.utterances[low].range.lowerBound..<view.utterances[high].range.upperBound)
    case .conversation:
      guard let first = leg.utterances.first, let last = leg.utterances.last else { return nil }
      return UnitRange(
        utterances: leg.utterances,
        range: view.utterances[first].range.lowerBound..<view.utterances[last].range.upperBound)
    }
  }

  /// The units of a window, in order; units shorter than `min_chars` are skipped.
  func units(in window: Window, of view: ConversationView) -> [UnitRange] {
    let mine = window.utterances.filter { roles.contains(view.role($0)) }
    var units: [UnitRange] = []
    func add(_ utterances: Range<Int>, _ range: Range<Int>) {
      let clamped = range.clamped(to: window.range)
      guard !clamped.isEmpty || range.isEmpty else { return }
      if minimumCharacters > 0, characters(in: clamped, view) < minimumCharacters { return }
      units.append(UnitRange(utterances: utterances, range: clamped))
    }
    switch unit {
    case .turn:
      for u in mine { add(u..<u + 1, view.utterances[u].range) }
    case .sentence:
      for u in mine { for sentence in view.sentences(of: u) { add(u..<u + 1, sentence) } }
    case .block:
      var index = 0
      while index < mine.count {
        var end = index
        while end + 1 < mine.count, Self.sameBlock(mine[end], mine[end + 1], view) { end += 1 }
        add(
          mine[index]..<mine[end] + 1,
          view.utterances[mine[index]].range.lowerBound..<view.utterances[mine[end]].range.upperBound)
        index = end + 1
      }
    case .conversation:
      if let first = mine.first, let last = mine.last {
        add(
          first..<last + 1,
          view.utterances[first].range.lowerBound..<view.utterances[last].range.upperBound)
      }
    }
    return units
  }

  private func characters(in range: Range<Int>, _ view: ConversationView) -> Int {
    view.folded.bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}

/// Why a scope has no window.
struct ScopeFailure: Error {
  var judgement: Judgement
}
