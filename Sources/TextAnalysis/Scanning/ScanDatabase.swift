internal import CVectorscan

/// A compiled Vectorscan database; immutable, so any thread may scan with it.
///
/// Unsafe code: owns the handle of the C library.
@safe
final class ScanDatabase: @unchecked Sendable {
  let handle: OpaquePointer

  private init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  deinit { unsafe cvs_database_destroy(handle) }

  /// The outcome of a compilation.
  enum Outcome {
    case compiled(ScanDatabase)
    /// The expression at this index is at fault, or none in particular.
    case refused(Int?)
  }

  /// Compiles byte strings as they are.
  static func literals(_ literals: [(id: Int, bytes: [UInt8])]) -> Outcome {
    compile(literals, isPattern: false)
  }

  /// Compiles patterns as a prefilter.
  static func patterns(_ patterns: [(id: Int, bytes: [UInt8])]) -> Outcome {
    compile(patterns, isPattern: true)
  }

  private static func compile(_ expressions: [(id: Int, bytes: [UInt8])], isPattern: Bool) -> Outcome {
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for expression in expressions {
      bytes.append(contentsOf: expression.bytes)
      if isPattern { bytes.append(0) }
      offsets.append(UInt32(bytes.count))
    }
    let ids = expressions.map { UInt32($0.id) }
    let count = UInt32(expressions.count)
    var failed: Int32 = -1
    let handle = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe offsets.withUnsafeBufferPointer { offsets in
        unsafe ids.withUnsafeBufferPointer { ids -> OpaquePointer? in
          guard let text = bytes.baseAddress, let starts = offsets.baseAddress, let ids = ids.baseAddress else {
            return nil
          }
          if isPattern { return unsafe cvs_compile_patterns(text, starts, ids, count, &failed) }
          return unsafe cvs_compile_literals(text, starts, ids, count, &failed)
        }
      }
    }
    if let handle = unsafe handle { return unsafe .compiled(ScanDatabase(handle)) }
    return .refused(failed >= 0 ? Int(failed) : nil)
  }

  /// The database as bytes for this version of the library on this processor.
  func serialized() -> [UInt8]? {
    var length = 0
    guard let bytes = unsafe cvs_database_serialize(handle, &length) else { return nil }
    defer { unsafe cvs_bytes_destroy(bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: length))
  }

  /// Reads a database; `nil` unless it was made by this version of the library for this processor.
  convenience init?(serialized bytes: ArraySlice<UInt8>) {
    let handle = unsafe bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      guard let start = buffer.baseAddress else { return nil }
      return unsafe cvs_database_deserialize(start, buffer.count)
    }
    guard let handle = unsafe handle else { return nil }
    unsafe self.init(handle)
  }

  /// Names the library version and the processor.
  static var platform: String {
    "\(unsafe String(cString: cvs_version())) \(String(cvs_processor_features(), radix: 16))"
  }
}
