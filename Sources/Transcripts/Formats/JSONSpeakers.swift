/// Who speaks in a record, by the identifiers or places in its list of speakers.
struct JSONSpeakers {
  var roles: [String: String] = [:]
  var names: [String: String] = [:]
  /// Everybody in the list.
  var keys: Set<String> = []

  init(in root: JSONValue, _ rule: ParticipantRule) {
    var list = root
    for name in rule.path.split(separator: ".") {
      guard let next = Self.member(String(name), of: list) else { return }
      list = next
    }
    guard list.isKind(.array) else { return }
    var entries = list.children
    var place = 0
    while !entries.isAtEnd {
      let entry = entries.next()
      let key = rule.id.map { Self.text($0, of: entry) } ?? String(place)
      place += 1
      guard let key else { continue }
      keys.insert(key)
      if let role = rule.role { roles[key] = Self.text(role, of: entry) }
      if let name = rule.name { names[key] = Self.text(name, of: entry) }
    }
  }

  private static func member(_ name: String, of value: JSONValue) -> JSONValue? {
    guard value.isKind(.object) else { return nil }
    var members = value.children
    while !members.isAtEnd {
      let found = members.next().string.text == name
      let member = members.next()
      if found { return member }
    }
    return nil
  }

  private static func text(_ path: String, of value: JSONValue) -> String? {
    var value = value
    for name in path.split(separator: ".") {
      guard let next = member(String(name), of: value) else { return nil }
      value = next
    }
    switch value.kind {
    case .string: return value.string.text.isEmpty ? nil : value.string.text
    case .integer, .unsigned: return value.integerText
    default: return nil
    }
  }
}
