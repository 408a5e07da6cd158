#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Rows laid aside in a nameless temporary file of mode 0600, dealt out to parts.
///
/// Unsafe code: system calls.
final class RowSpill {
  /// How many parts there are.
  static let parts = 256

  private let descriptor: Int32
  private var buffers: [[UInt8]]
  private var blocks: [[(offset: Int, count: Int)]]
  private var end = 0
  private static let blockSize = 1 << 16

  /// Makes the file and takes its name away at once, so that nothing is left behind whatever happens.
  init() throws(ToolError) {
    let directory = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(directory)/qa-cli-XXXXXX".utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    guard descriptor >= 0 else { throw SystemFailure(errno).writing(directory) }
    _ = unsafe template.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
    _ = fchmod(descriptor, 0o600)
    buffers = Array(repeating: [], count: Self.parts)
    blocks = Array(repeating: [], count: Self.parts)
  }

  deinit { close(descriptor) }

  /// Lays a row aside.
  func add(_ row: RowBuffer, _ hash: UInt64) throws(ToolError) {
    let part = Int(truncatingIfNeeded: hash >> 56)
    Self.encode(row, into: &buffers[part])
    if buffers[part].count >= Self.blockSize { try write(part) }
  }

  /// Writes what is still held back.
  func finish() throws(ToolError) { for part in buffers.indices { try write(part) } }

  /// The rows of a part in the order in which they came.
  func read(_ part: Int) throws(ToolError) -> [RowBuffer] {
    var bytes: [UInt8] = []
    for block in blocks[part] {
      var space = [UInt8](repeating: 0, count: block.count)
      var done = 0
      while done < block.count {
        let count = unsafe space.withUnsafeMutableBytes {
          unsafe pread(descriptor, $0.baseAddress! + done, block.count - done, off_t(block.offset + done))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemFailure(count < 0 ? errno : EIO).reading("the temporary file") }
        done += count
      }
      bytes += space
    }
    var rows: [RowBuffer] = []
    var offset = 0
    while offset < bytes.count { rows.append(Self.decode(bytes, &offset)) }
    return rows
  }

  private func write(_ part: Int) throws(ToolError) {
    let bytes = buffers[part]
    if bytes.isEmpty { return }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(end + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure(errno).writing("the temporary file") }
      done += count
    }
    blocks[part].append((end, bytes.count))
    end += bytes.count
    buffers[part].removeAll(keepingCapacity: true)
  }

  private static func encode(_ row: RowBuffer, into out: inout [UInt8]) {
    func put(_ value: Int) {
      for shift in stride(from: 0, to: 64, by: 8) { out.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    put(row.number)
    put(row.byteOffset)
    put(row.byteLength)
    put(row.cells.count)
    put(row.bytes.count)
    put(row.raw.count)
    let problem = row.problem
    let texts = [problem?.code.rawValue ?? "", problem?.path ?? "", problem?.detail ?? ""]
    put(problem?.byteOffset ?? -1)
    for text in texts {
      put(text.utf8.count)
      out.append(contentsOf: text.utf8)
    }
    for cell in row.cells {
      put(Int(cell.start))
      put(Int(cell.end))
      out.append(cell.kind.rawValue)
      put(Int(bitPattern: UInt(cell.value.bitPattern)))
    }
    out.append(contentsOf: row.bytes)
    out.append(contentsOf: row.raw)
  }

  private static func decode(_ bytes: [UInt8], _ offset: inout Int) -> RowBuffer {
    func get() -> Int {
      var value = 0
      for shift in 0..<8 { value |= Int(bytes[offset + shift]) << (shift * 8) }
      offset += 8
      return value
    }
    func text() -> String {
      let count = get()
      defer { offset += count }
      return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }
    var row = RowBuffer()
    row.number = get()
    row.byteOffset = get()
    row.byteLength = get()
    let cells = get()
    let count = get()
    let rawCount = get()
    let place = get()
    let (code, path, detail) = (text(), text(), text())
    if let code = RecordProblem.Code(rawValue: code) {
      row.problem = RecordProblem(code, path: path, detail: detail, byteOffset: place < 0 ? nil : place)
    }
    for _ in 0..<cells {
      let start = get()
      let end = get()
      let kind = RowBuffer.Kind(rawValue: bytes[offset]) ?? .text
      offset += 1
      let value = Double(bitPattern: UInt64(UInt(bitPattern: get())))
      row.cells.append(.init(start: Int32(start), end: Int32(end), kind: kind, value: value))
    }
    row.bytes = Array(bytes[offset..<offset + count])
    offset += count
    row.raw = Array(bytes[offset..<offset + rawCount])
    offset += rawCount
    return row
  }
}
