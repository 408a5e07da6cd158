import TestSupport
import Testing
import Transcripts

@Suite struct ConversationDecoderTests {
  static let canonical = """
    {"schema":"conversation/1","id":"c-1","channel":"chat","language":"zh-CN",\
    "source":{"format":"x","line":17},"started_at":"2026-01-02T03:04:05.123Z","ended_at":null,"tz":"Asia/Shanghai",\
    "queue":"refund","tags":["vip"],"metadata":{"csat":4,"crm":{"tier":"gold"},"acts":["a",["b"],{"c":1},2]},\
    "participants":[{"id":"p1","role":"customer","name":"L"},{"id":"p2","role":"agent"}],"agent":"a7","key":[1, 2.0],\
    "turns":[{"id":"t1","participant":"p1","role":"customer","at":"2026-01-02T03:04:05.123Z","offset_ms":0,\
    "duration_ms":null,"kind":"message","visibility":"public","content_type":"text/plain","text":"你好\\nA",\
    "redacted":false,"asr_confidence":null},{"id":"t2","participant":"p2","at":"2026-01-02T11:04:06+08:00",\
    "text":"在","auto":true},{"participant":"p2","kind":"event","at":"2026-01-02T03:04:07Z"}]}
    """

  @Test func readsTheCanonicalRecord() throws {
    let conversation = try decode(Self.canonical)
    #expect(conversation.id == "c-1")
    #expect(conversation.channel == "chat")
    #expect(conversation.language == "zh-CN")
    #expect(conversation.queue == "refund")
    #expect(conversation.timeBasis == .absolute)
    #expect(conversation.startedAt == 1_767_323_045_123)
    #expect(conversation.endedAt == Turn.noTime)
    #expect(conversation.participants.map(\.id) == ["p1", "p2"])
    #expect(conversation.participants[0].name == "L")
    #expect(conversation.turns.map(\.role) == [.customer, .agent, .agent])
    #expect(conversation.turns.map(\.time) == [1_767_323_045_123, 1_767_323_046_000, 1_767_323_047_000])
    #expect(conversation.turns[1].flags == .automatic)
    #expect(conversation.turns[2].kind == .event)
    #expect(conversation.turns.map { conversation.string(of: $0) } == ["你好\nA", "在", ""])
    #expect(conversation.text == Array("你好\nA\n在\n\n".utf8))
    #expect(String(decoding: conversation.key, as: UTF8.self) == "[1, 2.0]")
    #expect(conversation.metadata["csat"] == .integer(4))
    #expect(conversation.metadata["crm.tier"] == .string("gold"))
    #expect(conversation.metadata["acts"] == .list([.string("a"), .integer(2)]))
    #expect(conversation.metadata["tags"] == .list([.string("vip")]))
    #expect(conversation.metadata["agent"] == .string("a7"))
    #expect(conversation.metadata["tz"] == .string("Asia/Shanghai"))
  }

  @Test func reusesAConversationWithoutTraces() throws {
    let chunk = LineChunk(Array((Self.canonical + "\n{\"id\":7,\"turns\":[]}").utf8))
    let decoder = ConversationDecoder()
    var conversation = Conversation()
    for line in chunk.lines { try decoder.decode(line, of: chunk, into: &conversation) }
    #expect(conversation.id == "7")
    #expect(conversation.channel.isEmpty && conversation.turns.isEmpty && conversation.text.isEmpty)
    #expect(conversation.metadata.fields.isEmpty && conversation.key.isEmpty && conversation.participants.isEmpty)
    #expect(conversation.timeBasis == .none && conversation.startedAt == Turn.noTime)
    #expect(conversation.source.line == 2)
  }

  @Test(
    arguments: [
      ("[]", "", .schema), ("{\"turns\":[]}", "id", .schema), ("{\"id\":\"\",\"turns\":[]}", "id", .schema),
      ("{\"id\":null,\"turns\":[]}", "id", .schema), ("{\"id\":1.5,\"turns\":[]}", "id", .schema),
      ("{\"id\":\"a\"}", "turns", .schema), ("{\"id\":\"a\",\"turns\":null}", "turns", .schema),
      ("{\"id\":\"a\",\"turns\":{}}", "turns", .schema), ("{\"id\":\"a\",\"turns\":[1]}", "turns[0]", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\"},{\"text\":[]}]}", "turns[1].text", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"role\":\"agent\"}]}", "turns[0].text", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":null}]}", "turns[0].text", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"role\":3}]}", "turns[0].role", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"kind\":\"zz\"}]}", "turns[0].kind", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"visibility\":1}]}", "turns[0].visibility", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"redacted\":\"no\"}]}", "turns[0].redacted", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"duration_ms\":-1}]}", "turns[0].duration_ms", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"participant\":\"\"}]}", "turns[0].participant", .schema),
      ("{\"id\":\"a\",\"turns\":[],\"participants\":[{\"role\":\"agent\"}]}", "participants[0].id", .schema),
      ("{\"id\":\"a\",\"turns\":[],\"metadata\":[]}", "metadata", .schema),
      ("{\"id\":\"a\",\"turns\":[],\"channel\":{}}", "channel", .schema),
      ("{\"schema\":\"evaluation/1\",\"id\":\"a\",\"turns\":[]}", "schema", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"at\":\"soon\"}]}", "turns[0].at", .badTime),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"at\":true}]}", "turns[0].at", .schema),
      ("{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"at\":12}]}", "turns[0].at", .timeOutOfRange),
      ("{\"id\":\"a\",\"turns\":[],\"started_at\":\"1969-12-31T23:59:59Z\"}", "started_at", .timeOutOfRange),
      ("{\"id\":\"a\",\"turns\":[],\"started_at\":\"2026-01-01T00:00\",\"tz\":\"Mars/X\"}", "tz", .schema),
      (
        "{\"id\":\"a\",\"turns\":[{\"text\":\"x\",\"at\":\"2026-01-02T03:04:05Z\"},{\"text\":\"x\",\"at\":\"2026-01-02T03:04:05\"}]}",
        "turns[1].at", .badTime
      ),
    ] as [(String, String, RecordProblem.Code)])
  func namesThePlaceOfAProblem(_ line: String, _ path: String, _ code: RecordProblem.Code) {
    let problem = #expect(throws: RecordProblem.self) { try decode(line + "\n") }
    #expect(problem?.path == path)
    #expect(problem?.code == code)
  }

  @Test(
    arguments: [
      ("agent", .agent), ("Customer", .customer), ("USER", .customer), ("assistant", .bot), ("客服", .agent),
      ("坐席", .agent), ("客户", .customer), ("访客", .customer), ("机器人", .bot), ("系统", .system), ("班长", .supervisor),
      ("human_agent", .agent), ("spk_0", .unknown), ("", .unknown), ("agentagentagentagent", .unknown),
      ("unknown", .unknown),
    ] as [(String, Role)])
  func knowsRoleWords(_ word: String, _ role: Role) throws {
    #expect(Role(word: word) == role)
    let conversation = try decode("{\"id\":1,\"turns\":[{\"role\":\"\(word)\",\"text\":\"x\"}]}")
    #expect(conversation.turns[0].role == role)
  }

  @Test func takesTheParticipantsRoleWhereTheTurnNamesNone() throws {
    let line = """
      {"id":1,"turns":[{"participant":7,"text":"a"},{"participant":"7","text":"b"},{"participant":"new","role":"bot",\
      "text":"c"},{"participant":"new","text":"d"}],"participants":[{"id":7,"role":"agent"}]}
      """
    let conversation = try decode(line)
    #expect(conversation.turns.map(\.role) == [.agent, .agent, .bot, .bot])
    #expect(conversation.turns.map(\.participant) == [0, 0, 1, 1])
  }

  @Test func findsEveryoneAmongManyParticipants() throws {
    let people = (0..<100).map { "{\"id\":\"p\($0)\",\"role\":\"\($0 % 2 == 0 ? "agent" : "customer")\"}" }
    let turns = (0..<200).map { "{\"participant\":\"p\($0 % 120)\",\"text\":\"x\"}" }
    let conversation = try decode(
      "{\"id\":1,\"participants\":[\(people.joined(separator: ","))],\"turns\":[\(turns.joined(separator: ","))]}")
    #expect(conversation.turns.map { Int($0.participant) } == (0..<200).map { $0 % 120 })
    #expect(conversation.turns[99].role == .customer && conversation.turns[119].role == .unknown)
  }

  @Test func sortsByTimeAndMovesTheTextsAlong() throws {
    let line = """
      {"id":1,"turns":[{"text":"b","at":"2026-01-02T03:04:06Z"},{"text":"a","at":"2026-01-02T03:04:05Z"},\
      {"text":"c","at":"2026-01-02T03:04:06Z"}]}
      """
    let conversation = try decode(line)
    #expect(conversation.text == Array("a\nb\nc\n".utf8))
    #expect(conversation.turns.map(\.sequence) == [1, 0, 2])
    #expect(conversation.turns.map { conversation.string(of: $0) } == ["a", "b", "c"])
  }

  @Test(arguments: [3, 40]) func keepsTheLastVersionOfATurn(_ count: Int) throws {
    var turns = (0..<count).map { "{\"id\":\"t\($0)\",\"text\":\"old\($0)\"}" }
    turns.append("{\"id\":\"t1\",\"text\":\"new1\"}")
    let conversation = try decode("{\"id\":1,\"turns\":[\(turns.joined(separator: ","))]}")
    #expect(conversation.duplicateTurns == 1)
    #expect(conversation.turns.count == count)
    #expect(conversation.string(of: conversation.turns[1]) == "new1")
    #expect(!String(decoding: conversation.text, as: UTF8.self).contains("old1\n"))
  }

  /// A quadratic step anywhere would take hours.
  @Test(.timeLimit(.minutes(5))) func handlesAHundredThousandTurnsAndParties() throws {
    let list = (0..<100_000).map { "{\"id\":\"t\($0 % 99_999)\",\"participant\":\"p\($0)\",\"text\":\"x\"}" }
    let conversation = try decode("{\"id\":1,\"turns\":[\(list.joined(separator: ","))]}")
    #expect(conversation.turns.count == 99_999)
    #expect(conversation.participants.count == 100_000)
  }
}
