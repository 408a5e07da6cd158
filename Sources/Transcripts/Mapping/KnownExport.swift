/// An export of a product whose JSON is told by its members, with the mapping it needs.
///
/// The mappings are those of docs/mappings; whoever gives a mapping or columns is believed instead.
struct KnownExport: Sendable {
  /// The name for people, and of the file in docs/mappings.
  var name: String
  /// Places that the first record must have; `[]` means the first element of a list.
  var members: [String]
  /// The text of the mapping.
  var mapping: String

  /// The export that a first record belongs to, or `nil`.
  static func recognise(_ head: TextHead, _ options: ReadingOptions) -> KnownExport? {
    guard options.columns.isEmpty, options.turnsPath == nil else { return nil }
    return JSONShape.withFirstRecord(of: head) { root in
      all.first { export in export.members.allSatisfy { has($0.split(separator: ".")[...], in: root) } }
    }
  }

  /// The options with the mapping's part where the user says nothing.
  func completing(_ options: ReadingOptions) -> ReadingOptions {
    guard let known = try? MappingFile.parse(mapping, name: name) else { return options }
    var options = options
    options.turnsPath = known.turnsPath
    options.participants = options.participants ?? known.participants
    options.columns = known.columns
    options.timeUnit = options.timeUnit ?? known.timeUnit
    options.roles.add(defaults: known.roles)
    return options
  }

  private static func has(_ path: ArraySlice<Substring>, in value: JSONValue) -> Bool {
    guard let wanted = path.first else { return true }
    guard value.isKind(.object) else { return false }
    let isList = wanted.hasSuffix("[]")
    let name = isList ? String(wanted.dropLast(2)) : String(wanted)
    var members = value.children
    while !members.isAtEnd {
      let found = members.next().string.text == name
      let member = members.next()
      guard found else { continue }
      guard isList else { return has(path.dropFirst(), in: member) }
      guard member.isKind(.array) else { return false }
      var elements = member.children
      return !elements.isAtEnd && has(path.dropFirst(), in: elements.next())
    }
    return false
  }

  /// The exports that are known.
  static let all = [
    KnownExport(
      name: "vcon", members: ["parties", "dialog"],
      mapping: """
        turns: dialog
        participants: {at: parties, role: role, name: name}
        columns:
          uuid: id
          created_at: ignore
          dialog[].originator: speaker
          dialog[].start: time
          dialog[].duration: duration
          dialog[].type: ignore
          dialog[].body: text
        roles: {contact: customer, ai: bot}
        """),
    KnownExport(
      name: "nested-conversations", members: ["analysisInput.conversations[].conversationItems"],
      mapping: """
        turns: analysisInput.conversations[].conversationItems
        columns:
          analysisInput.conversations[].id: id
          analysisInput.conversations[].language: language
          analysisInput.conversations[].conversationItems[].id: turn_id
          analysisInput.conversations[].conversationItems[].participantId: speaker
          analysisInput.conversations[].conversationItems[].text: text
        """),
    KnownExport(
      name: "transcribe-analytics", members: ["ConversationAnalytics", "SpeechSegments"],
      mapping: """
        turns: SpeechSegments
        participants: {at: ConversationAnalytics.SpeakerLabels, id: Speaker, role: DisplayText}
        time: {unit: s}
        columns:
          ConversationAnalytics.LanguageCode: language
          ConversationAnalytics.Agent: agent_name
          SpeechSegments[].SegmentSpeaker: speaker
          SpeechSegments[].SegmentStartTime: offset
          SpeechSegments[].DisplayText: text
        """),
    KnownExport(
      name: "contact-lens-chat", members: ["CustomerMetadata.ContactId", "Transcript[].AbsoluteTime"],
      mapping: """
        turns: Transcript
        columns:
          CustomerMetadata.ContactId: id
          Channel: channel
          LanguageCode: language
          Transcript[].Id: turn_id
          Transcript[].ParticipantId: speaker
          Transcript[].ParticipantRole: role
          Transcript[].DisplayName: name
          Transcript[].AbsoluteTime: time
          Transcript[].Type: kind
          Transcript[].Content: text
        """),
    KnownExport(
      name: "bot-session", members: ["messages[].persona", "messages[].content"],
      mapping: """
        turns: messages
        columns:
          messages[].persona: role
          messages[].content: text
          messages[].created_at: time
        roles: {human: customer, assistant: bot, tool: system}
        """),
    KnownExport(
      name: "aliyun-asr", members: ["TaskId", "Result.Sentences[].Text"],
      mapping: """
        turns: Result.Sentences
        time: {unit: ms}
        columns:
          TaskId: id
          Result.Sentences[].BeginTime: offset
          Result.Sentences[].ChannelId: speaker
          Result.Sentences[].Text: text
        """),
  ]
}
