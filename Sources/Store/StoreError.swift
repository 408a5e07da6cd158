internal import GRDB
internal import Transcripts

extension ToolError {
  /// What a person should know of a failure of the store; SQLite's own words can hold values and are not repeated.
  init(store path: String, _ error: any Error) {
    if let error = error as? ToolError {
      self = error
      return
    }
    if error is RowDecodingError {
      self.init(
        "E-STORE-CORRUPT", file: path, what: "the store is damaged: a value has another type than its column",
        how: "qa-cli store check; restore a backup; nothing was changed", exitCode: .store)
      return
    }
    guard let error = error as? DatabaseError else {
      self.init("E-STORE", file: path, what: "the store failed: \(type(of: error))", exitCode: .store)
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(
        "E-STORE-FULL", file: path, what: "the disk is full", how: "free space and run again", exitCode: .inputOutput)
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        "E-STORE-WRITE", file: path,
        what: "the store cannot be read or written (SQLite \(error.extendedResultCode.rawValue))",
        how: "check disk, owner and mode", exitCode: .inputOutput)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        "E-STORE-LOCKED", file: path, what: "another program is using the store", how: "wait for it to end",
        exitCode: .store)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      self.init(
        "E-STORE-CORRUPT", file: path, what: "the store is damaged",
        how: "qa-cli store check; restore a backup; nothing was changed", exitCode: .store)
    default:
      self.init(
        "E-STORE", file: path, what: "the store failed (SQLite \(error.extendedResultCode.rawValue))",
        how: "qa-cli store check", exitCode: .store)
    }
  }
}
