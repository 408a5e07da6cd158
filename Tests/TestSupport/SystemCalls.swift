// System calls the tests need, made safe to call: all unsafe code of the tests is here.

internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Plain faces of system calls; each says whether it worked.
public enum SystemCalls {
  /// Makes a named pipe.
  public static func makePipe(_ path: String) -> Bool { unsafe mkfifo(path, 0o600) == 0 }

  /// Opens a named pipe and writes parts into it with pauses between, on a thread of its own.
  public static func feed(_ path: String, _ parts: [ArraySlice<UInt8>]) {
    // A task could wait for ever: its pool may be full of tests that wait for it.
    let thread = Thread {
      let descriptor = unsafe open(path, O_WRONLY)
      for part in parts {
        _ = unsafe part.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        usleep(2000)
      }
      close(descriptor)
    }
    thread.start()
  }

  /// Cuts a file to a length.
  public static func cut(_ path: String, to length: Int) -> Bool { unsafe truncate(path, length) == 0 }

  /// Renames a file.
  public static func move(_ path: String, to other: String) -> Bool { unsafe rename(path, other) == 0 }

  /// Gives a file a second name.
  public static func linkHard(_ path: String, as other: String) -> Bool { unsafe link(path, other) == 0 }

  /// Makes a symbolic link.
  public static func linkSymbolic(_ path: String, as other: String) -> Bool { unsafe symlink(path, other) == 0 }

  /// A file's permission bits.
  public static func mode(of path: String) -> UInt32? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return UInt32(status.st_mode) & 0o777
  }

  /// Takes all permissions from a file; false where that stops nobody, as for root.
  public static func lock(_ path: String) -> Bool { unsafe chmod(path, 0) == 0 && geteuid() != 0 }

  /// Opens a file for writing.
  public static func openForWriting(_ path: String) -> Int32 { unsafe open(path, O_WRONLY) }

  /// The writing end of a pipe that nobody reads; SIGPIPE is ignored from then on.
  public static func brokenPipe() -> Int32 {
    _ = signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return -1 }
    close(ends[0])
    return ends[1]
  }

  /// The most memory the process ever had, in bytes.
  public static func peakMemory() -> Int {
    // Not getrusage: under Linux its figure includes what the process was before exec.
    if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
    {
      return kibibytes << 10
    }
    var usage = rusage()
    #if canImport(Glibc)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
    #endif
    return Int(usage.ru_maxrss)
  }

  /// The processor time of this process in seconds: unlike a clock on the wall it does not count what others do.
  public static func processorSeconds() -> Double {
    var usage = rusage()
    #if canImport(Glibc)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
    #endif
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  /// Closes a descriptor.
  public static func shut(_ descriptor: Int32) { close(descriptor) }
}
