// The one place that touches simdjson's memory: the parser, its tape, and a cursor over it.
//
// The tape is laid out as simdjson's doc/tape.md says: one 64-bit word an element, the kind in the top byte and a
// payload below. An opening bracket's payload holds the index after its closing one; a string's payload is an offset
// into the string buffer, where a 32-bit length, the bytes and a zero follow; a number's value is the next word.

internal import CSimdjson

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A reusable JSON parser.
///
/// Cursors into its document must not outlive the next parse.
@safe final class JSONParser {
  private let parser: OpaquePointer

  /// Makes a parser that refuses text nested deeper than `maximumDepth`.
  init(maximumDepth: Int = 512) {
    guard let parser = unsafe csimdjson_parser_create(maximumDepth) else { fatalError("out of memory") }
    unsafe self.parser = parser
  }

  deinit { unsafe csimdjson_parser_destroy(parser) }

  /// How many readable bytes must follow a text.
  static let padding = csimdjson_padding()

  /// Parses a text that has ``padding`` readable bytes behind it.
  func parse(_ text: UnsafeBufferPointer<UInt8>) throws(JSONFailure) -> JSONValue {
    guard let base = text.baseAddress else { throw .empty }
    var tape = unsafe csimdjson_tape()
    let status = unsafe csimdjson_parse(parser, base, text.count, &tape)
    if status != 0 { throw JSONFailure(rawValue: status) ?? .syntax }
    // Word 0 is the root's own; the value starts at word 1.
    return unsafe JSONValue(words: tape.words, strings: tape.strings, index: 1)
  }
}

/// Why a text is not JSON to us; raw values are the shim's.
enum JSONFailure: Int32, Error {
  case syntax = 1
  case depth = 2
  case number = 3
  case string = 4
  case encoding = 5
  case unclosed = 6
  case empty = 7
  case memory = 8
}

/// What a JSON value is; raw values are the tape's.
enum JSONKind: UInt8 {
  case object = 0x7B
  case array = 0x5B
  case string = 0x22
  case integer = 0x6C
  case unsigned = 0x75
  case double = 0x64
  case `true` = 0x74
  case `false` = 0x66
  case null = 0x6E
  case end = 0
}

/// A cursor at one value of a parsed document.
@safe struct JSONValue {
  private let words: UnsafePointer<UInt64>
  private let strings: UnsafePointer<UInt8>
  private let index: Int

  fileprivate init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
    unsafe self.words = words
    unsafe self.strings = strings
    self.index = index
  }

  @inline(__always) private var word: UInt64 { unsafe words[index] }

  /// What the value is.
  @inline(__always) var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: word >> 56)) ?? .end }

  @inline(__always) func isKind(_ kind: JSONKind) -> Bool { UInt8(truncatingIfNeeded: word >> 56) == kind.rawValue }

  /// The members or elements of an object or array.
  @inline(__always) var children: JSONChildren {
    unsafe JSONChildren(
      words: words, strings: strings, index: index + 1, end: Int(UInt32(truncatingIfNeeded: word)) - 1)
  }

  /// How many members or elements there are; 16,777,215 stands for that many or more.
  @inline(__always) var count: Int { Int(word >> 32 & 0xFF_FFFF) }

  /// The string; only for a value of that kind.
  @inline(__always) var string: JSONString {
    let start = unsafe strings + Int(word & 0x00FF_FFFF_FFFF_FFFF)
    let count = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return unsafe JSONString(base: start + 4, count: Int(count))
  }

  /// The number as an integer if it is one and fits.
  var integer: Int? {
    switch kind {
    case .integer: unsafe Int(bitPattern: UInt(words[index + 1]))
    case .unsigned: unsafe Int(exactly: words[index + 1])
    default: nil
    }
  }

  /// The whole number in decimal; only for a value of that kind.
  var integerText: String {
    isKind(.unsigned) ? unsafe String(words[index + 1]) : unsafe String(Int64(bitPattern: words[index + 1]))
  }

  /// The number, whatever its kind.
  var number: Double? {
    switch kind {
    case .integer: unsafe Double(Int64(bitPattern: words[index + 1]))
    case .unsigned: unsafe Double(words[index + 1])
    case .double: unsafe Double(bitPattern: words[index + 1])
    default: nil
    }
  }

  /// The index on the tape after the value.
  @inline(__always) fileprivate var next: Int {
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case JSONKind.object.rawValue, JSONKind.array.rawValue: Int(UInt32(truncatingIfNeeded: word))
    case JSONKind.integer.rawValue, JSONKind.unsigned.rawValue, JSONKind.double.rawValue: index + 2
    default: index + 1
    }
  }
}

/// Walks the members of an object or the elements of an array in their order.
@safe struct JSONChildren {
  private let words: UnsafePointer<UInt64>
  private let strings: UnsafePointer<UInt8>
  private var index: Int
  private let end: Int

  @inline(__always)
  fileprivate init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int, end: Int) {
    unsafe self.words = words
    unsafe self.strings = strings
    self.index = index
    self.end = end
  }

  /// Whether none is left.
  @inline(__always) var isAtEnd: Bool { index >= end }

  /// The next value; only while ``isAtEnd`` is false.
  @inline(__always) mutating func next() -> JSONValue {
    let value = unsafe JSONValue(words: words, strings: strings, index: index)
    index = value.next
    return value
  }
}

/// A string of a parsed document: valid UTF-8 without escapes.
///
/// At least 16 readable bytes follow its start.
@safe struct JSONString {
  private let base: UnsafePointer<UInt8>
  /// How many bytes it has.
  let count: Int

  @inline(__always)
  fileprivate init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The bytes.
  @inline(__always) func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe body(Span(_unsafeElements: UnsafeBufferPointer(start: base, count: count)))
  }

  /// The string for people.
  var text: String { unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

  /// The first 16 bytes as one comparable value; zero where the string ends before.
  @inline(__always) var word: NameWord {
    let raw = unsafe UnsafeRawPointer(base)
    var low = unsafe raw.loadUnaligned(as: UInt64.self)
    var high: UInt64 = 0
    if count < 8 {
      low &= (1 << UInt64(count * 8)) &- 1
    } else if count > 8 {
      high = unsafe raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      if count < 16 { high &= (1 << UInt64((count - 8) * 8)) &- 1 }
    }
    return NameWord(low: UInt64(littleEndian: low), high: UInt64(littleEndian: high), count: count)
  }

  @inline(__always)
  static func == (a: JSONString, b: JSONString) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe memcmp(a.base, b.base, a.count) == 0
  }

  /// Whether it has the bytes of a Swift string.
  func isEqual(to text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    return withSpan { own in
      let other = text.utf8.span
      for index in 0..<own.count where own[index] != other[index] { return false }
      return true
    }
  }

  /// The whole number it spells in 9 to 19 digits, or `nil`.
  var wholeNumber: Int? {
    9...19 ~= count && withSpan { !$0.isEmpty && $0[0] != 0x2D && $0[0] != 0x2B } ? Int(text) : nil
  }

  /// Whether it names a media type of pictures, sound or film.
  var isMediaType: Bool {
    ["image/", "audio/", "video/"].contains { prefix in
      count > 6 && withSpan { own in prefix.utf8.enumerated().allSatisfy { own[$0.offset] == $0.element } }
    }
  }

  /// Whether it comes before another: the shorter first, then in order of bytes.
  static func < (a: JSONString, b: JSONString) -> Bool {
    a.count == b.count ? unsafe memcmp(a.base, b.base, a.count) < 0 : a.count < b.count
  }
}

extension [UInt8] {
  /// Appends a string's bytes.
  @inline(__always) mutating func append(_ string: JSONString) {
    string.withSpan { span in
      unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
  }
}
