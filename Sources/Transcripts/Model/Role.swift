/// Who speaks in a turn.
///
/// A role is never guessed: a speaker that no source and no role map names stays ``unknown``, and rules about
/// agents or customers then answer "unknown" for that conversation instead of passing it.
public enum Role: UInt8, Sendable, CaseIterable, Hashable {
  /// The human representative of the service centre (客服, 坐席).
  case agent
  /// The person who came for help (客户).
  case customer
  /// An automatic assistant (机器人).
  case bot
  /// A human who listens in or takes over (班长, 主管).
  case supervisor
  /// The platform itself: notices, tool output, queue messages.
  case system
  /// A speaker nobody has named.
  case unknown

  /// The role's word in records and rulebooks, for example `"agent"`.
  public var name: StaticString {
    switch self {
    case .agent: "agent"
    case .customer: "customer"
    case .bot: "bot"
    case .supervisor: "supervisor"
    case .system: "system"
    case .unknown: "unknown"
    }
  }

  /// The role with the given word in records and rulebooks, or `nil`.
  public init?(name: String) {
    guard let role = Role.allCases.first(where: { "\($0.name)" == name }) else { return nil }
    self = role
  }
}

/// A set of roles, one bit a role.
public struct RoleSet: OptionSet, Sendable, Hashable {
  /// Bit `1 << role.rawValue` for every member.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Makes the set that holds one role.
  public init(_ role: Role) { self.init(rawValue: 1 << role.rawValue) }

  /// Every role, the unknown speaker included.
  public static let any = RoleSet(rawValue: 0b11_1111)

  /// Whether `role` is a member.
  public func contains(_ role: Role) -> Bool { rawValue & (1 << role.rawValue) != 0 }
}
