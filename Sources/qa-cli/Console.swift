internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The tool's exit codes; the argument parser has a type of the same name.
typealias ToolExit = ExitCode

/// Standard error and what is known of the terminal.
enum Console {
  /// Whether a descriptor is a terminal: 0 input, 1 output, 2 errors.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The terminal's width in columns: `COLUMNS`, else what the terminal says, else 80.
  static var width: Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns >= 20 { return min(columns, 400) }
    var size = winsize()
    if unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 { return Int(size.ws_col) }
    return 80
  }

  /// The arguments behind the program's name, as ``PathText`` writes them, so that paths need not be UTF-8.
  static var arguments: [String] {
    let words = unsafe UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return unsafe words.dropFirst().compactMap { word in
      guard let word = unsafe word else { return nil }
      return unsafe PathText.text(Array(UnsafeRawBufferPointer(start: word, count: strlen(word))))
    }
  }

  /// A variable of the environment.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Writes a line to standard error; a closed standard error is no error.
  static func say(_ line: String) {
    let output = CheckedOutput.standardError()
    try? output.write(line + "\n")
    try? output.flush()
  }

  /// Writes a remark about a file to standard error.
  static func note(_ name: String, _ text: String, _ language: Language) {
    say("\(language("提示", "note")): \(name): \(text)".escapingControls)
  }

  /// Reports an error on one line.
  static func report(_ error: ToolError) {
    if !error.isSilent { say(error.rendered) }
  }

  /// Ends the process.
  static func exit(_ code: ExitCode) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code.rawValue)
    #else
      Darwin.exit(code.rawValue)
    #endif
  }

  /// Seconds of processor time this process has used: speeds measured with it hold on a busy machine too.
  static var processorTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds of a clock that never jumps.
  static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
