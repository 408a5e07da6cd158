import Foundation
import TestSupport
import Testing

@testable import Transcripts

/// The mapping files of the documentation, each on a small export of its shape.
@Suite struct MappingExampleTests {
  /// An export, and what it is as one line: `id channel language | role participant offset-or-time: text | …`.
  struct Sample: Sendable, CustomTestStringConvertible {
    var mapping: String
    var export: String
    var expected: [String]
    var name = "export.json"
    var testDescription: String { mapping }
  }

  static let samples = [
    Sample(
      mapping: "turn-pairs",
      export: #"[{"convo_id": 7, "original": [["agent", "Hi!"], ["customer", "My order"], ["action", "Pulled up"]]}]"#,
      expected: ["7   | agent  : Hi! | customer  : My order | system  : Pulled up"]),
    Sample(
      mapping: "nested-conversations",
      export: """
        {"displayName": "Job 1", "analysisInput": {"conversations": [
         {"id": "n-1", "language": "en", "conversationItems": [
           {"id": "1", "participantId": "Agent", "text": "Hello"}, {"id": "2", "participantId": "Customer", "text": "Hi"}]},
         {"id": "n-2", "language": "zh", "conversationItems": [{"id": "1", "participantId": "Agent", "text": "您好"}]}]}}
        """,
      expected: ["n-1  en | agent Agent : Hello | customer Customer : Hi", "n-2  zh | agent Agent : 您好"]),
    Sample(
      mapping: "bot-session",
      export: """
        {"id": "s-1", "created_at": "2026-03-02T10:00:00", "messages": [
          {"created_at": "2026-03-02T10:00:01", "persona": "assistant", "content": "Good morning"},
          {"created_at": "2026-03-02T10:00:09", "persona": "human", "content": "My car broke down"},
          {"created_at": "2026-03-02T10:00:10", "persona": "tool", "content": "claim opened"}]}
        """,
      expected: [
        "s-1   | bot  2026-03-02T10:00:01: Good morning | customer  2026-03-02T10:00:09: My car broke down | system  2026-03-02T10:00:10: claim opened"
      ]),
    Sample(
      mapping: "contact-lens-chat",
      export: """
        {"Channel": "CHAT", "LanguageCode": "en-US", "CustomerMetadata": {"ContactId": "k-1"},
         "ConversationCharacteristics": {"Sentiment": {"OverallSentiment": {"AGENT": 1.5, "CUSTOMER": 0}}},
         "Participants": [{"ParticipantId": "p1", "DisplayName": "Dana", "ParticipantRole": "CUSTOMER"}],
         "Transcript": [
          {"AbsoluteTime": "2026-03-02T10:00:00.000Z", "ContentType": "application/vnd.amazonaws.connect.event.participant.joined",
           "DisplayName": "Dana", "Id": "i0", "ParticipantId": "p1", "ParticipantRole": "CUSTOMER", "Type": "EVENT"},
          {"AbsoluteTime": "2026-03-02T10:00:01.500Z", "Content": "Hello", "ContentType": "text/plain", "DisplayName": "Dana",
           "Id": "i1", "ParticipantId": "p1", "ParticipantRole": "CUSTOMER", "Type": "MESSAGE"},
          {"AbsoluteTime": "2026-03-02T10:00:03.000Z", "Content": "Hi Dana", "ContentType": "text/plain", "DisplayName": "Ola",
           "Id": "i2", "ParticipantId": "p2", "ParticipantRole": "AGENT", "Type": "MESSAGE"}]}
        """,
      expected: [
        "k-1 CHAT en-US | customer p1 2026-03-02T10:00:00Z: [event] | customer p1 2026-03-02T10:00:01.500Z: Hello | agent p2 2026-03-02T10:00:03Z: Hi Dana"
      ]),
    Sample(
      mapping: "contact-lens-call",
      export: """
        {"Channel": "VOICE", "LanguageCode": "en-US",
         "Participants": [{"ParticipantId": "CUSTOMER", "ParticipantRole": "CUSTOMER"}, {"ParticipantId": "AGENT", "ParticipantRole": "AGENT"}],
         "Transcript": [{"BeginOffsetMillis": 0, "EndOffsetMillis": 900, "Content": "Good day", "Id": "same", "ParticipantId": "AGENT"},
          {"BeginOffsetMillis": 1200, "EndOffsetMillis": 2000, "Content": "Hello", "Id": "same", "ParticipantId": "CUSTOMER"}]}
        """,
      expected: ["export VOICE en-US | agent AGENT 0: Good day | customer CUSTOMER 1200: Hello"]),
    Sample(
      mapping: "transcribe-analytics",
      export: """
        {"ConversationAnalytics": {"LanguageCode": "en-US", "SpeakerLabels": [
           {"Speaker": "spk_0", "DisplayText": "Agent"}, {"Speaker": "spk_1", "DisplayText": "Customer"}]},
         "SpeechSegments": [
          {"SegmentStartTime": 0.04, "SegmentEndTime": 0.9, "SegmentSpeaker": "spk_0", "OriginalText": "x", "DisplayText": "Hello."},
          {"SegmentStartTime": 2, "SegmentEndTime": 3.1, "SegmentSpeaker": "spk_1", "OriginalText": "y", "DisplayText": "Hi."}]}
        """,
      expected: ["export  en-US | agent spk_0 40: Hello. | customer spk_1 2000: Hi."]),
    Sample(
      mapping: "vcon",
      export: """
        {"uuid": "v-1", "vcon": "0.0.1", "created_at": "2026-03-21T06:59:56+00:00",
         "parties": [{"name": "Joe", "role": "agent"}, {"name": "Ann", "role": "contact"}],
         "dialog": [{"type": "text", "start": "2026-03-02T10:00:00-05:00", "parties": [0], "originator": 0, "body": "Hello"},
          {"type": "text", "start": "2026-03-02T10:00:30-05:00", "parties": [1], "originator": 1, "body": "Hi Joe"}]}
        """,
      expected: ["v-1   | agent 0 2026-03-02T15:00:00Z: Hello | customer 1 2026-03-02T15:00:30Z: Hi Joe"]),
    Sample(
      mapping: "aliyun-asr",
      export: """
        {"TaskId": "t-1", "StatusText": "SUCCESS", "Result": {"Sentences": [
          {"BeginTime": 2940, "EndTime": 5330, "SilenceDuration": 2, "Text": "我想查话费", "ChannelId": 1},
          {"BeginTime": 500, "EndTime": 2100, "SilenceDuration": 0, "Text": "您好", "ChannelId": 0}]}}
        """,
      expected: ["t-1   | agent  500: 您好 | customer  2940: 我想查话费"]),
    Sample(
      mapping: "qiyu-lines",
      export: "2026-03-02 10:00:01 [客服|小林] 您好，很高兴为您服务\n请问有什么可以帮您\n2026-03-02 10:00:20 [访客|张先生] 想退货\n",
      expected: [
        "export   | agent 小林 2026-03-02T02:00:01Z: 您好，很高兴为您服务⏎请问有什么可以帮您 | customer 张先生 2026-03-02T02:00:20Z: 想退货"
      ], name: "export.txt"),
    Sample(
      mapping: "crm-export",
      export:
        "流水,谁说的,何时,说了什么,大组,外呼批次,内部编号\nx,甲,02/03/2026 10:00,在吗,一组,7,q\ny,甲,02/03/2026 10:01,喂,二组,7,q\nx,乙,02/03/2026 10:02,您好，请讲,一组,7,q\n",
      expected: [
        "x   | customer  2026-03-02T02:00:00Z: 在吗 | agent  2026-03-02T02:02:00Z: 您好，请讲",
        "y   | customer  2026-03-02T02:01:00Z: 喂",
      ], name: "export.csv"),
  ]

  static let folder = Samples.folder + "/../../docs/mappings/"

  @Test(arguments: samples) func readsTheShape(_ sample: Sample) throws {
    let options = try MappingFile.read(InputFile(Self.folder + sample.mapping + ".yaml"))
    var bytes = Array(sample.export.utf8)
    if options.encoding == .gb18030 {
      bytes = [UInt8](try #require(sample.export.data(using: String.Encoding(rawValue: 0x8000_0632))))
    }
    let found = try read(bytes, as: sample.name) { $0 = options }
    #expect(found.problems == [])
    #expect(try found.records.map { try Self.line(decode($0)) } == sample.expected)
  }

  /// What is told by its members reads as with its file, however long the first record is.
  @Test(
    arguments: samples.filter { sample in
      ["vcon", "nested-conversations", "transcribe-analytics", "contact-lens-chat", "bot-session", "turn-pairs"]
        .contains(sample.mapping)
    }, [0, 100_000])
  func needsNoFile(_ sample: Sample, padding: Int) throws {
    // A long text in the middle: the first bytes that are looked at do not hold the record whole.
    let long = String(repeating: "x", count: padding)
    var export = sample.export
    let texts = ["Hi Dana", "My car broke down", "My order", "您好", "Hi.", "Hi Joe"]
    let place = try #require(texts.lazy.compactMap { export.range(of: $0) }.first)
    if padding > 0 { export.replaceSubrange(place, with: long) }
    let found = try read(Array(export.utf8), as: sample.name)
    #expect(found.problems == [])
    let lines = try found.records.map { try Self.line(decode($0)) }
    if padding > 0 {
      #expect(lines.count == sample.expected.count && lines.joined().contains(long))
    } else {
      #expect(lines == sample.expected)
    }
  }

  /// The mappings inside the program are those of the documentation.
  @Test func mappingsAreTheDocumentedOnes() throws {
    for export in KnownExport.all where export.name != "aliyun-asr" {
      let file = try String(contentsOfFile: Self.folder + export.name + ".yaml", encoding: .utf8)
      let lines = file.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
      #expect(export.mapping == lines, "\(export.name)")
    }
  }

  @Test func everyFileIsTested() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".yaml") }
    #expect(Set(files) == Set(Self.samples.map { $0.mapping + ".yaml" }))
  }

  private static func text(_ reading: Int64) -> String {
    Timestamp(reading: reading, offset: nil).description.replacing(" ", with: "T")
  }

  static func line(_ conversation: Conversation) -> String {
    let turns = conversation.turns.map { turn in
      let speaker = turn.participant < 0 ? "" : conversation.participants[Int(turn.participant)].id
      var time = turn.time == Turn.noTime ? "" : "\(turn.time)"
      if turn.time != Turn.noTime {
        if conversation.timeBasis == .absolute { time = text(turn.time) + "Z" }
        if conversation.timeBasis == .local { time = text(turn.time) }
      }
      let text = turn.kind == .event ? "[event]" : conversation.string(of: turn).replacing("\n", with: "⏎")
      return " | \(turn.role.name) \(speaker) \(time): \(text)"
    }
    return "\(conversation.id) \(conversation.channel) \(conversation.language)" + turns.joined()
  }

  // MARK: What a mapping finds wrong

  @Test(arguments: [
    (
      #"{"uuid":"v","parties":[{"name":"Joe","role":"agent"}],"dialog":[{"originator":5,"body":"x","start":"2026-01-02T03:04:05Z"}]}"#,
      "schema"
    ),
    (#"{"uuid":"v","parties":null,"dialog":[{"originator":0,"body":"x","start":"2026-01-02T03:04:05Z"}]}"#, "schema"),
    (#"{"uuid":"v","parties":[],"dialog":null}"#, "schema"), (#"{"uuid":"v","parties":[],"dialog":[]}"#, "schema"),
    (
      #"{"uuid":"v","parties":[{"role":"agent"}],"dialog":[{"originator":0,"type":"recording","url":"s3://x"}]}"#,
      "schema"
    ),
    (#"{"uuid":"v","uuid":"w","parties":[],"dialog":[]}"#, "dup_key"), (#"{"uuid":"v","dialog":["#, "bad_json"),
  ]) func setsAsideWhatDoesNotFit(_ export: String, _ reason: String) throws {
    let options = try MappingFile.read(InputFile(Self.folder + "vcon.yaml"))
    let found = try read(Array(export.utf8), as: "v.json") { $0 = options }
    #expect(found.records == [])
    #expect(found.problems.map { $0.split(separator: " ")[0] } == [Substring(reason)])
  }

  @Test(arguments: [
    "participants: {id: a}", "participants: {at: x, roles: y}", "participants: 7", "columns: [a]", "colunms: {a: text}",
    "roles: {a: wizard}", "time: {unit: weeks}", "time: {zone: Mars/Olympus}", "lines: '('", "shape: heap",
    "encoding: klingon",
  ]) func saysWhatIsWrongWithIt(_ text: String) {
    let error = #expect(throws: ToolError.self) { try MappingFile.parse("format: csv\n" + text, name: "m.yaml") }
    #expect(error?.exitCode == .configuration && error?.line == 2, "\(error?.rendered ?? "")")
  }
}
