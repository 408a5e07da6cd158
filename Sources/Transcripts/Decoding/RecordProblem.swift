/// Why one record cannot be used.
///
/// It says where and what, and never repeats a value of the record.
public struct RecordProblem: Error, Sendable, Hashable {
  /// The kinds of problem; raw values are the words in quarantine records.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The line is not JSON.
    case badJSON = "bad_json"
    /// An object names a member twice.
    case duplicateKey = "dup_key"
    /// The line is not UTF-8.
    case badUTF8 = "bad_utf8"
    /// The text is not in the encoding it is read in.
    case badEncoding = "bad_encoding"
    /// A row has more or fewer cells than the header.
    case raggedRow = "ragged_row"
    /// A spreadsheet program has rounded the identifier, so that it names nothing any more.
    case mangledID = "mangled_id"
    /// A piece of text is not of its format's grammar.
    case badSyntax = "bad_syntax"
    /// A field is missing, of the wrong type or out of its range.
    case schema
    /// The input ends inside the record.
    case truncated
    /// A time cannot be read.
    case badTime = "bad_time"
    /// A time lies before 1971 or after 2200.
    case timeOutOfRange = "time_out_of_range"
    /// The line is longer than allowed.
    case lineTooLong = "line_too_long"
    /// The record's text is longer than 2 GiB.
    case textTooLong = "text_too_long"
    /// Another record has the same id and other content.
    case idConflict = "id_conflict"
  }

  /// What kind of problem it is.
  public var code: Code
  /// The place in the record, for example `turns[3].text`; empty for the record itself.
  public var path: String
  /// What is wrong, in words.
  public var detail: String
  /// The offset of the offending byte in the decompressed input, if it is known.
  public var byteOffset: Int?

  /// Makes a problem.
  public init(_ code: Code, path: String = "", detail: String, byteOffset: Int? = nil) {
    self.code = code
    self.path = path
    self.detail = detail
    self.byteOffset = byteOffset
  }
}
