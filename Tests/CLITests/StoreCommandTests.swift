import Foundation
import TestSupport
import Testing

/// `qa-cli store` on a store that the tool itself made.
@Suite struct StoreCommandTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try VoiceFixture.copy(to: work)
  }

  private func store(_ words: String..., input: Input = .none) throws -> Outcome {
    try Tool.run(["store"] + words + ["--store", "voice.db"], in: work.path, input: input)
  }

  /// Every file of the folder that holds a text, whatever SQLite keeps beside the store included.
  private func files(holding text: String) throws -> [String] {
    try work.names().filter { name in
      let bytes = try work.read(name)
      return name != "chats.ndjson" && Data(bytes).range(of: Data(text.utf8)) != nil
    }
  }

  private func check() throws -> JSONTree {
    let outcome = try store("check")
    let record = try JSONTree(outcome.outputBytes)
    #expect(
      try JSONSchema(Files.read(Tool.package + "/docs/schemas/store_check-1.schema.json")).problems(with: record) == [])
    #expect((outcome.code == 0) == (record["ok"] == .boolean(true)) && (outcome.code == 0 || outcome.code == 75))
    return record
  }

  private func rows(_ table: String) throws -> Int? {
    try check()["tables"]?.elements.first { $0["name"]?.string == table }?["rows"]?.integer
  }

  @Test func checkTellsWhatIsThere() throws {
    #expect(try rows("voice_contact") == 300)
    var bytes = try work.read("voice.db")
    for place in stride(from: 8192, to: bytes.count, by: 4096) { bytes[place] ^= 0xFF }
    try work.write(bytes, to: "voice.db")
    let outcome = try store("check")
    #expect(outcome.code == 75 && outcome.errors.contains("E-STORE-CORRUPT voice.db: "), "\(outcome.errors)")
    try work.write("no store", to: "voice.db")
    #expect(try store("check").code == 75)
    #expect(try Tool.run(["store", "check", "--store", "missing.db"], in: work.path).code == 66)
  }

  @Test func exportsEveryTableWithoutPersonalData() throws {
    let outcome = try store("export", "--out", "export")
    #expect(outcome.code == 0 && outcome.errors.contains("voice_contact  300"))
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/store_row-1.schema.json"))
    var rows = 0
    for name in Files.all(in: work.file("export")) {
      #expect(try Files.mode(work.file("export/" + name)) == 0o600)
      for line in try work.read("export/" + name).split(separator: 0x0A) {
        rows += 1
        #expect(try schema.problems(with: JSONTree(Array(line))) == [])
      }
    }
    #expect(outcome.errors.contains("\(rows) rows"))
    let said = String(decoding: try work.read("export/voice_mention.ndjson"), as: UTF8.self)
    #expect(said.contains("退款没到账") && !said.contains(VoiceFixture.number))
    #expect(try store("export", "--out", "export").code == 64, "nothing is replaced unasked")
    #expect(try store("export", "--out", "export", "--force", "--with-text").code == 0)
    #expect(try String(decoding: work.read("export/voice_mention.ndjson"), as: UTF8.self).contains(VoiceFixture.number))
  }

  /// After an erasure no byte of the customer's words is left, whatever table or file they were in.
  @Test func erasesForGood() throws {
    try work.write(Samples.book, to: "book.yaml")
    try work.write(
      "sinks:\n  - {name: hook, kind: webhook, url: 'http://127.0.0.1:1/', allow_hosts: [127.0.0.1], payload: redacted}\n",
      to: "sinks.yaml"
    )
    let quotes =
      #"[{"redacted":"\#(VoiceFixture.canary)的退款没到账","conversation_id":"c-30"},{"redacted":"我的退款","conversation_id":"c-0"}]"#
    let messages =
      #"{"schema":"message/1","type":"voc.topic.spike","group_key":"topic/1","window":"w","title":"退款","quotes":\#(quotes)}"#
      + "\n"
      + #"{"schema":"finding/1","conversation_id":"c-90","rule":"bad-word","severity":"major","title":"Bad word"}"#
      + "\n"
    let sent = try Tool.run(
      ["deliver", "send", "--config", "sinks.yaml", "--store", "voice.db", "--from", "-"], in: work.path,
      input: .text(messages))
    #expect(sent.code == 69)
    try work.write(work.read("voice.db"), to: "voice.db.backup")
    #expect(try files(holding: VoiceFixture.canary).prefix(2) == ["voice.db", "voice.db.backup"])
    #expect(try files(holding: VoiceFixture.number).contains("voice.db"))
    let rehearsal = try store("erase", "--customer", VoiceFixture.customer, "--dry-run")
    #expect(rehearsal.errors.contains("would erase: contacts 6, mentions 6"), "\(rehearsal.errors)")
    #expect(try files(holding: VoiceFixture.canary).prefix(2) == ["voice.db", "voice.db.backup"])

    let erased = try store("erase", "--customer", "-", "--refuse", input: .text(VoiceFixture.customer + "\n"))
    #expect(erased.code == 0, "\(erased.errors)")
    #expect(
      erased.errors.contains("erased: contacts 6, mentions 6") && erased.errors.contains("messages 1, quotes 1"),
      "\(erased.errors)")
    for text in [VoiceFixture.canary, VoiceFixture.number, VoiceFixture.customer, "c-90"] {
      #expect(try files(holding: text) == [], "\(text)")
    }
    #expect(try rows("voice_contact") == 294)
    let left = try Tool.run(["deliver", "list", "--store", "voice.db"], in: work.path)
    #expect(left.lines.count == 1 && left.output.contains("topic/1"), "the other message waits on")
    let again = try store("erase", "--customer", VoiceFixture.customer)
    #expect(again.code == 0 && again.errors.contains("contacts 0, mentions 0"))

    // The same files again, and a new contact of the customer: neither comes back.
    let new =
      #"{"id":"new","turns":[{"role":"customer","text":"\#(VoiceFixture.canary)又来了"}],"metadata":{"customer_id":"\#(VoiceFixture.customer)"}}"#
    try work.write(work.read("chats.ndjson") + Array((new + "\n").utf8), to: "chats.ndjson")
    let intake = try Tool.run(["topics", "assign", "chats.ndjson", "--store", "voice.db"], in: work.path)
    #expect(intake.code == 0 && intake.errors.contains("known 294 + erased, not taken 7"), "\(intake.errors)")
    #expect(try files(holding: VoiceFixture.canary) == [])
  }

  /// An erasure that is killed at any moment is finished by the next one.
  @Test func erasureSurvivesKills() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<6 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Tool.binary)
      process.arguments = ["store", "erase", "--store", work.file("voice.db"), "--customer", VoiceFixture.customer]
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: Double.random(in: 0.02...0.25, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try store("erase", "--customer", VoiceFixture.customer).code == 0)
    #expect(try files(holding: VoiceFixture.canary) == [])
    #expect(try check()["ok"] == .boolean(true))
    #expect(try rows("voice_contact") == 294)
  }

  @Test func erasesOneConversation() throws {
    let outcome = try store("erase", "--conversation", "c-100")
    #expect(outcome.errors.contains("contacts 1, mentions 1, texts nobody else said 0"), "\(outcome.errors)")
    #expect(try files(holding: VoiceFixture.number) == [], "the shared text has another's wording now")
    #expect(try files(holding: "13900001111") == ["voice.db"])
    #expect(try store("erase").code == 64)
    #expect(try store("erase", "--conversation", "x", "--refuse").code == 64)
  }

  /// Old words go, counts stay; old contacts go with everything.
  @Test func prunes() throws {
    let before = try Tool.run(["topics", "list", "--store", "voice.db", "--format", "ndjson"], in: work.path)
    let rehearsal = try store("prune", "--texts", "14d", "--as-of", "2026-04-06", "--dry-run")
    #expect(rehearsal.code == 0 && rehearsal.errors.contains("would forget: texts of mentions 1"))
    let texts = try store("prune", "--texts", "14d", "--as-of", "2026-04-06")
    #expect(
      texts.errors.dropFirst(8).hasPrefix(rehearsal.errors.dropFirst("would forget: ".count).prefix(30)),
      "\(texts.errors)")
    let after = try Tool.run(["topics", "list", "--store", "voice.db", "--format", "ndjson"], in: work.path)
    func counts(_ outcome: Outcome) throws -> [String] {
      try outcome.lines.map { line in
        let topic = try JSONTree(Array(line.utf8))
        return "\(topic["topic"]?.string ?? "") \(topic["mentions"]?.integer ?? 0) \(topic["customers"]?.integer ?? 0)"
      }
    }
    #expect(try counts(before) == counts(after) && !before.lines.isEmpty)
    #expect(try check()["ok"] == .boolean(true))
    let refresh = try Tool.run(
      ["topics", "refresh", "--store", "voice.db"], in: work.path, timeout: 120)
    #expect(refresh.code == 0, "\(refresh.errors)")
    #expect(try check()["ok"] == .boolean(true))
    let contacts = try store("prune", "--contacts", "14d", "--as-of", "2026-04-06")
    #expect(contacts.code == 0 && contacts.errors.contains("contacts 1"), "\(contacts.errors)")
    #expect(try (rows("voice_contact") ?? 300) < 130)
    #expect(try store("prune", "--texts", "soon").code == 64)
  }
}
