import TestSupport
import Testing

/// The checker itself.
@Suite struct JSONSchemaTests {
  @Test(arguments: [
    (#"{"type":"string"}"#, #""a""#, true), (#"{"type":"string"}"#, "1", false),
    (#"{"type":["string","null"]}"#, "null", true),
    (#"{"type":"integer"}"#, "1.0", true), (#"{"type":"integer"}"#, "1.5", false), (#"{"type":"boolean"}"#, "1", false),
    (#"{"type":"number"}"#, "true", false), (#"{"enum":["a",null]}"#, "null", true),
    (#"{"enum":["a"]}"#, #""b""#, false),
    (#"{"const":1}"#, "1", true), (#"{"const":1}"#, "true", false), (#"{"minimum":1}"#, "0", false),
    (#"{"minimum":1}"#, #""a""#, true),
    (#"{"required":["a"]}"#, "{}", false), (#"{"required":["a"]}"#, #"{"a":null}"#, true),
    (#"{"properties":{"a":{"type":"string"}}}"#, #"{"a":1}"#, false), (#"{"properties":{"a":{}}}"#, #"{"b":1}"#, true),
    (#"{"properties":{"a":{}},"additionalProperties":false}"#, #"{"b":1}"#, false),
    (#"{"additionalProperties":{"type":"string"}}"#, #"{"b":1}"#, false),
    (#"{"items":{"type":"string"}}"#, #"["a",1]"#, false),
    (#"{"minItems":2}"#, "[1]", false), (#"{"maxItems":2}"#, "[1,2,3]", false),
    (#"{"maxItems":2,"minItems":2}"#, "[1,2]", true),
    (#"{"anyOf":[{"type":"string"},{"minimum":3}]}"#, "4", true),
    (#"{"oneOf":[{"minimum":1},{"minimum":3}]}"#, "4", false),
    (##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}"##, "1", false), (##"{"$ref":"#/$defs/b"}"##, "1", false),
    (#"{"pattern":"a"}"#, #""a""#, false), ("{}", "[1]", true),
  ])
  func checks(_ schema: String, _ value: String, _ isValid: Bool) throws {
    #expect(try JSONSchema(schema.utf8).problems(with: JSONTree(value.utf8)).isEmpty == isValid)
  }

  @Test func namesThePlace() throws {
    let schema = try JSONSchema(#"{"properties":{"a":{"items":{"required":["b"]}}}}"#.utf8)
    #expect(try schema.problems(with: JSONTree(#"{"a":[{"b":1},{}]}"#.utf8)) == ["$.a[1]: lacks 'b'"])
  }
}
