internal import Foundation
internal import QA
internal import Transcripts

/// A folder that `qa-cli score --out` filled.
struct ResultFolder {
  let path: String

  /// Names a folder, or says what is missing in it.
  init(_ path: String) throws {
    self.path = path
    for name in [StoredResults.FileName.run, StoredResults.FileName.evaluations]
    where !FileManager.default.fileExists(atPath: path + "/" + name) {
      throw ToolError(
        "E-INPUT-MISSING", file: path, what: "there is no \(name) in it", how: "a folder that qa-cli score --out wrote",
        exitCode: .inputMissing)
    }
  }

  /// Reads and counts the results.
  func results(fields: [String]? = nil, showingContacts: Bool = true) throws -> StoredResults {
    func optional(_ name: String) -> String? {
      let file = path + "/" + name
      return FileManager.default.fileExists(atPath: file) ? file : nil
    }
    return try StoredResults(
      .init(
        run: try InputFile(path + "/" + StoredResults.FileName.run).contents(limit: 256 << 20),
        evaluations: path + "/" + StoredResults.FileName.evaluations,
        transcripts: optional(StoredResults.FileName.transcripts),
        nearMisses: optional(StoredResults.FileName.nearMisses),
        quarantine: optional(StoredResults.FileName.quarantine),
        metrics: optional(StoredResults.FileName.metrics)
      ),
      fields: fields, showingContacts: showingContacts)
  }
}
