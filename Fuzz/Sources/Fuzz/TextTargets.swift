@testable import TextAnalysis
@testable import Transcripts

/// Targets that read the text of conversations, whatever a customer typed.
let textTargets: [FuzzTarget] = [
  ("fold", fold),
  ("segment", segment),
  ("personal", personal),
  ("number", number),
  ("pattern", pattern),
  ("sentiment-model", sentimentModel),
]

/// A conversation of one turn a line, agent and customer in turn.
private func talk(_ bytes: ArraySlice<UInt8>) -> Conversation {
  var conversation = Conversation()
  conversation.id = "fuzz"
  for (index, line) in String(decoding: bytes, as: UTF8.self).utf8.split(separator: 0x0A).enumerated() {
    conversation.append(Turn(start: 0, end: 0, role: index % 2 == 0 ? .customer : .agent), text: line)
  }
  return conversation
}

nonisolated(unsafe) private let folder = try? Folder()

private func folded(_ conversation: Conversation) -> FoldedText {
  var text = FoldedText()
  folder?.fold(conversation, into: &text)
  return text
}

/// Every folded character leads back to original bytes, in order.
@Sendable private func fold(_ bytes: ArraySlice<UInt8>) {
  let conversation = talk(bytes)
  let text = folded(conversation)
  precondition(String(validating: text.bytes, as: UTF8.self) != nil, "folded text is not UTF-8")
  precondition(text.turnCount == conversation.turns.count)
  for (index, turn) in conversation.turns.enumerated() {
    let range = text.turnRange(index)
    var last = turn.range.lowerBound
    for offset in range {
      let place = text.original(offset..<offset + 1)
      precondition(place.lowerBound >= last && place.upperBound <= turn.range.upperBound, "offsets run backwards")
      last = place.lowerBound
    }
  }
}

nonisolated(unsafe) private var segmenter = Segmenter()

/// Words cover the text without gaps.
@Sendable private func segment(_ bytes: ArraySlice<UInt8>) {
  let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
  var tokens: [WordToken] = []
  segmenter.segment(text, into: &tokens)
  var end = 0
  for token in tokens {
    precondition(token.range.lowerBound >= end && !token.range.isEmpty, "words overlap")
    precondition(String(validating: text[token.range], as: UTF8.self) != nil, "a word cuts a character")
    end = token.range.upperBound
  }
  precondition(end <= text.count)
}

nonisolated(unsafe) private let recognizer = EntityRecognizer()
nonisolated(unsafe) private let redactor = try? Redactor(.label(chinese: true))

/// Personal data lies inside turns and does not overlap; taking it out leaves text.
@Sendable private func personal(_ bytes: ArraySlice<UInt8>) {
  var conversation = talk(bytes)
  let text = folded(conversation)
  var parts: [Range<Int>] = []
  let entities = recognizer.entities(in: conversation, text)
  for entity in entities {
    for part in entity.parts {
      precondition(!part.isEmpty && part.upperBound <= text.bytes.count)
      precondition(text.turn(at: part.lowerBound) == text.turn(at: part.upperBound - 1), "a part crosses turns")
      precondition(!parts.contains { $0.overlaps(part) }, "parts overlap")
      parts.append(part)
    }
  }
  let covered = Mask.covered(conversation, text, entities)
  precondition(covered.count == conversation.text.count && String(validating: covered, as: UTF8.self) != nil)
  redactor?.redact(&conversation)
  check(conversation)
}

/// Numbers lie in the text, in order.
@Sendable private func number(_ bytes: ArraySlice<UInt8>) {
  let text = folder?.fold(bytes: Array(String(decoding: bytes, as: UTF8.self).utf8)) ?? []
  for number in NumberReader.numbers(in: text) {
    precondition(number.range.lowerBound >= 0 && number.range.upperBound <= text.count && !number.range.isEmpty)
  }
}

/// A pattern is refused or folded; what is folded compiles.
@Sendable private func pattern(_ bytes: ArraySlice<UInt8>) {
  guard let folder else { return }
  let source = String(decoding: bytes, as: UTF8.self)
  guard (try? PatternFolding.fold(source, with: folder)) != nil else { return }
  _ = PatternLint.warnings(for: source)
}

/// A model whose checksum is right, whatever it says, is refused or usable.
@Sendable private func sentimentModel(_ bytes: ArraySlice<UInt8>) {
  guard let model = try? SentimentModel(decoding: sealed(bytes)) else { return }
  let text = Array("太慢了，not happy at all 退款！".utf8)
  _ = model.makeReader().read(text)
  precondition((try? SentimentModel(decoding: model.encoded())) != nil, "a model that was read cannot be written")
}

/// The bytes with the checksum that model files end with.
func sealed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  let hash = SHA256()
  hash.update(bytes.span)
  return Array(bytes) + hash.finish()
}
