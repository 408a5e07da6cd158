import CFuzzer

nonisolated(unsafe) private var target: (ArraySlice<UInt8>) -> Void = { _ in }

/// `Fuzz TARGET [libFuzzer's arguments]`; without a target the names of all.
@main struct Fuzz {
  static func main() {
    guard CommandLine.argc > 1, let found = targets.first(where: { $0.name == CommandLine.arguments[1] }) else {
      print(targets.map(\.name).joined(separator: "\n"))
      return
    }
    target = found.run
    var arguments = [CommandLine.unsafeArgv[0]] + (2..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] }
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

  private static func exitNow(_ code: Int32) { if code != 0 { fatalError("libFuzzer ended with \(code)") } }
}
