/// Text fields that many records share, put into words once.
///
/// An encoder of JSON appends them as they are; other encoders take them one by one.
public struct PreparedFields: Sendable {
  /// The fields in order.
  public let fields: [(name: StaticString, value: String)]
  /// The fields as members of a JSON object: `"a":"x","b":"y"`.
  public let json: [UInt8]

  /// Prepares fields.
  public init(_ fields: [(name: StaticString, value: String)]) {
    self.fields = fields
    var writer = JSONWriter()
    for field in fields {
      writer.key(field.name)
      writer.string(field.value)
    }
    json = writer.bytes
  }
}

extension RecordEncoder {
  /// Adds prepared fields one by one.
  public mutating func fields(_ prepared: PreparedFields) {
    for field in prepared.fields { self.field(field.name, field.value) }
  }
}
