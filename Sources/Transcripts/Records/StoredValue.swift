/// A value of a stored record: a view into a parsed line that must not outlive the call it was given to.
@safe public struct StoredValue {
  private let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  /// The members of an object, for reading them one after the other.
  public var members: StoredMembers {
    StoredMembers(value.kind == .object ? value.children : nil)
  }

  /// A member of an object, or `nil`.
  public subscript(name: StaticString) -> StoredValue? {
    var members = self.members
    return members[name]
  }

  /// The text, or `nil` for anything else.
  public var string: String? { value.isKind(.string) ? value.string.text : nil }

  /// The whole number, or `nil` for anything else.
  public var integer: Int? { value.integer }

  /// The number, or `nil` for anything else.
  public var number: Double? { value.number }

  /// A decimal as a whole number of hundredths, or `nil` for anything else.
  public var hundredths: Int? {
    if let whole = value.integer { return whole.multipliedReportingOverflow(by: 100).overflow ? nil : whole * 100 }
    guard let number = value.number, abs(number) < 1e13 else { return nil }
    return Int((number * 100).rounded())
  }

  /// The truth value, or `nil` for anything else.
  public var bool: Bool? {
    switch value.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// Whether the value is a text with these bytes; makes no `String`.
  public func isText(_ text: String) -> Bool { value.isKind(.string) && value.string.isEqual(to: text) }

  /// Calls `body` for every element of a list.
  public func forEachElement<Failure: Error>(_ body: (StoredValue) throws(Failure) -> Void) throws(Failure) {
    guard value.kind == .array else { return }
    var children = value.children
    while !children.isAtEnd { try body(StoredValue(children.next())) }
  }

  /// Calls `body` for every member of an object.
  public func forEachMember<Failure: Error>(_ body: (String, StoredValue) throws(Failure) -> Void) throws(Failure) {
    guard value.kind == .object else { return }
    var children = value.children
    while !children.isAtEnd {
      let name = children.next().string.text
      try body(name, StoredValue(children.next()))
    }
  }
}

/// The members of an object.
///
/// Asking for them in the order of the record costs one comparison each.
@safe public struct StoredMembers {
  private let all: JSONChildren?
  private var rest: JSONChildren?

  init(_ children: JSONChildren?) {
    all = children
    rest = children
  }

  /// The member with a name, or `nil`; looks on from the last one found and then from the start.
  public subscript(name: StaticString) -> StoredValue? {
    mutating get {
      for start in [rest, all] {
        guard var children = start else { return nil }
        while !children.isAtEnd {
          let isIt = Self.isEqual(children.next().string, name)
          let value = children.next()
          if isIt {
            rest = children
            return StoredValue(value)
          }
        }
      }
      return nil
    }
  }

  private static func isEqual(_ text: JSONString, _ name: StaticString) -> Bool {
    guard text.count == name.utf8CodeUnitCount else { return false }
    return text.withSpan { own in
      name.withUTF8Buffer { wanted in
        for index in 0..<own.count where unsafe own[index] != wanted[index] { return false }
        return true
      }
    }
  }
}
