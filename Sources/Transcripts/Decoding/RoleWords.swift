extension Role {
  /// The role that a source's word means, in English or Chinese, or ``unknown``; case does not matter.
  ///
  /// Only words that can mean nothing else are known here; a role map supplies the rest.
  public init(word: String) {
    self.init(NameWord(word.utf8.span))
  }

  /// The role that a source's word means; see ``init(word:)``.
  init(_ word: NameWord) {
    switch word {
    case "customer": self = .customer
    case "agent": self = .agent
    case "bot": self = .bot
    case "system": self = .system
    case "supervisor": self = .supervisor
    default: self.init(synonym: word.lowercased)
    }
  }

  private init(synonym word: NameWord) {
    switch word {
    case "customer", "user", "visitor", "client", "客户", "用户", "访客", "顾客": self = .customer
    case "agent", "operator", "staff", "human_agent", "客服", "坐席", "人工客服": self = .agent
    case "bot", "assistant", "机器人": self = .bot
    case "system", "系统": self = .system
    case "supervisor", "主管", "班长": self = .supervisor
    default: self = .unknown
    }
  }
}
