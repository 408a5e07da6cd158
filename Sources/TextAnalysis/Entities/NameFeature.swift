/// One thing that is true of a candidate for a name: a template and up to three characters or small numbers.
///
/// The key is exact, not a hash: seven bits for the template and three times nineteen for what fills it; characters
/// beyond plane 7 count as one.
package struct NameFeature: Hashable, Sendable {
  /// What a feature says.
  package enum Template: UInt8, CaseIterable, Sendable {
    /// Lengths of surname and given name.
    case shape
    /// The surname itself.
    case surname
    /// How common the surname is.
    case surnameRank
    /// How probable the given name is.
    case givenRank
    /// How much more probable the words around are with the name than without.
    case margin
    /// How common a word of the dictionary is that is written like the candidate.
    case word
    /// Which words of two characters lie across the borders or inside.
    case straddle
    /// The character before, and the two before.
    case left1
    case left2
    /// The character behind, and the two behind.
    case right1
    case right2
    /// The characters on both sides.
    case around
    /// What kinds of characters stand on both sides.
    case kinds
    /// The word before, and the word behind.
    case leftWord
    case rightWord
    /// The cues that `NameRecognizer` knows: announced, closed, before a title, made of characters of given names.
    case cues

    // English: how the words are written and what they are, the words themselves, what stands before and behind, and
    // what the rules say.
    case enShape, enRule, enRuleShape, enMessage, enFirst, enLast, enClasses, enEnding, enBeginning
    case enBefore, enAfter, enKinds, enBeforeKind, enAfterKind, enMarks
    // Whether the words are in the vocabulary, with their shape, and at the beginning of a sentence.
    case enKnown, enKnownShape, enKnownOpen

    /// Whether the first number is a place on a scale, so that neighbours weigh alike.
    package var isScale: Bool { [.surnameRank, .givenRank, .margin].contains(self) }
  }

  /// Template and contents in one number.
  package let key: UInt64

  package init(_ template: Template, _ first: UInt32 = 0, _ second: UInt32 = 0, _ third: UInt32 = 0) {
    func bits(_ value: UInt32) -> UInt64 { UInt64(min(value, 0x7FFFF)) }
    key = UInt64(template.rawValue) << 57 | bits(first) << 38 | bits(second) << 19 | bits(third)
  }

  /// A feature whose contents are known by their hash.
  package init(_ template: Template, hash: UInt64) {
    key = UInt64(template.rawValue) << 57 | hash & 0x1FF_FFFF_FFFF_FFFF
  }

  /// What it says.
  package var template: Template { Template(rawValue: UInt8(key >> 57)) ?? .shape }

  /// The first number or character.
  package var first: UInt32 { UInt32(key >> 38 & 0x7FFFF) }

  /// The same with another first number.
  package func with(first: UInt32) -> NameFeature {
    NameFeature(template, first, UInt32(key >> 19 & 0x7FFFF), UInt32(key & 0x7FFFF))
  }

  /// The line of the model without its weight: the key, and for a reader what it says.
  package func line(_ text: String? = nil) -> String {
    let values = [key >> 38, key >> 19, key].map { UInt32($0 & 0x7FFFF) }
    let characters = values.filter { $0 > 0x20 && ($0 < 0x7F || $0 >= 0x3000) }.compactMap(Unicode.Scalar.init)
    let numbers = values.filter { $0 <= 0x20 }.map { "\($0)" }.joined(separator: " ")
    let contents = text ?? "\(String(String.UnicodeScalarView(characters))) \(numbers)"
    return "\(String(key, radix: 16))\t\(template)\t\(contents)"
  }
}
