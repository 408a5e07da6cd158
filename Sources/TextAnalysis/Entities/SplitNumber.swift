internal import Transcripts

/// A number that its speaker sends in several messages: 138 ⏎ 0013 ⏎ 8000.
struct SplitNumber {
  private var role: Role
  private var digits: [UInt8]
  private var parts: [Range<Int>]
  private var cue: EntityCue?
  /// Messages of others since the last part.
  private var gap = 0

  /// Goes on with the numbers begun, or begins one, and adds what is complete.
  static func extend(
    _ chains: inout [SplitNumber], by role: Role, _ turn: Range<Int>, _ scan: EntityScan, _ text: [UInt8],
    into found: inout [Entity]
  ) {
    for index in chains.indices where chains[index].role != role { chains[index].gap += 1 }
    let mine = chains.first { $0.role == role && $0.gap <= 2 }
    chains.removeAll { $0.role == role || $0.gap > 2 }
    guard let first = scan.tokens.first, let last = scan.tokens.last else { return }
    if var chain = mine, isDigits(first, text), first.start - turn.lowerBound <= 12 {
      var position = scan.tokens.startIndex
      while position < scan.tokens.count, isDigits(scan.tokens[position], text), chain.digits.count < 20 {
        chain.digits += text[scan.tokens[position].range]
        chain.parts.append(scan.tokens[position].range)
        if let entity = chain.entity {
          // What was found in the pieces by themselves gives way.
          found.removeAll { piece in
            entity.parts.contains { part in piece.parts.contains { $0.overlaps(part) } } && !piece.kind.isSecret
          }
          found.append(entity)
          return
        }
        guard position + 1 < scan.tokens.count, scan.tokens[position + 1].start - scan.tokens[position].end <= 3 else {
          break
        }
        position += 1
      }
      let isWhole = position + 1 >= scan.tokens.count && turn.upperBound - last.end <= 9
      if isWhole, chain.digits.count < 18 {
        chain.gap = 0
        chains.append(chain)
        return
      }
    }
    // Begin with digits at the end of a message, if they are too few to be the whole.
    guard last.isNumber, turn.upperBound - last.end <= 9, (2...17).contains(last.count) else { return }
    var start = scan.tokens.count - 1
    while start > 0, scan.tokens[start - 1].isNumber, scan.tokens[start].start - scan.tokens[start - 1].end <= 2 {
      start -= 1
    }
    let tokens = scan.tokens[start...]
    let digits = tokens.flatMap { text[$0.range] }
    guard digits.count < 18 else { return }
    chains.append(
      SplitNumber(
        role: role, digits: digits, parts: tokens.map(\.range),
        cue: EntityCues.last(
          in: text, max(turn.lowerBound, tokens[tokens.startIndex].start - 60)..<tokens[tokens.startIndex].start)))
  }

  /// Whether a word is digits, or digits and the x that ends an identity number.
  private static func isDigits(_ token: EntityScan.Token, _ text: [UInt8]) -> Bool {
    token.isNumber
      || text[token.end - 1] == UInt8(ascii: "x") && text[token.start..<token.end - 1].allSatisfy(\.isASCIIDigit)
  }

  /// The number the parts make together, if they make one; short ones without a check digit are not guessed.
  private var entity: Entity? {
    guard parts.count >= 2, digits.count >= 11,
      let (kind, value, isVerified) = NumberRecognizer.kind(digits, cue, .plain), isVerified, kind != .landline
    else { return nil }
    return Entity(kind, parts, value: value)
  }
}
