import Foundation
import TestSupport
import Transcripts

/// What reading one input came to, in words: each conversation as its canonical record, each problem with its place.
struct Reading: Equatable {
  var records: [String] = []
  var problems: [String] = []
  var format = ""
  var encoding: TextEncoding?
  var notes: [String] = []
}

/// Reads bytes as a file of this name.
func read(
  _ bytes: [UInt8], as name: String = "in.dat", chunk: Int = 1 << 20,
  _ change: (inout ReadingOptions) -> Void = { _ in }
) throws -> Reading {
  let directory = try TemporaryDirectory()
  return try read(path: directory.write(bytes, to: name), chunk: chunk, change)
}

/// Reads a file.
func read(
  path: String, chunk: Int = 1 << 20, _ change: (inout ReadingOptions) -> Void = { _ in }
) throws -> Reading {
  var options = ReadingOptions()
  change(&options)
  var limits = InputLimits()
  limits.chunkSize = chunk
  let source = ConversationSource([InputFile(path)], limits: limits, reading: options)
  let decoder = ConversationDecoder(options: DecodingOptions(timeZone: options.timeZone))
  var reading = Reading()
  var conversation = Conversation()
  func add(_ conversation: Conversation) {
    var writer = ConversationWriter()
    writer.append(conversation)
    reading.records.append(String(decoding: writer.writer.bytes.dropLast(), as: UTF8.self))
  }
  func add(_ record: QuarantinedRecord) {
    reading.problems.append("\(record.problem.code.rawValue) \(record.source.line) \(record.source.byteOffset)")
  }
  while let batch = try source.next() {
    switch batch.payload {
    case .conversations(let conversations, let quarantined):
      for conversation in conversations { add(conversation) }
      for record in quarantined { add(record) }
    case .lines(let chunk):
      for line in chunk.lines {
        do throws(RecordProblem) {
          try decoder.decode(line, of: chunk, into: &conversation)
          add(conversation)
        } catch {
          add(QuarantinedRecord(line, of: chunk, problem: error))
        }
      }
    }
  }
  reading.format = source.report.entries[0].format
  reading.encoding = source.report.entries[0].encoding
  reading.notes = source.report.entries[0].notes.map(\.english)
  return reading
}

/// The samples of the repository.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("transcripts/formats").path

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }

  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}
