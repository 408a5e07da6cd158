/// Finds an object anywhere in a value that names a member twice.
enum UniqueNames {
  /// The first name that comes twice in one object of `value`, or `nil`.
  static func duplicate(in value: JSONValue) -> JSONString? {
    switch value.kind {
    case .object:
      if let name = duplicate(among: value) { return name }
      var members = value.children
      while !members.isAtEnd {
        _ = members.next()
        let member = members.next()
        if let name = duplicate(in: member) { return name }
      }
    case .array:
      var elements = value.children
      while !elements.isAtEnd {
        if let name = duplicate(in: elements.next()) { return name }
      }
    default: break
    }
    return nil
  }

  /// The first name that comes twice among the members of one object, or `nil`.
  static func duplicate(among object: JSONValue) -> JSONString? {
    if object.count < 2 { return nil }
    if object.count <= 12 { return duplicateByPairs(object) }
    var names: [JSONString] = []
    names.reserveCapacity(object.count)
    var members = object.children
    while !members.isAtEnd {
      names.append(members.next().string)
      _ = members.next()
    }
    // Sorting cannot be made slow by chosen names, as hashing can.
    names.sort { $0 < $1 }
    for index in names.indices.dropFirst() where names[index - 1] == names[index] { return names[index] }
    return nil
  }

  private static func duplicateByPairs(_ object: JSONValue) -> JSONString? {
    var members = object.children
    while !members.isAtEnd {
      let name = members.next().string
      _ = members.next()
      var later = members
      while !later.isAtEnd {
        if later.next().string == name { return name }
        _ = later.next()
      }
    }
    return nil
  }
}
