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

/// A list of objects that many records share, put into words once.
public struct PreparedList: Sendable {
  /// The objects in order.
  public let objects: [PreparedFields]
  /// The list as JSON text: `[{"a":"x"},{"a":"y"}]`.
  public let json: [UInt8]

  /// Prepares a list.
  public init(_ objects: [PreparedFields]) {
    self.objects = objects
    var writer = JSONWriter()
    writer.beginArray()
    for object in objects {
      writer.beginObject()
      writer.raw(object.json)
      writer.endObject()
    }
    writer.endArray()
    json = writer.bytes
  }
}

extension RecordEncoder {
  /// Adds a prepared list object by object.
  public mutating func list(_ name: StaticString, _ prepared: PreparedList) {
    beginList(name)
    for object in prepared.objects {
      beginItem()
      fields(object)
      endItem()
    }
    endList()
  }

  /// Adds prepared fields one by one.
  public mutating func fields(_ prepared: PreparedFields) {
    for field in prepared.fields { self.field(field.name, field.value) }
  }
}
