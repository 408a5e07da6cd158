internal import Foundation
internal import TranscriptGenerator

/// Writes the generated transcripts again: `swift run generate-transcripts transcripts [seed]`.
@main
struct GenerateTranscripts {
  static func main() {
    do {
      try write()
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func write() throws {
    let arguments = CommandLine.arguments
    let root = URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "transcripts")
    let seed = arguments.count > 2 ? UInt64(arguments[2]) : nil
    for set in SurveySet.allCases {
      let output = try set.generate(materialIn: root, seed: seed ?? SurveySet.seed)
      try Data(output.records).write(to: root.appendingPathComponent(set.recordsPath))
      try Data(output.truth).write(to: root.appendingPathComponent(set.truthPath))
      print("\(set.recordsPath): \(output.chats.count) chats, \(output.records.count) bytes")
    }
    for corpus in ComplaintCorpus.allCases {
      let yaml = try String(contentsOf: root.appendingPathComponent(corpus.materialPath), encoding: .utf8)
      let output = try ComplaintGenerator(language: corpus.rawValue, yaml: yaml).generate(
        seed: seed ?? ComplaintCorpus.seed)
      try Data(output.records).write(to: root.appendingPathComponent(corpus.recordsPath))
      try Data(ComplaintTruth.json(output)).write(to: root.appendingPathComponent(corpus.truthPath))
      print("\(corpus.recordsPath): \(output.units.count) units, \(output.records.count) bytes")
    }
  }
}
