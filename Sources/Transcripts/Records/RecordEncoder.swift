/// Receives one result record as a stream of named fields, so that one result can feed many kinds of output.
///
/// A result calls ``begin(_:)``, its fields in their documented order, and ``end()``. An encoder decides what the
/// fields become: a line of JSON, columns of a table, a webhook body. Field names are fixed words that need no escaping.
public protocol RecordEncoder {
  /// Starts a record of a schema, for example `evaluation/1`.
  mutating func begin(_ schema: StaticString)

  /// A text field.
  mutating func field(_ name: StaticString, _ value: String)

  /// A text field given as valid UTF-8.
  mutating func field(_ name: StaticString, utf8 value: ArraySlice<UInt8>)

  /// A whole number.
  mutating func field(_ name: StaticString, _ value: Int)

  /// A number in hundredths, written as a decimal; `nil` is null.
  mutating func field(_ name: StaticString, hundredths value: Int?)

  /// Any number; `nil` and what is not finite are null.
  mutating func field(_ name: StaticString, number value: Double?)

  /// A truth value.
  mutating func field(_ name: StaticString, _ value: Bool)

  /// A field that has no value.
  mutating func fieldNull(_ name: StaticString)

  /// A value that is JSON text already, for example a record's `key`.
  mutating func field(_ name: StaticString, json value: [UInt8])

  /// Starts a list field.
  mutating func beginList(_ name: StaticString)

  /// A text in a list.
  mutating func item(_ value: String)

  /// Starts an object in a list.
  mutating func beginItem()

  /// Ends an object in a list.
  mutating func endItem()

  /// Ends a list field.
  mutating func endList()

  /// Starts a nested object field.
  mutating func beginNested(_ name: StaticString)

  /// A text field whose name is only known when running, for example one of the metadata.
  mutating func nestedField(name: String, value: String)

  /// A number of a nested object, or null.
  mutating func nestedField(name: String, number: Double?)

  /// A truth value of a nested object.
  mutating func nestedField(name: String, flag: Bool)

  /// Ends a nested object field.
  mutating func endNested()

  /// Fields that were prepared once for many records.
  mutating func fields(_ prepared: PreparedFields)

  /// A list that was prepared once for many records.
  mutating func list(_ name: StaticString, _ prepared: PreparedList)

  /// Ends the record.
  mutating func end()
}

extension RecordEncoder {
  /// Writes a number of a nested object as its text, for encoders that know only text there; null is left out.
  public mutating func nestedField(name: String, number: Double?) {
    guard let number else { return }
    var writer = JSONWriter()
    writer.number(number)
    nestedField(name: name, value: String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Writes a truth value of a nested object as a word.
  public mutating func nestedField(name: String, flag: Bool) {
    nestedField(name: name, value: flag ? "true" : "false")
  }
}
