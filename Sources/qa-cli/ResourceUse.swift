#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the process has used so far.
enum ResourceUse {
  /// Seconds of processor time of all threads, in the program and in the system.
  static var cpuSeconds: Double {
    let usage = current
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  /// The most memory it ever held, in MiB.
  static var peakMegabytes: Double {
    #if canImport(Glibc)
      return Double(current.ru_maxrss) / 1024
    #else
      return Double(current.ru_maxrss) / 1_048_576
    #endif
  }

  private static var current: rusage {
    var usage = rusage()
    #if canImport(Glibc)
      _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      _ = unsafe getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage
  }
}
