internal import Foundation

/// How far the files of a watch have been read, and how long its results are.
struct WatchCursor: Codable, Equatable {
  /// One file.
  struct File: Codable, Equatable {
    var inode: UInt64
    /// The bytes that were read; of files that are no lines of JSON, their size.
    var offset: Int
    /// The lines that were read.
    var lines: Int
  }

  var files: [String: File] = [:]
  /// The bytes of the results that belong to what was read.
  var output = 0

  init() {}

  init?(_ bytes: [UInt8]) {
    guard let cursor = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = cursor
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }
}
