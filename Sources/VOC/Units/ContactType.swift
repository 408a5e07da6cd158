/// Why a customer speaks up (诉求类型).
public enum ContactType: String, Sendable, Hashable, CaseIterable {
  /// 投诉: a bad experience is told, or redress is demanded.
  case complaint
  /// 催单: something is late and should hurry.
  case chasing
  /// 报障: something does not work.
  case fault
  /// 建议: something could be better.
  case suggestion
  /// 表扬: something is praised.
  case praise
  /// 办理: something is to be done.
  case request
  /// 查询: the customer's own data is looked up.
  case lookup = "look_up"
  /// 咨询: something is to be explained.
  case question

  /// The type's name for people.
  public var title: (zh: String, en: String) {
    switch self {
    case .complaint: ("投诉", "complaint")
    case .chasing: ("催单", "chasing")
    case .fault: ("报障", "fault")
    case .suggestion: ("建议", "suggestion")
    case .praise: ("表扬", "praise")
    case .request: ("办理", "request")
    case .lookup: ("查询", "look-up")
    case .question: ("咨询", "question")
    }
  }
}

/// What was read of a customer's intention in one text.
public struct ContactReading: Sendable, Hashable {
  /// The type, or nothing if no cue was found.
  public var type: ContactType?
  /// The type's share of the weight of all cues, 0 to 1, less one half cue of doubt; no probability.
  public var confidence: Double
  /// The cues that speak for the type, in order, as `group: wording`; at most four.
  public var reasons: [String]
  /// Whether the customer means to buy (购买意向).
  public var hasPurchaseIntent: Bool
  /// The competitor that is mentioned, or `*` if one is mentioned without a name.
  public var competitor: String?
}
