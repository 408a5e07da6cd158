/// Writes each record as one line of JSON with its `schema` first.
public struct JSONRecordEncoder: RecordEncoder, Sendable {
  /// Where the lines go.
  public var writer: JSONWriter

  /// Makes an encoder that appends to `writer`.
  public init(writer: JSONWriter = JSONWriter()) { self.writer = writer }

  public mutating func begin(_ schema: StaticString) {
    writer.beginObject()
    writer.key("schema")
    writer.string(schema)
  }

  public mutating func field(_ name: StaticString, _ value: String) {
    writer.key(name)
    writer.string(value)
  }

  public mutating func field(_ name: StaticString, utf8 value: ArraySlice<UInt8>) {
    writer.key(name)
    writer.string(utf8: value)
  }

  public mutating func field(_ name: StaticString, _ value: Int) {
    writer.key(name)
    writer.int(value)
  }

  public mutating func field(_ name: StaticString, hundredths value: Int?) {
    writer.key(name)
    if let value { writer.hundredths(value) } else { writer.null() }
  }

  public mutating func field(_ name: StaticString, number value: Double?) {
    writer.key(name)
    if let value { writer.number(value) } else { writer.null() }
  }

  public mutating func field(_ name: StaticString, _ value: Bool) {
    writer.key(name)
    writer.bool(value)
  }

  public mutating func fieldNull(_ name: StaticString) {
    writer.key(name)
    writer.null()
  }

  public mutating func field(_ name: StaticString, json value: [UInt8]) {
    writer.key(name)
    writer.raw(value)
  }

  public mutating func beginList(_ name: StaticString) {
    writer.key(name)
    writer.beginArray()
  }

  public mutating func item(_ value: String) { writer.string(value) }

  public mutating func beginItem() { writer.beginObject() }

  public mutating func endItem() { writer.endObject() }

  public mutating func endList() { writer.endArray() }

  public mutating func beginNested(_ name: StaticString) {
    writer.key(name)
    writer.beginObject()
  }

  public mutating func nestedField(name: String, value: String) {
    writer.key(string: name)
    writer.string(value)
  }

  public mutating func endNested() { writer.endObject() }

  public mutating func end() {
    writer.endObject()
    writer.newline()
  }
}
