/// Reads the inputs of a run one after the other and gives their records in order, in constant memory.
public final class ConversationSource: BatchSource {
  /// The inputs, in the order in which they are read.
  public let files: [InputFile]
  /// What the reader noticed.
  public let report: InputReport
  /// Whether an input that must be given up is passed over (`--keep-going`) instead of ending the run.
  public let keepsGoing: Bool

  private let limits: InputLimits
  private let shouldStop: @Sendable () -> Bool
  private let pool: BlockPool
  private var reader: LineReader?
  private var archive: ZipArchive?
  private var nextFile = 0

  /// Makes a source; `shouldStop` is asked between chunks and while an input makes it wait.
  public init(
    _ files: [InputFile], limits: InputLimits = .default, keepsGoing: Bool = false,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.files = files
    self.limits = limits
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
        switch try reader.step() {
        case .chunk(let chunk): return InputBatch(.lines(chunk), input: nextFile - 1)
        case .oversize(let record): return InputBatch(.conversations([], [record]), input: nextFile - 1)
        case .end: self.reader = nil
        }
      } catch {
        reader = nil
        guard keepsGoing else { throw error }
        report.update(nextFile - 1) { $0.failure = error }
      }
    }
    return nil
  }

  private func openReader() throws(ToolError) -> LineReader? {
    if let reader { return reader }
    guard nextFile < files.count else { return nil }
    nextFile += 1
    let source = try UnfoldedSource(
      files[nextFile - 1], in: try openArchive(), limits: limits, shouldStop: shouldStop)
    let opened = LineReader(source, input: nextFile - 1, limits: limits, pool: pool, report: report)
    reader = opened
    return opened
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
    if let note = try InputListing.listing(of: opened).note { report.update(nextFile - 1) { $0.notes.append(note) } }
    archive = opened
    return opened
  }
}
