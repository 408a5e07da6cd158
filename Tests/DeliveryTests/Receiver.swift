import Foundation
import TestSupport

@testable import Delivery

/// The scripted receiver, running for as long as the value lives.
struct Receiver {
  private let server: LoopbackServer

  init(_ work: TemporaryDirectory, certificate: String? = nil, key: String? = nil) throws {
    server = try LoopbackServer(
      script: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("server.py").path,
      log: work.file("requests-\(UUID().uuidString).ndjson"), [certificate, key].compactMap(\.self))
  }

  var port: Int { server.port }

  func url(_ path: String) -> String { server.url(path) }

  /// What arrived, in order.
  func requests() throws -> [JSONTree] { try server.requests() }
}

/// A clock that only moves when somebody waits.
final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var time: Int64 = 1_800_000_000_000
  private var waits: [Double] = []

  var now: Int64 { lock.withLock { time } }
  var waited: [Double] { lock.withLock { waits } }
  func move(_ seconds: Double) { lock.withLock { time += Int64(seconds * 1000) } }

  var clock: DeliveryClock {
    DeliveryClock(
      now: { self.now },
      wait: { seconds in
        self.move(seconds)
        self.lock.withLock { self.waits.append(seconds) }
      })
  }
}

/// Lines said to people.
final class Said: @unchecked Sendable {
  private let lock = NSLock()
  private var said: [String] = []
  var lines: [String] { lock.withLock { said } }
  func say(_ line: String) { lock.withLock { said.append(line) } }
}

extension SinkSettings {
  /// Settings for the receiver on loopback.
  static func local(_ kind: String, url: String = "", name: String = "s") -> SinkSettings {
    var policy = AddressPolicy()
    policy.hosts = ["127.0.0.1", "localhost"]
    var settings = SinkSettings(
      name: name, kind: kind, perMinute: 100_000, transport: HTTPTransport(policy: policy, deadline: 1.5))
    settings.url = url
    return settings
  }
}

extension Message {
  /// A message with Chinese text, markup, and something private.
  static func sample(_ number: Int = 0, quotes: Int = 2, facts: Int = 2) -> Message {
    Message(
      type: "voc.topic.spike", groupKey: "topic/\(number)", window: "2026-11-27", severity: .critical,
      title: "退款不到账 <script> & *bold* 😀",
      facts: (0..<facts).map { .init("观测\($0)", "48 件, 预期 12.5 件 <b>&</b>") },
      quotes: (0..<quotes).map { .init(redacted: "我的电话 *** \($0) 👨‍👩‍👧‍👦 \"引号\" \\ \n 换行", full: "我的电话 13800138000 \($0)") },
      links: [.init("报告", "https://example.com/r?a=1&b=2")], startedAt: 1_800_000_000_000)
  }
}
