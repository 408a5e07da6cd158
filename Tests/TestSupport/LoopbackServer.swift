import Foundation

/// A server of a test, a Python script on loopback, running for as long as the value lives.
///
/// The script prints its port and process id, goes on in the background (`Tests/Oracles/loopback.py`) and logs every
/// request as a line of JSON.
public final class LoopbackServer {
  /// The port it listens at.
  public let port: Int
  private let process: Int32
  private let log: String

  /// Starts a script with the path of its log and more arguments.
  public init(script: String, log: String, _ arguments: [String]) throws {
    self.log = log
    // A connection that is gone must not take the tests with it.
    _ = signal(SIGPIPE, SIG_IGN)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, log] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { throw CocoaError(.executableLoad) }
      text += String(decoding: data, as: UTF8.self)
    }
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    port = numbers.first ?? 0
    self.process = Int32(numbers.last ?? 0)
  }

  deinit { if process > 1 { kill(process, SIGKILL) } }

  /// The address of a path of it.
  public func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

  /// What arrived, in order.
  public func requests() throws -> [JSONTree] {
    guard let data = FileManager.default.contents(atPath: log) else { return [] }
    return try data.split(separator: 0x0A).map { try JSONTree(Array($0)) }
  }
}
