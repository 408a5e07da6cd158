import Foundation
import TestSupport
import Testing
import Transcripts

@testable import Delivery

/// What receivers get: valid, within their budgets, never with more customer text than allowed.
@Suite struct SinkTests {
  static let kinds = ["webhook", "alertmanager", "feishu", "dingtalk", "wecom", "slack"]

  private func request(_ kind: String, _ message: Message, secret: String? = nil, url: String = "https://x.example/h")
    throws
    -> HTTPRequest
  {
    var settings = SinkSettings.local(kind, url: url)
    settings.secrets = [secret].compactMap(\.self)
    guard case .post(let request) = settings.sink.dispatch(message, id: "msg_1", at: 1_700_000_000_000) else {
      throw CocoaError(.featureUnsupported)
    }
    return request
  }

  /// Huge messages stay within every budget; what is left is whole lines and whole characters.
  @Test(arguments: kinds) func budgets(kind: String) throws {
    for size in [0, 1, 5, 40, 400, 3000] {
      let message = Message.sample(quotes: size, facts: size).reduced(to: .redacted)
      let body = try request(kind, message).body
      let json = try JSONTree(body)
      #expect(String(validating: body, as: UTF8.self) != nil)
      switch kind {
      case "feishu", "dingtalk": #expect(body.count <= 20_000)
      case "wecom":
        let content = try #require(json["markdown"]?["content"]?.string)
        #expect(content.utf8.count <= 4096 && JSONSize.string(content) <= 4096)
        #expect(content.hasPrefix("<font color=\"warning\">") && content.contains("</font>"))
      case "slack":
        let sections = json["blocks"]?.elements.compactMap { $0["text"]?["text"]?.string } ?? []
        #expect(sections.allSatisfy { $0.utf16.count <= 3000 } && sections.count <= 50)
        #expect(sections.reduce(0) { $0 + $1.utf16.count } <= 12_200 && (sections.first ?? "").utf16.count <= 150)
        #expect(!sections.contains { $0.contains("<script>") && $0 != sections.first })
      default: break
      }
      if size == 3000, ["feishu", "dingtalk", "wecom", "slack"].contains(kind) {
        #expect(String(decoding: body, as: UTF8.self).contains("未显示"), "what was left out is said")
      }
    }
  }

  @Test(arguments: kinds) func payloads(kind: String) throws {
    func text(_ payload: Payload) throws -> String {
      String(decoding: try request(kind, Message.sample().reduced(to: payload)).body, as: UTF8.self)
    }
    #expect(try !text(.thin).contains("我的电话"))
    #expect(
      try text(.redacted).contains(
        "我的电话 *** 0".replacing("*", with: kind == "feishu" || kind == "dingtalk" ? "\\\\*" : "*")))
    #expect(try !text(.redacted).contains("13800138000"))
    #expect(try text(.full).contains("13800138000"))
  }

  @Test func webhookIsSignedAndIsACloudEvent() throws {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let request = try request("webhook", .sample(), secret: secret)
    let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name, $0.value) })
    #expect(headers["webhook-id"] == "msg_1" && headers["webhook-timestamp"] == "1700000000")
    #expect(
      headers["webhook-signature"]
        == StandardWebhooks.signature(id: "msg_1", timestamp: 1_700_000_000, body: request.body, secrets: [secret]))
    let event = try JSONTree(request.body)
    #expect(
      event["specversion"]?.string == "1.0" && event["id"]?.string == "msg_1" && event["source"]?.string == "/qa-cli")
    #expect(event["time"]?.string == "2027-01-15T08:00:00.000Z")
    #expect(event["data"]?["title"]?.string == Message.sample().title)
  }

  @Test func signaturesOfBots() throws {
    let ding = try request("dingtalk", .sample(), secret: "this is secret", url: "https://x.example/h?access_token=1")
    #expect(
      ding.url
        == "https://x.example/h?access_token=1&timestamp=1700000000000&sign=sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0%3D"
    )
    let lark = try JSONTree(try request("feishu", .sample(), secret: "demo").body)
    #expect(lark["timestamp"]?.string == "1700000000")
    #expect(lark["sign"]?.string == "8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo=")
  }

  /// What changes from one sending to the next is no part of an alert's identity.
  @Test func alertmanagerLabelsAreStable() throws {
    var resolved = Message.sample()
    resolved.state = .resolved
    resolved.facts = []
    let (first, second) = (
      try JSONTree(try request("alertmanager", .sample()).body),
      try JSONTree(try request("alertmanager", resolved).body)
    )
    #expect(first.elements[0]["labels"] == second.elements[0]["labels"])
    #expect(first.elements[0]["endsAt"] == nil && second.elements[0]["endsAt"] != nil)
    #expect(try request("alertmanager", resolved, url: "https://x.example/").url == "https://x.example/api/v2/alerts")
  }

  @Test func theirMarkupIsHarmless() throws {
    var message = Message.sample()
    message.facts = [.init("note", "<!channel> <at user_id=\"all\"></at> [x](http://evil) </font>")]
    for kind in ["feishu", "dingtalk", "wecom", "slack"] {
      let body = String(decoding: try request(kind, message).body, as: UTF8.self)
      #expect(!body.contains("<!channel>") && !body.contains("<at user") && !body.contains(" </font>"), "\(kind)")
    }
  }

  @Test func messagesSurviveTheOutbox() throws {
    let message = Message.sample()
    #expect(try MessageRecord.read(MessageRecord.json(message), name: "x", now: 0) == [message])
    let finding =
      #"{"schema":"finding/1","conversation_id":"c1","rule":"r1","title":"t","severity":"major","status":"active","text":"secret 13800138000","turn":3}"#
    let plain = try MessageRecord.read(Array(finding.utf8), name: "x", now: 5)
    #expect(
      plain.count == 1 && plain[0].quotes.isEmpty && plain[0].severity == .major && plain[0].groupKey == "finding/c1/r1"
    )
    #expect(try MessageRecord.read(Array(finding.utf8), name: "x", now: 5, textIsRedacted: true)[0].quotes.count == 1)
    #expect(try MessageRecord.read(Array(finding.replacing("active", with: "shadow").utf8), name: "x", now: 5).isEmpty)
    #expect(throws: ToolError.self) { try MessageRecord.read(Array("{\"schema\":\"run/1\"}".utf8), name: "x", now: 0) }
  }
}
