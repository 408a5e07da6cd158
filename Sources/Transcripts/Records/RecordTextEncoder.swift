/// An encoder that turns records into text, one after the other.
public protocol RecordTextEncoder: RecordEncoder, Sendable {
  /// The text so far.
  var bytes: [UInt8] { get }

  /// Forgets the text and keeps the storage.
  mutating func removeAll()
}

extension JSONRecordEncoder: RecordTextEncoder {
  /// The lines so far.
  public var bytes: [UInt8] { writer.bytes }

  /// Forgets the lines and keeps the storage.
  public mutating func removeAll() { writer.removeAll() }
}
