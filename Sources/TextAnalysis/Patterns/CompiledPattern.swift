internal import CPCRE2

/// A pattern compiled by PCRE2; immutable, so any thread may match with it.
///
/// Unsafe code: owns the handle of the C library.
@safe
final class CompiledPattern: @unchecked Sendable {
  let handle: OpaquePointer

  /// Compiles a pattern: UTF mode, no Unicode properties in `\w \d \s \b`, LF ends a line.
  init(_ pattern: String, forMatching: Bool = true) throws(PatternError) {
    let bytes = Array(pattern.utf8)
    var error: Int32 = 0
    var offset = 0
    let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
      // An empty array may have no address; PCRE2 takes any for length 0.
      var nothing: UInt8 = 0
      guard let start = buffer.baseAddress else { return unsafe cpcre_compile(&nothing, 0, 0, &error, &offset) }
      return unsafe cpcre_compile(start, buffer.count, forMatching ? 1 : 0, &error, &offset)
    }
    guard let compiled = unsafe compiled else {
      let before = String(decoding: bytes.prefix(offset), as: UTF8.self)
      throw PatternError(Self.message(error), offset: before.unicodeScalars.count)
    }
    unsafe handle = compiled
  }

  deinit { unsafe cpcre_code_destroy(handle) }

  /// Whether the pattern could match the empty string.
  var matchesEmpty: Bool { unsafe cpcre_code_matches_empty(handle) != 0 }

  /// Bytes of the compiled form.
  var size: Int { unsafe cpcre_code_size(handle) }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe cpcre_message(error, start, buffer.count)
    }
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}
