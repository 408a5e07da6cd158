internal import TextAnalysis

/// Finds cues in folded text: one look-up of three bytes a place.
struct CueTable: Sendable {
  /// A cue in a text.
  struct Hit: Hashable {
    var group: CueGroup
    var range: Range<Int>
    /// The name, for competitors of the user's list.
    var name: String?
  }

  private struct Cue: Sendable {
    var group: CueGroup
    var bytes: [UInt8]
    var name: String?
  }

  private var cues: [UInt32: [Cue]] = [:]

  /// Makes the table; names of competitors come on top of the bundled cues.
  init(_ folder: Folder, competitors: [String]) {
    for group in CueGroup.allCases {
      for wording in group.wordings { add(Cue(group: group, bytes: folder.fold(wording), name: nil)) }
    }
    for name in competitors {
      let bytes = folder.fold(name)
      if bytes.count >= 2 { add(Cue(group: .competitor, bytes: bytes, name: name)) }
    }
    for key in Array(cues.keys) {
      cues[key]!.sort {
        $0.bytes.count != $1.bytes.count ? $0.bytes.count > $1.bytes.count : $0.group.rawValue < $1.group.rawValue
      }
    }
  }

  private mutating func add(_ cue: Cue) {
    guard cue.bytes.count >= 2 else { return }
    cues[Self.key(cue.bytes, 0), default: []].append(cue)
  }

  private static func key(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    UInt32(bytes[place]) << 8 | UInt32(bytes[place + 1])
  }

  /// The cues of a range in order; of one group's overlapping cues the longest.
  func hits(in range: Range<Int>, of bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    var ends: [CueGroup: Int] = [:]
    var place = range.lowerBound
    while place + 1 < range.upperBound {
      if let candidates = cues[Self.key(bytes, place)] {
        for cue in candidates where place + cue.bytes.count <= range.upperBound {
          if let end = ends[cue.group], place < end { continue }
          let end = place + cue.bytes.count
          guard bytes[place..<end].elementsEqual(cue.bytes), Self.isWhole(cue.bytes, place..<end, range, bytes) else {
            continue
          }
          if cue.group.canBeDenied, Self.isDenied(place, range, bytes) { continue }
          hits.append(Hit(group: cue.group, range: place..<end, name: cue.name))
          ends[cue.group] = end
        }
      }
      place += 1
    }
    return hits
  }

  /// A cue of letters must not begin or end within a word.
  private static func isWhole(_ cue: [UInt8], _ hit: Range<Int>, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    if isLetter(cue[0]), hit.lowerBound > range.lowerBound, isLetter(bytes[hit.lowerBound - 1]) { return false }
    if isLetter(cue.last!), hit.upperBound < range.upperBound, isLetter(bytes[hit.upperBound]) { return false }
    return true
  }

  private static let denials: [[UInt8]] = [
    "不", "没", "没有", "不是", "不会", "不想", "不用", "不能", "未", "别", "并非", "没被", "不算", "没有被", "从没", "从未", "not ", "no ",
    "not a ", "never ", "isn't ", "wasn't ",
    "don't ", "didn't ", "doesn't ", "not been ", "without ", "not to ", "n't be ",
  ].map { Array($0.utf8) }

  private static func isDenied(_ place: Int, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    denials.contains { denial in
      let start = place - denial.count
      guard start >= range.lowerBound, bytes[start..<place].elementsEqual(denial) else { return false }
      // A second denial takes it back: 不会不, 不是没.
      return true
    }
  }
}
