import Foundation
import TestSupport
import Testing
import Transcripts

@testable import Delivery

/// Signatures against the published vectors and an independent program.
@Suite struct SignatureTests {
  @Test func publishedVectors() {
    #expect(
      StandardWebhooks.signature(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array("{\"test\": 2432232314}".utf8),
        secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    let ding = DingTalkSink.signature(milliseconds: 1_700_000_000_000, secret: "this is secret")
    #expect(ding == "sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0=")
    #expect(DingTalkSink.queryValue(ding) == "sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0%3D")
    #expect(
      FeishuSink.signature(seconds: 1_700_000_000, secret: "demo") == "8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo=")
  }

  /// A hundred random signatures with two secrets, checked by Python's hmac.
  @Test(.enabled(if: Python.isThere)) func anotherProgramAgrees() throws {
    let work = try TemporaryDirectory()
    var random = SeededGenerator(seed: 7)
    var lines: [String] = []
    for _ in 0..<100 {
      func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
      let secrets = [24, 64].map { "whsec_" + base64(bytes($0)) }
      let body = bytes(Int.random(in: 0...300, using: &random))
      let time = Int64.random(in: 0...4_000_000_000, using: &random)
      let id = "msg_\(UInt64.random(in: 0 ... .max, using: &random))"
      let signature = StandardWebhooks.signature(id: id, timestamp: time, body: body, secrets: secrets)
      lines.append([id, "\(time)", base64(body), secrets.joined(separator: " "), signature].joined(separator: "\t"))
    }
    let path = try work.write(lines.joined(separator: "\n"), to: "vectors")
    let script = """
      import base64, hashlib, hmac, sys
      count = 0
      for line in open(sys.argv[1]):
          id, time, body, secrets, signature = line.rstrip("\\n").split("\\t")
          content = id.encode() + b"." + time.encode() + b"." + base64.b64decode(body)
          wanted = " ".join("v1," + base64.b64encode(hmac.new(base64.b64decode(s[6:]), content, hashlib.sha256).digest()).decode() for s in secrets.split(" "))
          assert wanted == signature, id
          count += 1
      assert count == 100
      """
    #expect(Python.run(script, [path]))
    try work.write(
      lines.joined(separator: "\n").replacing("v1,A", with: "v1,B").replacing("v1,", with: "v1,x"), to: "bad")
    #expect(!Python.run(script, [work.file("bad")]), "the check can fail")
  }

  @Test(arguments: [
    ("whsec_", false), ("abc", false), ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true), ("whsec_!!", false),
  ])
  func secretsAreChecked(secret: String, isGood: Bool) {
    #expect((StandardWebhooks.key(of: secret) != nil) == isGood)
  }
}
