internal import ArgumentParser
internal import Transcripts

/// Which of the conversations are wanted, and what is added to them.
struct SelectionOptions: ParsableArguments {
  @Option(name: .customLong("where"), help: "Only conversations with FIELD=VALUE; may come several times.")
  var conditions: [String] = []

  @Option(help: "Only conversations that began at or after this time, for example 2026-03-01.")
  var since: String?

  @Option(help: "Only conversations that began before this time.")
  var until: String?

  @Option(help: "A sample of so many conversations, or of a share such as 5%; always the same for a seed.")
  var sample: String?

  @Option(help: "Another sample for each number.")
  var seed: UInt64 = 0

  @Option(name: .customLong("join"), help: "A CSV file whose columns are added as metadata.")
  var sidecar: String?

  @Option(name: .customLong("on"), help: "The column and field by which --join finds its row.")
  var key = "id"

  /// What is done with each conversation before it counts; `nil` if nothing is.
  func preparation(_ files: [InputFile], _ input: InputOptions) throws -> Preparation? {
    var selection = ConversationSelection()
    for condition in conditions {
      guard let cut = condition.firstIndex(of: "="), cut > condition.startIndex else {
        throw Self.usage("--where wants FIELD=VALUE")
      }
      selection.add(String(condition[..<cut]), String(condition[condition.index(after: cut)...]))
    }
    selection.since = try since.map { try Self.time($0, "--since") }
    selection.until = try until.map { try Self.time($0, "--until") }
    selection.timeZone = try input.readingOptions().timeZone
    selection.seed = seed
    let table = try sidecar.map { try SidecarTable(InputFile($0), on: key) }
    if let sample { try draw(sample, &selection, table, files, input) }
    if selection.isEverything && table == nil { return nil }
    return Preparation(selection: selection, table: table)
  }

  private static func time(_ text: String, _ option: String) throws -> Timestamp {
    if let time = try? Timestamp(text) { return time }
    if let time = try? Timestamp(text + " 00:00") { return time }
    throw usage("'\(text)' is no time for \(option); 2026-03-01 or 2026-03-01T09:00+08:00 is one")
  }

  /// Finds the hash below which the sample lies: a share at once, a number by reading all inputs once before.
  private func draw(
    _ sample: String, _ selection: inout ConversationSelection, _ table: SidecarTable?, _ files: [InputFile],
    _ input: InputOptions
  ) throws {
    if sample.hasSuffix("%"), let share = Double(sample.dropLast()), share > 0, share <= 100 {
      if share < 100 { selection.largestHash = UInt64(share / 100 * 0x1p64) }
      return
    }
    guard let count = Int(sample), count > 0, count <= 10_000_000 else {
      throw Self.usage("'\(sample)' is no --sample; 200 or 5% is one")
    }
    guard files.allSatisfy({ !$0.isStandardInput }) else {
      throw Self.usage(
        "--sample with a number reads the input twice, which standard input does not allow; a share does")
    }
    var smallest = SmallestHashes(limit: count)
    let wanted = selection
    try ConversationPass.run(files, input) { conversation in
      table?.join(&conversation)
      if wanted.matches(conversation) { smallest.insert(wanted.hash(of: conversation.id)) }
    }
    selection.largestHash = smallest.largest
  }

  private static func usage(_ what: String) -> ToolError { ToolError("E-USAGE", what: what, exitCode: .usage) }
}

/// What is done with each conversation before it counts.
struct Preparation: Sendable {
  var selection: ConversationSelection
  var table: SidecarTable?

  /// Adds what is to be added; false if the conversation is not wanted.
  func admit(_ conversation: inout Conversation) -> Bool {
    table?.join(&conversation)
    return selection.admits(conversation)
  }

  /// Tells what the joined table lacked.
  func tell() {
    guard let table else { return }
    if table.unmatchedCount > 0 {
      Console.say("note: \(table.unmatchedCount) conversations have no row in the joined table")
    }
    if table.skippedCount > 0 {
      Console.say("note: \(table.skippedCount) rows of the joined table are broken or repeat a key")
    }
  }
}

/// The smallest of many numbers, each counted once: a heap with the largest kept one on top.
struct SmallestHashes {
  private let limit: Int
  private var heap: [UInt64] = []
  private var kept: Set<UInt64> = []

  init(limit: Int) { self.limit = limit }

  /// The largest number kept, or everything if there are no more than wanted.
  var largest: UInt64 { heap.count < limit ? .max : heap[0] }

  mutating func insert(_ value: UInt64) {
    if heap.count == limit, value >= heap[0] { return }
    guard kept.insert(value).inserted else { return }
    if heap.count == limit {
      kept.remove(heap[0])
      heap[0] = value
      sink()
    } else {
      heap.append(value)
      rise()
    }
  }

  private mutating func rise() {
    var place = heap.count - 1
    while place > 0, heap[place] > heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var next = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] > heap[next] { next = child }
      if next == place { return }
      heap.swapAt(place, next)
      place = next
    }
  }
}
