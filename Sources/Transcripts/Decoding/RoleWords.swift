extension Role {
  /// The role that a source's word means, in English or Chinese, or ``unknown``; case does not matter.
  ///
  /// Only words that can mean nothing else are known here; a role map supplies the rest.
  public init(word: String) { self.init(NameWord(word)) }

  /// The role that a source's word means; see ``init(word:)``.
  @inline(__always)
  init(_ word: NameWord) { self = Self.words[word] ?? Self.words[word.lowercased] ?? .unknown }

  private static let words = NameTable<Role>(
    [
      (.customer, ["customer", "user", "visitor", "client", "客户", "用户", "访客", "顾客"]),
      (.agent, ["agent", "operator", "staff", "human_agent", "客服", "坐席", "人工客服"]),
      (.bot, ["bot", "assistant", "机器人"]),
      (.system, ["system", "系统"]),
      (.supervisor, ["supervisor", "主管", "班长"]),
      (.unknown, ["unknown"]),
    ].flatMap { (role: Role, words: [String]) in words.map { ($0, role) } })
}
