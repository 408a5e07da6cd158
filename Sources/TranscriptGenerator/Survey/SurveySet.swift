public import Foundation

/// The survey sets that come with the project.
public enum SurveySet: String, Sendable, CaseIterable {
  /// 390 Chinese chats.
  case zh
  /// 120 English chats.
  case en

  /// The seed of the bundled files.
  public static let seed: UInt64 = 20_260_302

  /// How many chats, and how fast their first response was.
  public var size: SurveySize { self == .zh ? .published : .small }
  /// The rulebook the truth is about.
  public var rulebook: String { "service-survey-\(rawValue)" }
  /// The chats, relative to the folder of transcripts.
  public var recordsPath: String { "survey/survey-\(rawValue).ndjson" }
  /// The truth, relative to the folder of transcripts.
  public var truthPath: String { "survey/truth-\(rawValue).json" }

  /// What a generation gives.
  public struct Output: Sendable {
    /// The chats.
    public var chats: [SurveyChat]
    /// Their records, one a line.
    public var records: [UInt8]
    /// The truth file.
    public var truth: [UInt8]
  }

  /// Writes the set from its material.
  ///
  /// - Throws: ``MaterialError``, or what reading the files throws.
  public func generate(materialIn root: URL, seed: UInt64) throws -> Output {
    var files: [String: String] = [:]
    for name in ["organisations", "phrases", "bank", "company"] {
      let file = root.appendingPathComponent("survey/material/\(rawValue)/\(name).yaml")
      files[name] = try String(contentsOf: file, encoding: .utf8)
    }
    let chats = try SurveyGenerator(language: rawValue, files: files).generate(size, seed: seed)
    return Output(
      chats: chats, records: chats.flatMap(\.record),
      truth: SurveyTruth.json(chats, rulebook: rulebook, seed: seed))
  }
}
