/// Reads the inputs of a run one after the other and gives their records in order, in constant memory.
public final class ConversationSource: BatchSource {
  /// The inputs, in the order in which they are read.
  public let files: [InputFile]
  /// What the reader noticed.
  public let report: InputReport
  /// Whether an input that must be given up is passed over (`--keep-going`) instead of ending the run.
  public let keepsGoing: Bool

  private let limits: InputLimits
  private let stems: [String]
  private let reading: ReadingOptions
  private let shouldStop: @Sendable () -> Bool
  private let pool: BlockPool
  private var reader: (any TranscriptReader)?
  private var source: TextSource?
  private var archive: ZipArchive?
  private var nextFile = 0

  /// Makes a source; `shouldStop` is asked between chunks and while an input makes it wait.
  public init(
    _ files: [InputFile], limits: InputLimits = .default, keepsGoing: Bool = false,
    reading: ReadingOptions = ReadingOptions(), shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.files = files
    stems = InputFile.stems(of: files)
    self.limits = limits
    self.reading = reading
    self.keepsGoing = keepsGoing
    self.shouldStop = shouldStop
    report = InputReport(count: files.count)
    pool = BlockPool(capacity: max(limits.chunkSize, 64))
  }

  /// The next batch, or `nil` at the end or when the run should stop.
  public func next() throws(ToolError) -> InputBatch? {
    while !shouldStop() {
      do throws(ToolError) {
        guard let reader = try openReader() else { return nil }
        if let payload = try reader.next() { return InputBatch(payload, input: nextFile - 1) }
        close()
      } catch {
        reader = nil
        source = nil
        guard keepsGoing else { throw error }
        report.update(nextFile - 1) { $0.failure = error }
      }
    }
    return nil
  }

  private func openReader() throws(ToolError) -> (any TranscriptReader)? {
    if let reader { return reader }
    guard nextFile < files.count else { return nil }
    nextFile += 1
    let file = files[nextFile - 1]
    let context = ReadingContext(
      input: nextFile - 1, stem: stems[nextFile - 1], options: reading, limits: limits, pool: pool, report: report)
    if file.entry == nil, ArchiveListing.recognises(file) {
      reader = try Self.openWorkbook(file, context)
    } else {
      (source, reader) = try Self.open(file, in: try openArchive(), context, shouldStop: shouldStop)
    }
    return reader
  }

  /// Opens a workbook: its rows are read like those of a table of text.
  private static func openWorkbook(
    _ file: InputFile, _ context: ReadingContext
  ) throws(ToolError) -> any TranscriptReader {
    let rows = try SpreadsheetReader(file, sheet: context.options.sheet, limits: context.limits)
    context.update { entry in
      entry.format = "xlsx"
      entry.notes.append(
        InputNote(
          "read as xlsx, sheet \(rows.sheet.number) of \(rows.sheets.count)",
          zh: "按 xlsx 读取，第 \(rows.sheet.number) 张工作表，共 \(rows.sheets.count) 张"))
    }
    return try TableReader(rows: rows, file: file, context: context)
  }

  private static func open(
    _ file: InputFile, in archive: ZipArchive?, _ context: ReadingContext, shouldStop: @escaping @Sendable () -> Bool
  ) throws(ToolError) -> (TextSource, any TranscriptReader) {
    let options = context.options
    let unfolded = try UnfoldedSource(file, in: archive, limits: context.limits, shouldStop: shouldStop)
    let source = try TextSource(unfolded, options: options)
    let format = try TranscriptFormats.format(of: source, options: options)
    context.update { entry in
      if source.encoding == .utf8, source.head.bytes.starts(with: TextEncoding.utf8.byteOrderMark) {
        entry.byteOrderMarks += 1
      }
      entry.isCompressed = unfolded.compression != nil
      entry.format = format.name
      entry.encoding = source.encoding
      entry.encodingConfidence = source.confidence
      if let note = unfolded.noteOnName { entry.notes.append(note) }
      if source.encoding != .utf8 {
        let sure = TextSource.percent(source.confidence)
        entry.notes.append(
          InputNote(
            "read as \(source.encoding.rawValue) (confidence \(sure))",
            zh: "按 \(source.encoding.rawValue) 编码读取（置信度 \(sure)）"))
      }
      if format.name != "ndjson" {
        entry.notes.append(InputNote("read as \(format.name)", zh: "按 \(format.name) 格式读取"))
      }
    }
    var known = context
    if ["json", "ndjson"].contains(format.name), let export = KnownExport.recognise(source.head, options) {
      known.options = export.completing(options)
      context.note("known as \(export.name)", zh: "识别为 \(export.name)")
    }
    return (source, try format.reader(source, known))
  }

  /// Ends an input.
  private func close() {
    if let source {
      let bad = source.map.badCount
      report.update(nextFile - 1) { entry in
        if let error = source.unfolded.salvaged {
          entry.notes.append(
            InputNote("kept what lies before a break: \(error.what)", zh: "保留了损坏处之前的内容（\(error.what)）"))
        }
        if bad > 0 {
          entry.notes.append(
            InputNote("\(bad) sequences of bytes are no characters in this encoding", zh: "\(bad) 处字节在该编码中不是字符"))
        }
      }
    }
    reader = nil
    source = nil
  }

  /// The archive of the current input if it is an entry; entries of one archive share it.
  private func openArchive() throws(ToolError) -> ZipArchive? {
    let file = files[nextFile - 1]
    guard file.entry != nil else {
      archive = nil
      return nil
    }
    if let archive, archive.file == file.archive { return archive }
    archive = nil
    let opened = try ZipArchive(file.archive, limits: limits)
    let check = RecordFileCheck(options: reading, limits: limits)
    if let note = try InputListing.listing(of: opened, check).note {
      report.update(nextFile - 1) { $0.notes.append(note) }
    }
    archive = opened
    return opened
  }
}
