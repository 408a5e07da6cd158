import Foundation
import TestSupport
import Testing

/// What a run of the tool came to.
struct Outcome {
  var code: Int32
  var outputBytes: [UInt8]
  var errors: String
  var peakMemory: Int
  var seconds: Double
  var timedOut: Bool

  /// Standard output as text.
  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  /// Standard output line by line.
  var lines: [Substring] { output.split(separator: "\n") }
}

/// What stands behind a run's standard input.
enum Input {
  case none
  case text(String)
  case bytes([UInt8])
  /// Bytes written to a pipe piece by piece.
  case pieces([[UInt8]])
  case file(String)
}

/// The tool as built beside the tests, run with an environment of its own.
enum Tool {
  /// The package's folder.
  static let package: String = {
    var path = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { path.deleteLastPathComponent() }
    return path.path
  }()

  /// The binary: `QA_CLI` if set, else the one beside the test bundle.
  static let binary: String = {
    if let chosen = ProcessInfo.processInfo.environment["QA_CLI"] { return chosen }
    var starts = Bundle.allBundles.map(\.bundlePath)
    let arguments = CommandLine.arguments
    starts.append(arguments[0])
    if let place = arguments.firstIndex(of: "--test-bundle-path"), place + 1 < arguments.count {
      starts.append(arguments[place + 1])
    }
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("qa-cli").path
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      }
    }
    fatalError("no qa-cli beside the tests; build it first, or set QA_CLI")
  }()

  /// How many seconds of wall time anything may take, however busy the machine is: only what hangs takes longer.
  static let patience = 300.0

  /// Compiled rulebooks, shared by all tests of one run.
  private static let cache: TemporaryDirectory? = try? TemporaryDirectory()

  /// The usual environment: 80 columns, no locale, a home that is not there.
  static func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    var variables = [
      "PATH": "/usr/bin:/bin", "COLUMNS": "80", "HOME": "/nonexistent", "XDG_CACHE_HOME": cache?.path ?? "/nonexistent",
    ]
    for (name, value) in changes { variables[name] = value }
    return variables
  }

  /// Starts the tool; `prelude` is shell code that runs first in the same process.
  static func start(
    _ arguments: [[UInt8]], in folder: String? = nil, prelude: String = "",
    environment changes: [String: String?] = [:],
    input: ChildInput = .empty, output: ChildOutput = .capture, capture: TemporaryDirectory
  ) throws -> ToolProcess {
    let files = (output: capture.file("stdout"), errors: capture.file("stderr"))
    var words = arguments
    var program = binary
    if folder != nil || !prelude.isEmpty {
      let script =
        "cd \"$1\" && shift && program=\"$1\" && shift && \(prelude.isEmpty ? ":" : prelude) && exec \"$program\" \"$@\""
      words = [Array("-c".utf8), Array(script.utf8), Array("sh".utf8), Array((folder ?? package).utf8)]
      words += [Array(binary.utf8)] + arguments
      program = "/bin/sh"
    }
    return try ToolProcess(
      program, words, environment: environment(changes), input: input, output: output, capture: files)
  }

  /// Runs the tool to its end.
  @discardableResult static func run(
    _ arguments: [String], in folder: String? = nil, prelude: String = "", environment: [String: String?] = [:],
    input: Input = .none, output: ChildOutput = .capture, timeout: Double = patience
  ) throws -> Outcome {
    let capture = try TemporaryDirectory()
    let behind: ChildInput =
      switch input {
      case .none: .empty
      case .file(let path): .file(path)
      case .text, .bytes, .pieces: .pipe
      }
    let process = try start(
      arguments.map { Array($0.utf8) }, in: folder, prelude: prelude, environment: environment, input: behind,
      output: output, capture: capture)
    switch input {
    case .none, .file: break
    case .text(let text): process.send(text.utf8)
    case .bytes(let bytes): process.send(bytes)
    case .pieces(let pieces): for piece in pieces { process.send(piece) }
    }
    process.closeInput()
    return outcome(process.wait(timeout: timeout), capture)
  }

  /// Puts an ending and what was captured together.
  static func outcome(_ ending: Ending, _ capture: TemporaryDirectory) -> Outcome {
    Outcome(
      code: ending.code, outputBytes: (try? capture.read("stdout")) ?? [],
      errors: String(decoding: (try? capture.read("stderr")) ?? [], as: UTF8.self), peakMemory: ending.peakMemory,
      seconds: ending.seconds, timedOut: ending.timedOut)
  }
}
