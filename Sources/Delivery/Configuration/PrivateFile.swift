internal import Foundation
internal import Transcripts

/// Files that hold a secret: only their owner may read them.
enum PrivateFile {
  /// The bytes of a secret file.
  ///
  /// - Throws: `E-SECRET` (64) if others can read it; 66 if it is missing.
  static func contents(_ path: String) throws(ToolError) -> [UInt8] {
    let bytes = try InputFile(path).contents(limit: 1 << 16)
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 == 0 else {
      throw ToolError(
        "E-SECRET", file: path, what: "others can read this secret", how: "chmod 600 \(path)", exitCode: .usage)
    }
    return bytes
  }
}
