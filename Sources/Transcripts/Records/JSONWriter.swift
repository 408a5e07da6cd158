/// Writes JSON text into a byte array, one value after the other; commas are its own business.
///
/// The caller keeps the structure right (a key before each value of an object, ends that match begins); the writer
/// keeps the text right. The same calls always give the same bytes. Only `"`, `\` and control characters are escaped.
///
/// ```swift
/// var json = JSONWriter()
/// json.beginObject(); json.key("score"); json.hundredths(8550); json.endObject()
/// // {"score":85.5}
/// ```
public struct JSONWriter: Sendable {
  /// The text written so far.
  public private(set) var bytes: [UInt8] = []

  private var needsComma = false

  /// Makes an empty writer with room for `capacity` bytes.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Opens an object.
  public mutating func beginObject() { open(0x7B) }

  /// Closes an object.
  public mutating func endObject() { close(0x7D) }

  /// Opens an array.
  public mutating func beginArray() { open(0x5B) }

  /// Closes an array.
  public mutating func endArray() { close(0x5D) }

  /// Writes a member's name that needs no escaping.
  public mutating func key(_ name: StaticString) {
    separate()
    needsComma = false
    bytes.append(0x22)
    append(static: name)
    bytes.append(0x22)
    bytes.append(0x3A)
  }

  /// Writes a member's name.
  public mutating func key(string name: String) {
    string(name)
    needsComma = false
    bytes.append(0x3A)
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    string(utf8: value.utf8.span)
  }

  /// Writes a string that needs no escaping.
  public mutating func string(_ value: StaticString) {
    separate()
    bytes.append(0x22)
    append(static: value)
    bytes.append(0x22)
  }

  /// Writes a string given as valid UTF-8.
  public mutating func string(utf8 value: ArraySlice<UInt8>) {
    string(utf8: value.span)
  }

  /// Writes a string given as valid UTF-8.
  public mutating func string(utf8 value: Span<UInt8>) {
    unsafe value.withUnsafeBufferPointer { unsafe string(utf8: $0) }
  }

  /// Writes a string given as valid UTF-8.
  public mutating func string(utf8 value: UnsafeBufferPointer<UInt8>) {
    separate()
    unsafe bytes.appendJSONString(value)
  }

  /// Writes a whole number.
  public mutating func int(_ value: Int) {
    separate()
    bytes.appendDecimal(value)
  }

  /// Writes a number given in hundredths as the shortest decimal: 8550 → `85.5`, 10000 → `100`, −5 → `-0.05`.
  public mutating func hundredths(_ value: Int) {
    separate()
    bytes.appendHundredths(value)
  }

  /// Writes a number as the shortest text that reads back as the same value; `null` if it is not finite.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    if value == value.rounded(), abs(value) < 1e15 { return int(Int(value)) }
    separate()
    bytes.append(contentsOf: value.description.utf8)
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    separate()
    append(static: value ? "true" : "false")
  }

  /// Writes `null`.
  public mutating func null() {
    separate()
    append(static: "null")
  }

  /// Writes a value that is JSON text already.
  public mutating func raw(_ value: [UInt8]) {
    separate()
    unsafe value.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Ends a line of newline-delimited JSON.
  public mutating func newline() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Appends finished lines of another writer.
  public mutating func append(lines other: JSONWriter) { bytes.append(contentsOf: other.bytes) }

  /// Forgets everything written and keeps the storage.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    needsComma = false
    bytes.append(byte)
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  @inline(__always)
  private mutating func append(static text: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
