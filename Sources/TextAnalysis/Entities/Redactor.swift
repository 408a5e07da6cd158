public import Transcripts

/// What stands in the place of personal data.
public enum RedactionStyle: Sendable {
  /// The kind: `[手机]`, `[MOBILE]`.
  case label(chinese: Bool)
  /// Stars, with the few characters that people need to recognise a value of their own.
  case mask
  /// A name that is the same for the same value under a key.
  case pseudonym(PseudonymKey)
}

/// Takes personal data out of conversations; a worker owns one.
///
/// Secrets (codes, passwords, CVV) always become their label, in every style.
public final class Redactor {
  private let style: RedactionStyle
  private let folder: Folder
  private let recognizer = EntityRecognizer()
  private var folded = FoldedText()

  /// Makes a redactor.
  public init(_ style: RedactionStyle) throws {
    self.style = style
    folder = try Folder()
  }

  /// Replaces the personal data of a conversation: its text, its customer's names, its metadata; the identifier stays.
  ///
  /// - Returns: how many values of each kind were replaced in the text.
  @discardableResult
  public func redact(_ conversation: inout Conversation) -> [EntityKind: Int] {
    folder.fold(conversation, into: &folded)
    let entities = recognizer.entities(in: conversation, folded)
    var counts: [EntityKind: Int] = [:]
    for entity in entities where !entity.isMasked { counts[entity.kind, default: 0] += 1 }
    replace(entities.filter { !$0.isMasked }, in: &conversation)
    for index in conversation.participants.indices {
      if conversation.participants[index].role == .customer, let name = conversation.participants[index].name {
        conversation.participants[index].name = replacement(
          of: Entity(.name, [0..<0], value: Array(name.lowercased().utf8)), name)
      }
      conversation.participants[index].id = redacted(conversation.participants[index].id)
    }
    redactMetadata(of: &conversation)
    return counts
  }

  /// Puts stars over the personal data of a conversation's text without moving anything, so that every offset into it
  /// stays right; names of the customer and metadata are replaced as by ``redact(_:)``.
  public func cover(_ conversation: inout Conversation) {
    folder.fold(conversation, into: &folded)
    let text = Mask.covered(conversation, folded, recognizer.entities(in: conversation, folded))
    let turns = conversation.turns
    redact(&conversation)
    conversation.text = text
    conversation.turns = turns
  }

  /// A text by itself without its personal data.
  public func redacted(_ text: String) -> String {
    guard text.utf8.count >= 2 else { return text }
    var alone = Conversation()
    alone.append(Turn(start: 0, end: 0, role: .customer), text: text.utf8)
    folder.fold(alone, into: &folded)
    replace(recognizer.entities(in: alone, folded).filter { !$0.isMasked }, in: &alone)
    return alone.string(of: alone.turns[0])
  }

  private func replace(_ entities: [Entity], in conversation: inout Conversation) {
    guard !entities.isEmpty else { return }
    var pieces: [(range: Range<Int>, text: [UInt8])] = []
    for entity in entities {
      for (number, part) in entity.parts.enumerated() {
        let range = folded.original(part)
        let original = String(decoding: conversation.text[range], as: UTF8.self)
        // A value in several messages is named once; the other parts only say that they go on.
        let text = number == 0 ? replacement(of: entity, original) : continuation(of: entity.kind, original)
        pieces.append((range, Array(text.utf8)))
      }
    }
    pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
    var text: [UInt8] = []
    text.reserveCapacity(conversation.text.count)
    var next = 0
    for index in conversation.turns.indices {
      let range = conversation.turns[index].range
      let start = text.count
      var place = range.lowerBound
      while next < pieces.count, pieces[next].range.lowerBound < range.upperBound {
        let piece = pieces[next]
        next += 1
        guard piece.range.lowerBound >= place else { continue }
        text.append(contentsOf: conversation.text[place..<piece.range.lowerBound])
        text.append(contentsOf: piece.text)
        place = piece.range.upperBound
      }
      if place < range.upperBound { text.append(contentsOf: conversation.text[place..<range.upperBound]) }
      conversation.turns[index].start = Int32(start)
      conversation.turns[index].end = Int32(text.count)
      text.append(0x0A)
    }
    conversation.text = text
  }

  private func redactMetadata(of conversation: inout Conversation) {
    let nameFields: Set<String> = ["customer_name", "customer", "name", "客户姓名", "姓名", "收件人"]
    func clean(_ name: String, _ value: MetadataValue) -> MetadataValue {
      switch value {
      case .string(let text):
        if nameFields.contains(name) {
          return .string(replacement(of: Entity(.name, [0..<0], value: Array(text.lowercased().utf8)), text))
        }
        // The field's name tells what a bare number is.
        let whole = redacted("\(name) \(text)")
        return .string(whole.hasPrefix("\(name) ") ? String(whole.dropFirst(name.count + 1)) : redacted(text))
      case .integer(let number):
        let text = String(number)
        let whole = redacted("\(name) \(text)")
        return whole == "\(name) \(text)" ? value : .string(String(whole.dropFirst(name.count + 1)))
      case .list(let values): return .list(values.map { clean(name, $0) })
      case .null, .bool, .number: return value
      }
    }
    var metadata = Metadata()
    for (name, value) in conversation.metadata.fields { metadata.append(name, clean(name, value)) }
    conversation.metadata = metadata
  }

  private func replacement(of entity: Entity, _ original: String) -> String {
    switch style {
    case .label(let chinese): return entity.kind.label(chinese: chinese)
    case .pseudonym(let key):
      return entity.kind.isSecret
        ? entity.kind.label(chinese: false)
        : key.pseudonym(of: entity.kind, entity.value.isEmpty ? Array(original.lowercased().utf8) : entity.value)
    case .mask:
      if entity.kind.isSecret { return entity.kind.label(chinese: true) }
      return Mask.masked(original, entity.kind)
    }
  }

  private func continuation(of kind: EntityKind, _ original: String) -> String {
    if case .mask = style { return String(repeating: "*", count: original.unicodeScalars.count) }
    return "[…]"
  }
}
