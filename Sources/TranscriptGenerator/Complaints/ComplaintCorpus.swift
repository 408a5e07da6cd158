/// The bundled complaint corpora: several weeks of short complaints, reviews and noise with known topics.
public enum ComplaintCorpus: String, Sendable, CaseIterable {
  /// 1,500 Chinese conversations.
  case zh
  /// 800 English conversations.
  case en

  /// The seed of the bundled files.
  public static let seed: UInt64 = 20_260_413

  /// The conversations, relative to the folder of transcripts.
  public var recordsPath: String { "complaints-\(rawValue).ndjson" }
  /// The truth, relative to the folder of transcripts.
  public var truthPath: String { "truth/complaints-\(rawValue).json" }
  /// The material, relative to the folder of transcripts.
  public var materialPath: String { "complaints/material/\(rawValue).yaml" }
}

/// What a person would say a unit of a corpus is about.
public struct ComplaintUnit: Sendable, Hashable {
  /// The conversation's id.
  public var conversation: String
  /// The public turn, from 1.
  public var turn: Int
  /// The topic, or `nil` for what is no complaint.
  public var topic: String?
  /// complaint, detail (a later line of a complaint), praise, question, request or chat.
  public var type: String
}

/// Something that happens to a topic.
public struct ComplaintEvent: Sendable, Hashable {
  /// born, burst or split.
  public var type: String
  /// The topic.
  public var topic: String
  /// When it begins.
  public var from: String
  /// When a burst ends.
  public var until: String?
  /// The topics a topic splits into.
  public var into: [String]
}
