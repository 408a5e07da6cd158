import TestSupport
import Testing
import Transcripts

@testable import Delivery

/// The configuration: what it takes, and where it is wrong.
@Suite struct ConfigurationTests {
  private func parse(_ text: String, name: String = "d/sinks.yaml") throws -> DeliveryConfiguration {
    try DeliveryFile(environment: { $0 == "URL" ? "https://hooks.example/secret" : nil }, name: name).parse(text)
  }

  @Test(arguments: [
    ("", "d/sinks.yaml:1:1"), ("sinks: [", "d/sinks.yaml:"), ("sinks: []", "no sink"), ("sinkz: []", ":1:1"),
    ("sinks:\n  - name: a\n    kind: fax", ":3:11"), ("sinks:\n  - kind: slack", ":2:5"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: ftp://x.example", ":4:10"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: http://x.example", "https is needed"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: https://u:p@x.example", "user or password"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: https://169.254.169.254/x", "allow_cidr: [169.254.169.254/32]"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: http://[::1]/x", "not public"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: http://0x7f.1/x", "127.0.0.1"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: http://127.1/x", "127.0.0.1"),
    ("sinks:\n  - name: a\n    kind: slack\n    url: http://localhost./x", "localhost is not public"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: NONE", "the environment has no NONE"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n    url: https://x.example", "exclude"),
    ("sinks:\n  - name: a\n    kind: slack\n    secret: abc", "secrets do not belong"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n    secret_env: URL", "means nothing"),
    ("sinks:\n  - name: a\n    kind: webhook\n    url_env: URL\n    secret_env: URL", "whsec_"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n    payload: fat", ":5:14"),
    (
      "sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n  - name: a\n    kind: slack\n    url_env: URL",
      "was there before"
    ),
    ("sinks:\n  - name: a\n    kind: exec", "run:"), ("sinks:\n  - name: a\n    kind: file", "path:"),
    ("sinks:\n  - &x\n    name: a\n    kind: slack", "anchors"), ("sinks:\n  - name: a/../b\n    kind: slack", "name:"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n    per_minute: 0", "per_minute"),
    ("sinks:\n  - name: a\n    kind: slack\n    url_env: URL\n    allow_cidr: [10.0.0.0/99]", ":5:18"),
  ])
  func mistakes(text: String, says: String) {
    do {
      _ = try parse(text)
      Issue.record("accepted: \(text)")
    } catch let error as ToolError {
      #expect(error.exitCode == .configuration && error.rendered.contains(says), "\(error.rendered)")
      #expect(!error.rendered.contains("hooks.example"), "secrets are not printed")
    } catch {
      Issue.record(error)
    }
  }

  @Test func everythingAtOnce() throws {
    func rate(_ kind: String, _ more: String = "") throws -> Int {
      try parse("sinks: [{name: a, kind: \(kind), url_env: URL\(more)}]").sinks[0].rate.perMinute
    }
    #expect(try rate("webhook") == 20 && rate("webhook", ", per_minute: 500") == 500)
    #expect(try rate("wecom", ", per_minute: 500") == 20 && rate("wecom", ", per_minute: 5") == 5)
    let sinks = try parse(
      """
      sinks:
        - {name: 值班, kind: feishu, url_env: URL, payload: redacted, language: en, types: [voc., qa.finding.created], min_severity: major}
        - {name: h, kind: exec, run: [hook.sh, "a b"]}
        - {name: f, kind: file, path: /x/y}
        - {name: am, kind: alertmanager, url: "http://127.0.0.1:9093", allow_hosts: 127.0.0.1, send_resolved: false}
      """
    ).sinks
    #expect(sinks.map(\.name) == ["值班", "h", "f", "am"])
    #expect(sinks[0].hidesURL && sinks[0].url == "https://hooks.example/secret")
    #expect(sinks[0].takes(.sample()))
    var message = Message.sample()
    message.severity = .minor
    #expect(!sinks[0].takes(message))
    message = .sample()
    message.type = "qa.digest"
    #expect(!sinks[0].takes(message) && sinks[1].takes(message))
    message.state = .resolved
    #expect(!sinks[3].takes(message) && sinks[2].takes(message))
    #expect(sinks[1].arguments == ["d/hook.sh", "a b"] && sinks[2].path == "/x/y")
  }

  @Test func secretFilesAreForTheirOwnerOnly() throws {
    let work = try TemporaryDirectory()
    try work.write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", to: "key")
    let text = "sinks:\n  - {name: a, kind: webhook, url_env: URL, secret_file: key}"
    #expect(throws: ToolError.self) { try parse(text, name: work.file("sinks.yaml")) }
    try SystemFile.makePrivate(work.file("key"))
    #expect(
      try parse(text, name: work.file("sinks.yaml")).sinks[0].secrets == ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
  }
}
