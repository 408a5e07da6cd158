internal import CSentimentLexicon
public import Transcripts

/// Words with a valence, and the words that change it: the engine that needs no data.
///
/// Entries come from files of lines `term<TAB>value<TAB>tags`; `#` begins a comment. Values reach from −4 to 4; tags are
/// emotions (`anger`, …) and kinds (`degree`, `negator`, …; see `docs/sentiment.md`). Later lines replace earlier ones.
public struct SentimentLexicon: SentimentEngine {
  let table: TermTable
  let entries: [LexiconEntry]
  /// What gave a result, for records.
  public let identity: String

  /// Number of entries.
  public var count: Int { entries.count }

  /// The lexicon inside the program.
  public static let bundled: SentimentLexicon = {
    var builder = Builder()
    for index in 0..<csentiment_count() {
      let file = unsafe csentiment_file_at(index)
      let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      let name = unsafe String(cString: file.name)
      // The files are folded already; a test holds them to it.
      let problems = builder.add(bytes, folder: nil)
      precondition(problems.isEmpty, "the bundled \(name) is broken in line \(problems.first?.line ?? 0)")
    }
    return builder.lexicon()
  }()

  /// The bundled lexicon with entries of one's own, which replace equal terms.
  ///
  /// - Throws: `E-LEXICON` (78) with the line that is wrong.
  public static func bundled(adding files: [InputFile]) throws -> SentimentLexicon {
    guard !files.isEmpty else { return bundled }
    var builder = Builder()
    for index in 0..<csentiment_count() {
      let file = unsafe csentiment_file_at(index)
      _ = builder.add(unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count)), folder: nil)
    }
    let folder = try Folder()
    for file in files {
      let bytes = try file.contents(limit: 64 << 20)
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw ToolError("E-LEXICON", file: file.name, what: "it is not UTF-8 text", exitCode: .configuration)
      }
      if let problem = builder.add(bytes, folder: folder).first {
        throw ToolError(
          "E-LEXICON", file: file.name, line: problem.line, what: problem.what,
          how: "term<TAB>value from -4 to 4<TAB>tags", exitCode: .configuration)
      }
    }
    return builder.lexicon()
  }

  init(table: TermTable, entries: [LexiconEntry], identity: String) {
    self.table = table
    self.entries = entries
    self.identity = identity
  }

  /// Makes a reader with buffers of its own.
  public func makeReader() -> any SentimentReader { LexiconReader(self) }
}

extension SentimentLexicon {
  /// A line that is no entry.
  struct Problem {
    var line: Int
    var what: String
  }

  /// Reads lexicon files.
  struct Builder {
    private var text: [UInt8] = []
    private var terms: [(range: Range<Int>, value: Int)] = []
    private var entries: [LexiconEntry] = []
    private let hash = SHA256()
    private let tags: [[UInt8]: Tag]

    private struct Tag {
      var kind: LexiconKind?
      var emotions: UInt8 = 0
      var amount: Int8 = 0
      var isPredicate = false
    }

    init() {
      var tags: [[UInt8]: Tag] = [
        Array("much".utf8): Tag(amount: 1), Array("little".utf8): Tag(amount: -1),
        Array("predicate".utf8): Tag(isPredicate: true),
      ]
      for kind in LexiconKind.allCases { tags[Array(kind.name.utf8)] = Tag(kind: kind) }
      for emotion in Emotion.allCases { tags[Array("\(emotion.name)".utf8)] = Tag(emotions: 1 << emotion.rawValue) }
      self.tags = tags
    }

    /// Adds the lines of a file; terms are folded unless they are known to be.
    mutating func add(_ bytes: [UInt8], folder: Folder?) -> [Problem] {
      hash.update(bytes.span)
      var problems: [Problem] = []
      var number = 0
      var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while start < bytes.count {
        number += 1
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let next = end + 1
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        // A hash followed by a tab is a term; any other begins a comment.
        if end > start, !(bytes[start] == 0x23 && !(start + 1 < end && bytes[start + 1] == 0x09)) {
          if let what = addLine(bytes, start..<end, folder) { problems.append(Problem(line: number, what: what)) }
        }
        start = next
      }
      return problems
    }

    private mutating func addLine(_ bytes: [UInt8], _ line: Range<Int>, _ folder: Folder?) -> String? {
      let fields = bytes[line].split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count >= 2, !fields[0].isEmpty else { return "no term and value with a tab between them" }
      guard let tenths = Self.tenths(fields[1]) else { return "the value is no number from -5 to 5" }
      var entry = LexiconEntry(value: Int8(tenths), kind: .word, emotions: 0)
      if fields.count == 3 {
        var hasKind = false
        for word in fields[2].split(separator: 0x20) {
          guard let tag = tags[Array(word)] else {
            return "unknown tag '\(String(decoding: word, as: UTF8.self))'"
          }
          if let kind = tag.kind {
            guard !hasKind else { return "two kinds; a term does one thing" }
            entry.kind = kind
            hasKind = true
          }
          entry.emotions |= tag.emotions
          if tag.amount != 0 { entry.amount = tag.amount }
          if tag.isPredicate { entry.isPredicate = true }
        }
      }
      let start = text.count
      if let folder {
        text += folder.fold(bytes: Array(fields[0]))
      } else {
        text += fields[0]
      }
      guard text.count > start else { return "nothing is left of the term after folding" }
      terms.append((start..<text.count, entries.count))
      entries.append(entry)
      return nil
    }

    /// A decimal such as -1.5 in tenths.
    static func tenths(_ field: ArraySlice<UInt8>) -> Int? {
      var rest = field
      var sign = 1
      if rest.first == 0x2D {
        sign = -1
        rest = rest.dropFirst()
      }
      guard let whole = rest.first, (0x30...0x35).contains(whole) else { return nil }
      var value = Int(whole - 0x30) * 10
      rest = rest.dropFirst()
      if !rest.isEmpty {
        guard rest.count == 2, rest.first == 0x2E, let tenth = rest.last, (0x30...0x39).contains(tenth) else {
          return nil
        }
        value += Int(tenth - 0x30)
      }
      return value <= 50 ? sign * value : nil
    }

    func lexicon() -> SentimentLexicon {
      let digest = SHA256.hex(digest: hash.finish())
      return SentimentLexicon(
        table: TermTable(terms.map { (text[$0.range], $0.value) }), entries: entries,
        identity: "lexicon:\(digest.prefix(16))")
    }
  }
}
