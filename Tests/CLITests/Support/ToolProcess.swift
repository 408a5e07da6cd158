import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the child finds behind its standard input.
enum ChildInput {
  /// An empty input.
  case empty
  /// A file.
  case file(String)
  /// A pipe that the test writes to.
  case pipe
}

/// Where the child's standard output or standard error goes.
enum ChildOutput {
  /// A file of the runner's own, read afterwards.
  case capture
  /// An existing file or device.
  case file(String)
  /// A pipe whose reading end is given to the test.
  case pipe
}

/// How a child process ended.
struct Ending {
  /// The exit code, or 128 + n after signal n.
  var code: Int32
  /// Whether the runner killed it because it took too long.
  var timedOut: Bool
  /// The most memory it held, in bytes.
  var peakMemory: Int
  /// How long it ran.
  var seconds: Double
}

/// A child process under the test's control: pipes, signals, a deadline, and how much memory it took.
final class ToolProcess {
  let pid: pid_t
  private(set) var inputDescriptor: Int32 = -1
  private(set) var outputDescriptor: Int32 = -1
  private let start = ContinuousClock.now
  private var peak = 0

  /// Starts a program with a whole new environment.
  init(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String], input: ChildInput, output: ChildOutput,
    capture: (output: String, errors: String)
  ) throws {
    // A child that is gone must not take the tests with it.
    signal(SIGPIPE, SIG_IGN)
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var childEnds: [Int32] = []
    defer { for end in childEnds { close(end) } }
    switch input {
    case .empty: unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .file(let path): unsafe posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
    case .pipe:
      let ends = try Self.makePipe()
      inputDescriptor = ends.writing
      childEnds.append(ends.reading)
      unsafe posix_spawn_file_actions_adddup2(&actions, ends.reading, 0)
    }
    let flags = O_WRONLY | O_CREAT | O_APPEND
    switch output {
    case .capture: unsafe posix_spawn_file_actions_addopen(&actions, 1, capture.output, flags, 0o600)
    case .file(let path): unsafe posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .pipe:
      let ends = try Self.makePipe()
      outputDescriptor = ends.reading
      childEnds.append(ends.writing)
      unsafe posix_spawn_file_actions_adddup2(&actions, ends.writing, 1)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 2, capture.errors, flags, 0o600)

    var child: pid_t = 0
    let words = CStrings([Array(program.utf8)] + arguments)
    let variables = CStrings(environment.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) })
    let code = unsafe posix_spawn(&child, program, &actions, &attributes, words.pointers, variables.pointers)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    pid = child
  }

  deinit {
    closeInput()
    closeOutput()
  }

  /// Writes to the child's input; stops quietly if the child is gone.
  func send(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(inputDescriptor, $0.baseAddress! + offset, $0.count - offset)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      offset += count
    }
  }

  /// Ends the child's input.
  func closeInput() {
    if inputDescriptor >= 0 { close(inputDescriptor) }
    inputDescriptor = -1
  }

  /// Reads some of the child's output, and nothing at its end or when it keeps silent for two minutes.
  func receive(upTo count: Int) -> [UInt8] {
    var request = pollfd(fd: outputDescriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 120_000) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe bytes.withUnsafeMutableBytes { unsafe read(outputDescriptor, $0.baseAddress!, $0.count) }
    return Array(bytes.prefix(max(0, got)))
  }

  /// Goes away as a reader.
  func closeOutput() {
    if outputDescriptor >= 0 { close(outputDescriptor) }
    outputDescriptor = -1
  }

  /// Sends a signal.
  func signalled(_ number: Int32) { kill(pid, number) }

  /// Waits until the child ends, and kills it after `timeout` seconds.
  func wait(timeout: Double) -> Ending {
    var usage = rusage()
    var status: Int32 = 0
    var timedOut = false
    while true {
      sampleMemory()
      let result = unsafe wait4(pid, &status, WNOHANG, &usage)
      if result == pid || (result < 0 && errno != EINTR) { break }
      if !timedOut && seconds > timeout {
        timedOut = true
        kill(pid, SIGKILL)
      }
      usleep(500)
    }
    let signal = status & 0x7F
    let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    #if canImport(Darwin)
      peak = usage.ru_maxrss
    #else
      // A spawned child starts in its parent's memory, and Linux counts that: sampling is nearer to the truth.
      if peak == 0 { peak = usage.ru_maxrss << 10 }
    #endif
    return Ending(code: code, timedOut: timedOut, peakMemory: peak, seconds: Self.processorSeconds(usage))
  }

  /// The processor time of a child and of all it waited for: what others do on the machine does not count.
  private static func processorSeconds(_ usage: rusage) -> Double {
    [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Notes the high-water mark that Linux keeps for a process; it never falls.
  private func sampleMemory() {
    #if !canImport(Darwin)
      guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else { return }
      guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return }
      let digits = line.filter(\.isNumber)
      peak = max(peak, (Int(digits) ?? 0) << 10)
    #endif
  }

  private static func makePipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// Strings as C wants them: ended by zero, and the list ended by a null pointer.
@safe private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [[UInt8]]) {
    count = strings.count
    unsafe pointers = .allocate(capacity: count + 1)
    for index in 0..<count {
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: strings[index].count + 1)
      for place in strings[index].indices { unsafe copy[place] = CChar(bitPattern: strings[index][place]) }
      unsafe copy[strings[index].count] = 0
      unsafe pointers[index] = copy
    }
    unsafe pointers[count] = nil
  }

  deinit {
    for index in 0..<count { unsafe pointers[index]?.deallocate() }
    unsafe pointers.deallocate()
  }
}
