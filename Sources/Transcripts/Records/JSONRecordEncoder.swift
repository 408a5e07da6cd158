/// Writes each record as one line of JSON with its `schema` first.
public struct JSONRecordEncoder: RecordEncoder, Sendable {
  /// Where the lines go.
  public var writer: JSONWriter

  /// Makes an encoder that appends to `writer`.
  public init(writer: JSONWriter = JSONWriter()) { self.writer = writer }

  /// Appends prepared members as they are.
  public mutating func fields(_ prepared: PreparedFields) { writer.raw(prepared.json) }

  /// Appends a prepared list as it is.
  public mutating func list(_ name: StaticString, _ prepared: PreparedList) {
    writer.key(name)
    writer.raw(prepared.json)
  }

  /// Starts a line.
  public mutating func begin(_ schema: StaticString) {
    writer.beginObject()
    writer.key("schema")
    writer.string(schema)
  }

  /// Writes a text.
  public mutating func field(_ name: StaticString, _ value: String) {
    writer.key(name)
    writer.string(value)
  }

  /// Writes a text given as valid UTF-8.
  public mutating func field(_ name: StaticString, utf8 value: ArraySlice<UInt8>) {
    writer.key(name)
    writer.string(utf8: value)
  }

  /// Writes a whole number.
  public mutating func field(_ name: StaticString, _ value: Int) {
    writer.key(name)
    writer.int(value)
  }

  /// Writes a number of hundredths as a decimal.
  public mutating func field(_ name: StaticString, hundredths value: Int?) {
    writer.key(name)
    if let value { writer.hundredths(value) } else { writer.null() }
  }

  /// Writes a number.
  public mutating func field(_ name: StaticString, number value: Double?) {
    writer.key(name)
    if let value { writer.number(value) } else { writer.null() }
  }

  /// Writes a truth value.
  public mutating func field(_ name: StaticString, _ value: Bool) {
    writer.key(name)
    writer.bool(value)
  }

  /// Writes null.
  public mutating func fieldNull(_ name: StaticString) {
    writer.key(name)
    writer.null()
  }

  /// Writes JSON text as it is.
  public mutating func field(_ name: StaticString, json value: [UInt8]) {
    writer.key(name)
    writer.raw(value)
  }

  /// Opens an array.
  public mutating func beginList(_ name: StaticString) {
    writer.key(name)
    writer.beginArray()
  }

  /// Writes a text of an array.
  public mutating func item(_ value: String) { writer.string(value) }

  /// Opens an object in an array.
  public mutating func beginItem() { writer.beginObject() }

  /// Closes an object in an array.
  public mutating func endItem() { writer.endObject() }

  /// Closes an array.
  public mutating func endList() { writer.endArray() }

  /// Opens an object.
  public mutating func beginNested(_ name: StaticString) {
    writer.key(name)
    writer.beginObject()
  }

  /// Writes a text whose name may need escaping.
  public mutating func nestedField(name: String, value: String) {
    writer.key(string: name)
    writer.string(value)
  }

  /// Writes a number whose name may need escaping.
  public mutating func nestedField(name: String, number: Double?) {
    writer.key(string: name)
    if let number { writer.number(number) } else { writer.null() }
  }

  /// Writes a truth value whose name may need escaping.
  public mutating func nestedField(name: String, flag: Bool) {
    writer.key(string: name)
    writer.bool(flag)
  }

  /// Closes an object.
  public mutating func endNested() { writer.endObject() }

  /// Ends the line.
  public mutating func end() {
    writer.endObject()
    writer.newline()
  }
}
