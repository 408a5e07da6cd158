internal import CPlatform
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Runs a program of the owner's: no shell, data on standard input, a minimal environment, bounded in time and output.
struct HookRunner: Sendable {
  var deadline: Double = 30
  var grace: Double = 5

  /// What the program came to.
  enum Outcome: Sendable, Hashable {
    case ended(code: Int, output: [UInt8], cut: Bool)
    case failed(reason: String)
    case stopped
  }

  static let cap = 64 << 10

  /// Runs a program; the first argument is its path.
  func run(_ arguments: [String], variables: [(name: String, value: String)], input: [UInt8]) -> Outcome {
    var environment = variables.map { "\($0.name)=\($0.value)" }
    for name in ["PATH", "LANG", "TZ"] {
      if let value = unsafe getenv(name) { environment.append("\(name)=\(unsafe String(cString: value))") }
    }
    var output = [UInt8](repeating: 0, count: Self.cap)
    var result = cplatform_hook_result()
    let input = (bytes: input.isEmpty ? [0] : input, count: input.count)
    unsafe withCStrings(arguments) { arguments in
      unsafe withCStrings(environment) { environment in
        unsafe cplatform_run_hook(
          arguments, environment, input.bytes, input.count, &output, Self.cap, Int(deadline * 1000), Int(grace * 1000),
          { Signals.stopRequested ? 1 : 0 }, &result)
      }
    }
    switch result.outcome {
    case 0:
      return .ended(code: Int(result.code), output: Array(output.prefix(result.kept)), cut: result.cut != 0)
    case 1: return .failed(reason: "cannot be started: \(unsafe String(cString: strerror(result.code)))")
    case 2: return .failed(reason: "did not end within \(Int(deadline.rounded(.up))) s and was killed")
    default: return .stopped
    }
  }
}

/// Calls `body` with a list of C strings that ends with a null pointer.
private func withCStrings(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Void) {
  let copies = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  var pointers = unsafe copies.map { unsafe UnsafePointer<CChar>($0) }
  unsafe pointers.append(nil)
  unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
}
