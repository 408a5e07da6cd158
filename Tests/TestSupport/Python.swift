import Foundation

/// Runs Python where it is installed, as a writer of files that is not ours.
public enum Python {
  /// Whether there is a Python that can write archives.
  public static let isThere = run("import zipfile, zlib")
  /// Whether it can write workbooks by itself.
  public static let writesWorkbooks = run("import openpyxl")

  /// Runs a script; false if it failed.
  public static func run(_ script: String, _ arguments: [String] = []) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
