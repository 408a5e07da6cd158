import TestSupport
import Testing

@testable import Transcripts

/// Metadata joined from a table beside the conversations.
@Suite struct SidecarTableTests {
  private func joined(_ table: String, on field: String = "id", to id: String = "a") throws -> [String] {
    let folder = try TemporaryDirectory()
    let sidecar = try SidecarTable(InputFile(try folder.write(Array(table.utf8), to: "side.csv")), on: field)
    var conversation = Conversation()
    conversation.id = id
    sidecar.join(&conversation)
    return conversation.metadata.fields.map { "\($0.name)=\($0.value.description)" }
  }

  @Test(arguments: [
    ("id,team\na,one\nb,two\n", ["team=one"]), ("会话ID\t小组\na\t售后\n", ["team=售后"]),
    // A second column of the key's name says nothing: the record's id stays the only one.
    ("id,id,m\na,d,x\n", ["m=x"]),
    ("id,m,m\na,x,y\n", ["m=x"]), ("id,team\nb,two\n", []), ("id,team\na\na,one\n", ["team=one"]),
  ])
  func joins(_ table: String, _ expected: [String]) throws {
    #expect(try joined(table) == expected)
  }

  @Test func wantsTheColumn() {
    #expect(throws: ToolError.self) { try joined("team\none\n") }
  }
}
