import Foundation
import TestSupport
import Testing

@testable import Delivery

/// What receivers may do to us: rows N1 to N12 of the robustness plan.
@Suite(.enabled(if: Python.isThere)) struct TransportTests {
  let work: TemporaryDirectory
  let receiver: Receiver

  init() throws {
    work = try TemporaryDirectory()
    receiver = try Receiver(work)
  }

  private func verdict(_ settings: SinkSettings) -> Verdict {
    Attempt.make(.sample(), id: "msg_1", settings, at: 1_800_000_000_000)
  }

  @Test(arguments: [
    ("silent", "no reply within"), ("drip", "no reply within"), ("late/3", "no reply within"),
    ("headers", "64 KiB of headers"),
    ("endless", "64 KiB of reply"), ("reset", "broke"), ("hangup", "broke"), ("garbage", "broke"),
    ("redirect/301/http://127.0.0.1/ok", "redirects are not followed"),
    ("redirect/302/file:///etc/passwd", "redirects"),
    ("redirect/307/ok", "redirects"), ("redirect/308/ok", "redirects"), ("status/400", "status 400"),
    ("status/401", "status 401"), ("status/404", "status 404"), ("status/410", "status 410"),
    ("status/413", "too large"),
    ("status/429", "status 429"), ("busy/5", "status 503"),
  ])
  func misbehaviour(path: String, says: String) throws {
    let verdict = verdict(.local("webhook", url: receiver.url(path)))
    #expect(verdict.reason.contains(says), "\(verdict)")
    #expect(try receiver.requests().count == 1, "nothing is followed or repeated")
  }

  @Test func refusedAndUnknown() {
    #expect(verdict(.local("webhook", url: "http://127.0.0.1:1/x")).reason.contains("refused"))
    #expect(verdict(.local("webhook", url: "https://no-such-host.invalid/x")).reason.contains("no such host"))
  }

  /// The address is judged when it is connected to: a public-looking name that leads here is refused.
  @Test(arguments: ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "localhost"])
  func addressesAreChecked(host: String) throws {
    var settings = SinkSettings.local("webhook", url: "http://\(host):\(receiver.port)/ok")
    settings.transport.policy = AddressPolicy()
    let verdict = verdict(settings)
    #expect(verdict.reason.contains("is not public and not allowed"), "\(verdict)")
    #expect(verdict.hint.contains("allow_cidr: ["))
    #expect(try receiver.requests().isEmpty)
    settings.transport.policy.blocks = [AddressBlock("127.0.0.0/8")!]
    #expect(self.verdict(settings) == .accepted)
  }

  @Test func proxiesOfTheEnvironmentAreNotUsed() throws {
    unsafe setenv("http_proxy", "http://127.0.0.1:1", 1)
    defer { unsafe unsetenv("http_proxy") }
    var settings = SinkSettings.local("webhook", url: receiver.url("ok"))
    #expect(verdict(settings) == .accepted)
    settings.transport.usesProxy = true
    #expect(verdict(settings) != .accepted)
  }

  /// A self-made authority: refused unless it is named; a wrong name and an expired certificate always.
  @Test func certificates() throws {
    func make(_ name: String, _ days: String, _ subject: String) throws -> (String, String) {
      let (certificate, key) = (work.file(name + ".crt"), work.file(name + ".key"))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
        key,
        "-out", certificate, "-days", days, "-subj", "/CN=test", "-addext", "subjectAltName=\(subject)",
      ]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      return (certificate, key)
    }
    func attempt(_ pair: (String, String), trusting: Bool) throws -> Verdict {
      let receiver = try Receiver(work, certificate: pair.0, key: pair.1)
      var settings = SinkSettings.local("webhook", url: "https://localhost:\(receiver.port)/ok")
      settings.transport.certificates = trusting ? pair.0 : nil
      return verdict(settings)
    }
    let good = try make("good", "2", "DNS:localhost")
    #expect(try attempt(good, trusting: true) == .accepted)
    #expect(try attempt(good, trusting: false).reason.contains("certificate"))
    #expect(try attempt(make("other", "2", "DNS:other.example"), trusting: true).reason.contains("certificate"))
    #expect(try attempt(expired(), trusting: true).reason.contains("certificate"))
  }

  /// A certificate for localhost that ended long ago, in all else as good as another.
  private func expired() throws -> (String, String) {
    let folder = work.file("ca")
    let settings = """
      [ca]
      default_ca = own
      [own]
      database = \(folder)/index
      new_certs_dir = \(folder)
      serial = \(folder)/serial
      default_md = sha256
      policy = any
      x509_extensions = names
      [any]
      commonName = supplied
      [names]
      subjectAltName = DNS:localhost
      basicConstraints = CA:TRUE
      """
    try work.write(settings, to: "ca/settings")
    try work.write("", to: "ca/index")
    try work.write("01\n", to: "ca/serial")
    let script = """
      cd "$1"
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key -out request -subj /CN=test
      openssl ca -batch -config settings -selfsign -keyfile key -in request -out certificate -notext \\
        -startdate 20200101000000Z -enddate 20210101000000Z
      openssl x509 -in certificate -noout -checkend 0 && exit 9
      openssl x509 -in certificate -noout -ext subjectAltName | grep -q localhost
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", script, "sh", folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "no expired certificate could be made")
    return (folder + "/certificate", folder + "/key")
  }

  private func hook(_ script: String, mode: Int = 0o700, deadline: Double = 5) throws -> HookRunner.Outcome {
    let path = try work.write("#!/bin/sh\n" + script, to: "hook.sh")
    try SystemFile.makePrivate(path, mode: mode)
    return HookRunner(deadline: deadline, grace: 0.3).run(
      [path, "a b; touch pwned"], variables: [(name: "QA_MESSAGE_ID", value: "m")], input: Array("data\n".utf8))
  }

  @Test func programs() throws {
    guard
      case .ended(0, let output, false) = try hook("read x; echo \"$x|$1|$QA_MESSAGE_ID\"; env | grep -c HOME; true")
    else {
      throw CocoaError(.featureUnsupported)
    }
    #expect(
      String(decoding: output, as: UTF8.self) == "data|a b; touch pwned|m\n0\n",
      "stdin, no shell, a minimal environment")
    #expect(try hook("exit 3") == .ended(code: 3, output: [], cut: false))
    #expect(try hook("exec <&-; sleep 0.1") == .ended(code: 0, output: [], cut: false))
    #expect(try hook("exit 0", mode: 0o600) == .failed(reason: "cannot be started: Permission denied"))
    #expect(
      HookRunner().run(["/no/such"], variables: [], input: [])
        == .failed(reason: "cannot be started: No such file or directory"))
    guard case .ended(0, let flood, true) = try hook("head -c 20000000 /dev/zero") else {
      throw CocoaError(.featureUnsupported)
    }
    #expect(flood.count == 65_536)
    let start = Date()
    guard case .failed(let reason) = try hook("trap '' TERM; sleep 60 & sleep 60", deadline: 0.3) else {
      throw CocoaError(.featureUnsupported)
    }
    #expect(reason.contains("was killed") && Date().timeIntervalSince(start) < 5)
  }

  /// What a program leaves behind in its group is killed with it.
  @Test func noDaemonsRemain() throws {
    let mark = work.file("alive")
    _ = try hook("(sleep 1; touch \(mark)) >/dev/null 2>&1 &\nexit 0")
    Thread.sleep(forTimeInterval: 1.5)
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func files() throws {
    var settings = SinkSettings.local("file")
    settings.path = work.file("log.ndjson")
    #expect(verdict(settings) == .accepted && verdict(settings) == .accepted)
    try work.write(String(decoding: work.read("log.ndjson"), as: UTF8.self) + "{\"cut", to: "log.ndjson")
    #expect(verdict(settings) == .accepted)
    #expect(try work.read("log.ndjson").count { $0 == 0x0A } == 4, "a line that a crash cut off is ended first")
    settings.path = work.path
    #expect(verdict(settings) != .accepted)
  }
}
