@testable import Delivery
@testable import QA
@testable import Transcripts
@testable import VOC

/// Targets that read the files people and other programs hand over beside the conversations.
let fileTargets: [FuzzTarget] = [
  ("rulebook", rulebook),
  ("when", when),
  ("word-list", wordList),
  ("sidecar", sidecar),
  ("records", records),
  ("metrics", { _ = try? MetricsSummaryReader.read(Array($0), name: "fuzz") }),
  ("service", service),
  ("delivery", delivery),
  ("topic-model", topicModel),
]

/// The text before the first NUL is a rulebook, the rest a word list and a table of facts beside it.
@Sendable private func rulebook(_ bytes: ArraySlice<UInt8>) {
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
  let text = String(decoding: parts[0], as: UTF8.self)
  let beside = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil
  let loader = RulebookLoader(sources: RulebookSources(readFile: { _ in beside }))
  guard let book = try? loader.load(text: text, name: "fuzz.yaml"), let evaluator = try? Evaluator(book: book) else {
    return
  }
  var conversation = Conversation()
  conversation.id = "fuzz"
  conversation.append(Turn(start: 0, end: 0, role: .customer), text: "退款 refund 138 1234 5678".utf8)
  conversation.append(Turn(start: 0, end: 0, role: .agent), text: "请稍等 please wait".utf8)
  _ = evaluator.evaluate(&conversation)
}

@Sendable private func when(_ bytes: ArraySlice<UInt8>) {
  guard
    let expression = try? WhenParser.parse(String(decoding: bytes, as: UTF8.self), names: ["a", "b", "且词"])
  else { return }
  for truth in Truth.allCases { _ = expression.evaluate { _ in Judgement(truth) } }
}

/// A table of words, or sheets of rules, becomes a rulebook or is refused with reasons.
@Sendable private func wordList(_ bytes: ArraySlice<UInt8>) {
  let rows = DelimitedText(String(decoding: bytes, as: UTF8.self)).rows
  guard let sheet = SheetFile(name: "词库", rows: rows.map { .init(line: $0.line, cells: $0.cells) }) else { return }
  for name in ["词库", "规则", "评分项", "用例"] {
    var named = sheet
    named.name = name
    var job = RulebookImport(path: "fuzz.csv", sheets: [named], identifier: "fuzz", isChinese: name == "词库")
    _ = try? job.run()
  }
}

/// A table beside the conversations joins, or is refused.
@Sendable private func sidecar(_ bytes: ArraySlice<UInt8>) {
  guard let file = memoryFile(bytes), let table = try? SidecarTable(file, on: "id") else { return }
  var conversation = Conversation()
  conversation.id = "a"
  table.join(&conversation)
  var selection = ConversationSelection()
  for field in conversation.metadata.fields { selection.add(field.name, field.value.description) }
  precondition(selection.isEverything || selection.admits(conversation), "a joined field does not select")
}

/// Messages, findings and labels as lines of JSON.
@Sendable private func records(_ bytes: ArraySlice<UInt8>) {
  for message in (try? MessageRecord.read(Array(bytes), name: "fuzz", now: 0, textIsRedacted: true)) ?? [] {
    let written = MessageRecord.json(message) + [0x0A]
    let again = try? MessageRecord.read(written, name: "again", now: 0)
    precondition(again?.count == 1, "a message that was read cannot be written")
  }
  try? StoredRecords.forEach(in: Array(bytes), name: "fuzz") { value in
    var members = value.members
    _ = EvaluationHead(&members)
  }
}

@Sendable private func service(_ bytes: ArraySlice<UInt8>) {
  guard var settings = try? MetricSettings() else { return }
  _ = try? ServiceFile.read(String(decoding: bytes, as: UTF8.self), name: "service.yaml", into: &settings)
}

/// The configuration, and what a receiver may answer.
@Sendable private func delivery(_ bytes: ArraySlice<UInt8>) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = try? DeliveryFile(environment: { _ in nil }, name: "delivery.yaml").parse(text)
  _ = ReplyCode.read(Array(bytes), ["code", "errcode"])
  let wait = RetrySchedule.seconds(retryAfter: text, at: 1_767_000_000_000)
  precondition((wait ?? 0) >= 0 && (wait ?? 0) <= RetrySchedule.longest)
  _ = HTTPTransport.parts(of: text)
  _ = IPAddress(text)
  _ = AddressBlock(text)
}

/// A model or a cache of embeddings whose checksum is right, whatever it says, is refused or usable.
@Sendable private func topicModel(_ bytes: ArraySlice<UInt8>) {
  if let table = try? EmbeddingTable(encoded: sealed(bytes), model: "m") {
    let again = try? EmbeddingTable(encoded: table.encoded(), model: "m")
    precondition(again?.count == table.count, "a cache that was read cannot be written")
  }
  guard let model = try? TopicModel(encoded: sealed(bytes)) else { return }
  precondition((try? TopicModel(encoded: model.encoded())) != nil, "a model that was read cannot be written")
}
