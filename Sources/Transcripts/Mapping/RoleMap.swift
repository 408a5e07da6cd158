/// What the user says about speakers: names or words, and the roles they stand for.
public struct RoleMap: Sendable {
  private var roles: [String: Role] = [:]

  /// Makes an empty map.
  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { roles.isEmpty }

  /// The role of everybody who has none otherwise (`*=customer`).
  public private(set) var otherwise: Role?

  /// Adds a name or word, case does not matter; `*` is everybody without a role.
  public mutating func add(_ name: String, _ role: Role) {
    if name == "*" { otherwise = role } else { roles[name.lowercased()] = role }
  }

  /// Adds what another map says about names that have no role here.
  mutating func add(defaults other: RoleMap) {
    roles.merge(other.roles) { own, _ in own }
    otherwise = otherwise ?? other.otherwise
  }

  /// The role of a name or word, or `nil`.
  public func role(of name: String) -> Role? { roles.isEmpty ? nil : roles[name.lowercased()] }
}

/// Finds the role a source's word or name means; what can mean several things stays unknown.
struct RoleFinder: Sendable {
  var map: RoleMap
  private var cache: [ArraySlice<UInt8>: Role] = [:]
  /// The last few words, which are nearly always the next ones too.
  private var recent: [(word: ArraySlice<UInt8>, role: Role)] = []

  init(map: RoleMap) { self.map = map }

  /// The role of a word in a role column.
  mutating func role(ofWord word: ArraySlice<UInt8>) -> Role {
    for (known, role) in recent where known == word { return role }
    let role = lookUp(word)
    if recent.count < 6 { recent.append((ArraySlice(Array(word)), role)) }
    return role
  }

  private mutating func lookUp(_ word: ArraySlice<UInt8>) -> Role {
    if let known = cache[word] { return known }
    let text = String(decoding: word, as: UTF8.self)
    var role = map.role(of: text) ?? Role(word: text)
    if role == .unknown { role = Self.words[text.lowercased()] ?? .unknown }
    if cache.count < 1024 { cache[ArraySlice(Array(word))] = role }
    return role
  }

  /// The role of a speaker's name: mapped, a role's own word, or a role's word at its start (`客服小林`, `Agent 7`).
  mutating func role(ofName name: ArraySlice<UInt8>) -> Role {
    let whole = role(ofWord: name)
    if whole != .unknown { return whole }
    let text = String(decoding: name, as: UTF8.self)
    if map.role(of: text) != nil { return whole }
    var found = Role.unknown
    for (prefix, role) in Self.prefixes where text.hasPrefix(prefix) { found = role }
    if found == .unknown {
      let lower = text.lowercased()
      for (prefix, role) in Self.latinPrefixes where lower.hasPrefix(prefix) {
        let next = lower.dropFirst(prefix.count).unicodeScalars.first
        if let next, !(0x61...0x7A ~= next.value) { found = role }
      }
    }
    if cache.count < 1024 { cache[ArraySlice(Array(name))] = found }
    return found
  }

  /// Words that mean one role where a role is expected, beyond those of records.
  private static let words: [String: Role] = [
    "买家": .customer, "會員": .customer, "会员": .customer, "客戶": .customer, "用戶": .customer, "顧客": .customer,
    "來電者": .customer,
    "来电人": .customer, "主叫": .customer, "消费者": .customer, "end_user": .customer, "enduser": .customer,
    "end-user": .customer,
    "buyer": .customer, "caller": .customer, "guest": .customer, "consumer": .customer, "requester": .customer,
    "contact": .customer, "external": .customer, "shopper": .customer, "c": .customer,
    "人工": .agent, "人工坐席": .agent, "座席": .agent, "座席員": .agent, "卖家": .agent, "商家": .agent, "店小二": .agent,
    "在线客服": .agent, "客服人员": .agent, "rep": .agent, "representative": .agent, "csr": .agent, "seller": .agent,
    "advisor": .agent, "support": .agent, "internal": .agent, "call_center": .agent,
    "customer service": .agent, "customer_service": .agent, "human agent": .agent,
    "action": .system, "tool": .system, "智能客服": .bot, "智能助手": .bot, "机器人客服": .bot, "機器人": .bot, "robot": .bot,
    "chatbot": .bot, "custom_bot": .bot,
    "virtual agent": .bot, "virtual_agent": .bot, "ivr": .bot, "ai": .bot, "系统消息": .system, "系統": .system,
    "系统通知": .system, "notification": .system, "经理": .supervisor, "组长": .supervisor, "manager": .supervisor,
  ]

  private static let prefixes: [(String, Role)] = [
    ("客服", .agent), ("坐席", .agent), ("座席", .agent), ("客户", .customer), ("客戶", .customer), ("用户", .customer),
    ("买家", .customer), ("访客", .customer), ("顾客", .customer), ("机器人", .bot), ("智能客服", .bot), ("系统", .system),
  ]

  private static let latinPrefixes: [(String, Role)] = [
    ("agent", .agent), ("operator", .agent), ("customer", .customer), ("visitor", .customer), ("client", .customer),
    ("user", .customer), ("bot", .bot), ("chatbot", .bot), ("system", .system), ("supervisor", .supervisor),
  ]
}
