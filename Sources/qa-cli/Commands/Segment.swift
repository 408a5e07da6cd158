internal import ArgumentParser
internal import Foundation
internal import TextAnalysis
internal import Transcripts

/// `qa-cli segment`: words apart, line by line.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment", abstract: "Split text from standard input into words, one line in, one line out.",
    discussion: """
      Words are put apart by one blank; every other byte stays as it is. Chinese, English and mixed text.
      A dictionary is a text file of one word a line, with a count after it if known; '#' begins a comment.

      Example: echo 我要退运费险 | qa-cli segment --dictionary words.txt
      """)

  @Option(help: "A file of your own words; may be given several times.") var dictionary: [String] = []

  func run() throws {
    let words = try UserDictionaries.load(dictionary)
    if Console.isTerminal(0) { Console.say("reading standard input; end with Ctrl-D") }
    var segmenter = LineSegmenter(words)
    let output = CheckedOutput.standardOutput()
    var pending: [UInt8] = []
    var out: [UInt8] = []
    while !Signals.stopRequested, let data = try Self.read(), !data.isEmpty {
      pending.append(contentsOf: data)
      // Whole lines only; a line longer than the limit is cut at a character.
      var end = pending.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if end == 0, pending.count > Self.longestLine {
        end = pending.count
        while end > pending.count - 4, pending[end - 1] & 0xC0 == 0x80 { end -= 1 }
        end -= 1
      }
      guard end > 0 else { continue }
      out.removeAll(keepingCapacity: true)
      segmenter.append(Array(pending[..<end]), to: &out)
      try output.write(out)
      if Console.isTerminal(0) { try output.flush() }
      pending.removeFirst(end)
    }
    out.removeAll(keepingCapacity: true)
    segmenter.append(pending, to: &out)
    try output.write(out)
    try output.flush()
    if let signal = Signals.exitCode { throw Failure(code: signal) }
  }

  private static let longestLine = 16 << 20

  private static func read() throws -> Data? {
    do {
      return try FileHandle.standardInput.read(upToCount: 1 << 18)
    } catch {
      throw ToolError(
        "E-INPUT-READ", file: "-", what: "standard input cannot be read", exitCode: .inputOutput)
    }
  }
}
