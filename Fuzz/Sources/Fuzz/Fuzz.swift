import CFuzzer
import Glibc

nonisolated(unsafe) private var target: (ArraySlice<UInt8>) -> Void = { _ in }

/// `Fuzz TARGET -option… [folders]` runs a target under libFuzzer; `Fuzz [TARGET or GROUP…]` names targets, all without
/// arguments.
///
/// Processes that libFuzzer starts itself (`-merge=1`, `-jobs`) get no target: they find it in their environment.
@main struct Fuzz {
  static func main() {
    let words = CommandLine.arguments
    if !words.contains(where: { $0.hasPrefix("-") }) { return list(words.dropFirst()) }
    let own = words.count > 1 ? targets.first { $0.name == words[1] } : nil
    let inherited = getenv(Self.variable).flatMap { String(validatingCString: $0) }
    guard let found = own ?? targets.first(where: { $0.name == inherited }) else { fatalError("no such target") }
    target = found.run
    setenv(Self.variable, found.name, 1)
    var arguments = [CommandLine.unsafeArgv[0]]
    arguments += ((own == nil ? 1 : 2)..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] }
    arguments.append(nil)
    let count = Int32(arguments.count - 1)
    let code = arguments.withUnsafeMutableBufferPointer { words in
      cfuzzer_run(count, words.baseAddress) { bytes, count in
        target(ArraySlice(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      }
    }
    exitNow(code)
  }

  private static func list(_ wanted: ArraySlice<String>) {
    for (group, members) in groups {
      for target in members where wanted.isEmpty || wanted.contains(group) || wanted.contains(target.name) {
        print(target.name)
      }
    }
  }

  private static let variable = "FUZZ_TARGET"

  private static func exitNow(_ code: Int32) { if code != 0 { fatalError("libFuzzer ended with \(code)") } }
}
