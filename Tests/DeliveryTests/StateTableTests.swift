import Foundation
import Testing

@testable import Delivery

/// The state table: every verdict at every attempt.
@Suite struct StateTableTests {
  static let now: Int64 = 1_800_000_000_000

  @Test func everyVerdictAtEveryAttempt() {
    for attempts in 1...12 {
      func step(_ verdict: Verdict) -> RetrySchedule.Step {
        RetrySchedule.step(after: verdict, id: "m", attempts: attempts, at: Self.now)
      }
      #expect(step(.accepted) == .sent)
      #expect(step(.stopped) == .unchanged)
      #expect(step(.gone(reason: "")) == .disabled)
      for verdict in [Verdict.failed(reason: "", hint: ""), .throttled(reason: "", after: nil)] {
        if attempts > 9 {
          #expect(step(verdict) == .dead)
        } else {
          guard case .again(let due) = step(verdict) else {
            Issue.record("no further attempt after \(attempts)")
            continue
          }
          let wait = Double(due - Self.now) / 1000 / RetrySchedule.delays[attempts - 1]
          #expect(wait >= 0.799 && wait <= 1.201)
        }
      }
      if attempts <= 9, case .again(let due) = step(.throttled(reason: "", after: 1_000_000)) {
        #expect(due - Self.now >= 86_400_000 && due - Self.now <= 86_400_000 * 12 / 10)
      }
    }
    #expect(abs(RetrySchedule.delays.reduce(0, +) / 3600 - 75.6) < 0.1, "the published total")
  }

  /// The factor stays in its band and fills it.
  @Test func jitterStaysInItsBand() {
    let samples = (0..<10_000).map { RetrySchedule.jitter("m\($0)", 1 + $0 % 9) }
    #expect(samples.allSatisfy { $0 >= 0.8 && $0 < 1.2 })
    #expect((samples.min() ?? 1) < 0.801 && (samples.max() ?? 1) > 1.199)
    #expect(abs(samples.reduce(0, +) / 10_000 - 1) < 0.005)
  }

  @Test func everyStatus() {
    for status in 100...599 {
      let verdict = HTTPStatus.verdict(status, retryAfter: "", at: Self.now)
      switch status {
      case 200...299: #expect(verdict == nil)
      case 410: #expect({ if case .gone = verdict { true } else { false } }())
      case 429, 502, 503, 504: #expect(verdict?.isThrottled == true)
      default: #expect({ if case .failed = verdict { true } else { false } }())
      }
    }
  }

  // 2027-01-15T08:00:00Z is Self.now.
  @Test(
    arguments: [
      ("5", 5), ("86400", 86_400), ("999999999", 86_400), ("0", 0), ("-1", nil), ("garbage", nil), ("", nil),
      ("1.5", nil),
      ("Fri, 15 Jan 2027 08:01:00 GMT", 60), ("Fri, 15 Jan 2027 07:00:00 GMT", nil), ("Fri, 99 Foo 2027", nil),
      ("Tue, 15 Jan 2030 08:00:00 GMT", 86_400),
    ] as [(String, Double?)])
  func retryAfter(text: String, seconds: Double?) {
    #expect(RetrySchedule.seconds(retryAfter: text, at: Self.now) == seconds)
  }

  @Test(arguments: [
    ("feishu", "{\"code\":0}", "ok"), ("feishu", "{\"StatusCode\":0}", "ok"),
    ("feishu", "{\"code\":19021,\"msg\":\"x\"}", "failed"),
    ("feishu", "{\"code\":11232}", "throttled"), ("feishu", "<html>", "failed"), ("feishu", "", "failed"),
    ("feishu", "{\n \"code\": 0\n}", "ok"), ("dingtalk", "{\"errcode\":0,\"errmsg\":\"ok\"}", "ok"),
    ("dingtalk", "{\"errcode\":130101}", "throttled"), ("dingtalk", "{\"errcode\":310000}", "failed"),
    ("dingtalk", "{\"code\":0}", "failed"), ("wecom", "{\"errcode\":0}", "ok"),
    ("wecom", "{\"errcode\":45009}", "throttled"),
    ("wecom", "{\"errcode\":93000}", "failed"), ("slack", "ok", "ok"), ("slack", "invalid_payload", "failed"),
    ("webhook", "anything", "ok"), ("alertmanager", "", "ok"),
  ])
  func codesInBodies(kind: String, body: String, meaning: String) throws {
    let sink = SinkSettings.local(kind).sink
    let verdict = sink.judge(Array(body.utf8))
    switch verdict {
    case .accepted: #expect(meaning == "ok")
    case .throttled: #expect(meaning == "throttled")
    default: #expect(meaning == "failed")
    }
  }

  @Test func idsAreStable() {
    let message = Message.sample()
    #expect(message.id(for: "a") == Message.sample().id(for: "a"))
    #expect(message.id(for: "a") == "msg_" + String(message.id(for: "a").dropFirst(4)))
    var other = message
    other.title = "changed"
    #expect(other.id(for: "a") == message.id(for: "a"))
    other.window = "2026-11-28"
    #expect(other.id(for: "a") != message.id(for: "a") && message.id(for: "a") != message.id(for: "b"))
  }
}
