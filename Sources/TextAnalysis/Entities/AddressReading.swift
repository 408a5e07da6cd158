/// The parts that were read from a place on, and whether they make an address.
struct AddressReading {
  /// The parts with their ends.
  private(set) var parts: [(part: AddressPart, end: Int)] = []

  private var counts = [Int](repeating: 0, count: AddressPart.allCases.count)

  /// Whether a hospital, a market or the like has a name.
  private var hasNamedSite = false

  /// Where the last part of the address ends.
  var end: Int { parts.last { $0.part != .relation }?.end ?? 0 }

  /// What the last part is.
  var last: AddressPart? { parts.last?.part }

  mutating func add(_ part: AddressPart, _ end: Int, isNamed: Bool = false) {
    if part == .site, isNamed { hasNamedSite = true }
    parts.append((part, end))
    counts[part.rawValue] += 1
  }

  private func count(_ parts: AddressPart...) -> Int { parts.reduce(0) { $0 + counts[$1.rawValue] } }

  /// Whether the parts tell where something is: a house in a street, a room in a building, a group in a village.
  func isAddress(isAnnounced: Bool, from start: Int, _ characters: TurnCharacters) -> Bool {
    let regions = count(.province, .region)
    let streets = count(.street)
    let estates = count(.estate)
    let doors = count(.room, .door, .code)
    let blocks = count(.building, .unit)
    let floors = count(.floor)
    let houses = count(.house)
    let fine = doors + blocks + floors
    if count(.code) > 0 { return parts.count > 1 || isHome(start, characters) || isDoor(start, characters) }
    if parts.count == 1, count(.room, .door) > 0 {
      return isHome(start, characters) && (end == characters.count || !characters.isHan(end))
    }
    if streets > 0 {
      if houses + blocks + doors > 0 || floors > 0 && parts.count > 2 { return true }
      if regions >= 2 || regions + count(.town) >= 1 && streets + estates + count(.site, .village) >= 2 { return true }
      if estates > 0, isAnnounced { return true }
      if count(.group) > 0, count(.village) + regions > 0 { return true }
    }
    if count(.village) > 0 {
      if count(.landmark) > 0, parts[0].end - start >= 3 { return true }
      if count(.group) + houses + fine > 0 || regions >= 2 || count(.town) > 0 { return true }
    }
    if count(.town) > 0 {
      if count(.group) + houses + fine > 0 && parts.count > 2 || regions + count(.town) >= 3 { return true }
      if houses > 0, fine > 0 { return true }
    }
    if regions >= 3 || regions >= 2 && estates > 0 || regions >= 1 && estates > 0 && houses + fine > 0 { return true }
    if regions >= 1, houses + fine >= 2 { return true }
    // 2栋别墅 counts houses.
    if estates > 0 {
      return (fine + houses > 0 || count(.group) > 1) && (parts.count > 2 || parts[0].part != .building)
    }
    if count(.ward) > 0 { return doors > 0 }
    if count(.site) > 0 {
      // A hospital or a hotel without a name is no place yet.
      if doors > 0, hasNamedSite || parts.count > 2 { return true }
      if fine + count(.group) + houses + count(.phase) >= 2 || fine > 0 && count(.landmark) > 1 { return true }
      if fine > 0, count(.landmark) > 0, hasNamedSite { return true }
      if count(.relation) > 0, count(.site) > 1, hasNamedSite, last == .site, parts[0].part != .relation { return true }
      if isAnnounced || count(.site) > 1, floors > 0, hasNamedSite { return true }
      return hasNamedSite && count(.building) > 0 && parts[0].part == .site
    }
    if count(.named) > 0 {
      if houses > 0 { return fine > 0 || isAnnounced || parts.count > 2 }
      let isAlone = start == 0 || !characters.isHan(start - 1)
      if count(.group) > 0 { return false }
      // 左岸春天A5-1201.
      if parts.count == 2, count(.door) > 0, parts[0].end - start >= 4 { return true }
      return fine >= 2 || fine >= 1 && count(.phase) > 0
        || blocks > 0 && (isAnnounced || isAlone && parts[0].end - start >= 4)
    }
    // 五号岗亭, 3号仓库, where something is brought.
    if parts.count == 1, count(.building) > 0, isAnnounced, end - start >= 4,
      !"楼栋幢座".codes.contains(characters.values[end - 1])
    {
      return true
    }
    if count(.room) > 0, count(.phase) > 0, parts.count > 2 { return true }
    return descends && count(.group) == 0
      && (blocks > 0 && count(.landmark) > 1 || blocks > 0 && fine + count(.phase) + houses >= 2
        || floors > 0 && count(.door) > 0)
  }

  private static let homes = CodeSet("住址牌家室")

  /// Whether the character before a place says that somebody lives there.
  private func isHome(_ index: Int, _ characters: TurnCharacters) -> Bool {
    index > 0 && Self.homes.contains(characters.values[index - 1])
  }

  /// Whether a code such as 8-2-1603 stands as a door does: three parts, the last a room, no code for a parcel.
  private func isDoor(_ start: Int, _ characters: TurnCharacters) -> Bool {
    let pieces = characters.values[start..<end].split(separator: 0x2D)
    guard pieces.count == 3, pieces[0].count <= 2, (3...4).contains(pieces[2].count),
      pieces[2].count == 3 || !["19".codes, "20".codes].contains(Array(pieces[2].prefix(2)))
    else { return false }
    let before = characters.values[max(0, start - 6)..<start]
    return !before.contains { Self.codes.contains($0) }
      && (start == 0 || !characters.isHan(start - 1) || "到在送去放".codes.contains(characters.values[start - 1]))
  }

  private static let codes = CodeSet("码号单架型柜")

  /// Whether a village was named.
  var hasVillage: Bool { count(.village) > 0 }

  /// Whether a way may be told from here: a village, a street or a building was named.
  var hasAnchor: Bool { count(.village, .street, .estate, .site, .town) > 0 }

  /// Whether the parts go from large to small, as they do in 3栋2单元501.
  private var descends: Bool {
    let parts = parts.filter { $0.part != .landmark }
    return zip(parts, parts.dropFirst()).allSatisfy { $0.part.rawValue < $1.part.rawValue }
  }

  /// Whether a place after this one begins with "and": another place, unless a town goes before a name such as 和顺大道.
  func isJoined(_ characters: TurnCharacters, _ place: Int) -> Bool {
    guard let last, characters.has("和".codes, at: place) || characters.has("或".codes, at: place) else { return false }
    return ![.province, .region, .town].contains(last)
  }

  /// Whether a bare number may be a door here: not after a town, and after a street only digits.
  func mayHaveDoor(_ characters: TurnCharacters, _ number: Range<Int>) -> Bool {
    switch last {
    case .province?, .region?, .town?, .relation?: false
    case .street?: number.allSatisfy { characters.isDigit($0) || [0x20, 0x2D].contains(characters.values[$0]) }
    default: true
    }
  }

  /// What separates two parts at a place: blanks, or a comma.
  static func gap(_ characters: TurnCharacters, at place: Int) -> (count: Int, isComma: Bool) {
    var count = 0
    var isComma = false
    while place + count < characters.count, count < 2 {
      let code = characters.values[place + count]
      if code == 0x2C || code == 0xFF0C {
        isComma = true
      } else if code != 0x20 && code != 0x2D && code != 0xB7 {
        break
      }
      count += 1
    }
    return (count, isComma)
  }

  private static let joins = CueTable(["与", "和", "跟", "及"])
  private static let crossings = CueTable([
    "交叉口", "交叉路口", "交汇处", "交会处", "交口", "路口", "十字路口", "立交桥下", "立交桥", "交界处", "口",
  ])

  /// The end of a crossing of the street read last with another: 建设路与人民路交叉口.
  static func crossing(_ characters: TurnCharacters, _ isBreak: [Bool], _ reading: AddressReading) -> Int? {
    if reading.count(.street) > 1, let last = reading.parts.last, last.part == .street,
      let word = crossings.match(characters, at: last.end), word.count > 1
    {
      return last.end + word.count
    }
    guard let last = reading.parts.last, [.street, .named].contains(last.part) || last.part == .region,
      let join = joins.match(characters, at: last.end)
    else { return nil }
    let start = last.end + join.count
    guard
      let other = unbrokenRoad(characters, isBreak, start)
        ?? AddressParts.part(characters, isBreak, at: start).map({ ($0.part, $0.end) })
    else {
      return nil
    }
    guard let word = crossings.match(characters, at: other.end) else { return nil }
    return other.end + word.count
  }

  /// A road named without a break before the word for the crossing: 铁西路 in 铁西路口.
  private static func unbrokenRoad(_ characters: TurnCharacters, _ isBreak: [Bool], _ start: Int) -> (
    part: AddressPart, end: Int
  )? {
    for length in 2...6 where start + length < characters.count && !isBreak[start + length] {
      if characters.has("路口".codes, at: start + length) { return (.street, start + length) }
    }
    return nil
  }
}
