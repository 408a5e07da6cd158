/// The texts that cells of a workbook share: one buffer and where each text ends, no object for each.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// An empty table, for workbooks without one.
  init() {}

  /// Reads `sharedStrings.xml`: rich runs are joined, phonetic hints are left out.
  init(_ part: ZipEntryReader, limits: InputLimits) throws(ToolError) {
    let reader = XMLPullReader(part, texts: [.t])
    var text = CellText()
    while let event = try reader.next() {
      switch event {
      case .start(.si): text.clear()
      case .end(.si):
        text.unescape()
        bytes += text.bytes
        ends.append(bytes.count)
        if bytes.count + ends.count * 8 > limits.maximumSharedStringBytes {
          throw limits.exceeded(.sharedStrings, by: part.file)
        }
      default: text.read(event, reader)
      }
    }
  }

  /// The number of texts.
  var count: Int { ends.count }

  /// The text at an index, or `nil` if there is none.
  func text(at index: Int) -> String? {
    guard ends.indices.contains(index) else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return unsafe bytes.withUnsafeBufferPointer { all in
      unsafe String(decoding: UnsafeBufferPointer(rebasing: all[start..<ends[index]]), as: UTF8.self)
    }
  }
}
