/// Writes quarantined records as lines of JSON, `quarantine/1`.
///
/// `{"schema":"quarantine/1","input":"a.ndjson","line":7,"byte_offset":4711,"byte_length":120,"reason":"schema",
/// "path":"turns[3].text","detail":"…","sha256":"…"}`, and `"raw"` in base64 if the record holds its bytes.
public struct QuarantineWriter: Sendable {
  /// The lines written so far.
  public var writer: JSONWriter
  private let inputs: [String]

  /// Makes a writer for a run over the named inputs.
  public init(inputs: [InputFile], writer: JSONWriter = JSONWriter()) {
    self.inputs = inputs.map(\.name)
    self.writer = writer
  }

  /// Appends one line.
  public mutating func append(_ record: QuarantinedRecord) {
    writer.beginObject()
    writer.key("schema")
    writer.string("quarantine/1")
    writer.key("input")
    writer.string(inputs.indices.contains(record.source.input) ? inputs[record.source.input] : "")
    writer.key("line")
    writer.int(record.source.line)
    writer.key("byte_offset")
    writer.int(record.source.byteOffset)
    writer.key("byte_length")
    writer.int(record.source.byteLength)
    writer.key("reason")
    writer.string(record.problem.code.rawValue)
    writer.key("path")
    writer.string(record.problem.path)
    writer.key("detail")
    writer.string(record.problem.detail)
    if let offset = record.problem.byteOffset {
      writer.key("problem_byte_offset")
      writer.int(offset)
    }
    writer.key("sha256")
    writer.string(record.sha256)
    if let raw = record.raw {
      writer.key("raw")
      writer.string(utf8: Base64.encode(raw)[...])
    }
    writer.endObject()
    writer.newline()
  }
}

/// Base64 with padding (RFC 4648 §4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(start + $1 < bytes.count ? bytes[start + $1] : 0) }
      for place in 0..<4 {
        let isPadding = start + place > bytes.count
        text.append(isPadding ? 0x3D : alphabet[Int(group >> UInt32(18 - 6 * place) & 63)])
      }
    }
    return text
  }
}
