import TestSupport
import Testing
import Transcripts

@Suite struct PathTextTests {
  @Test(
    arguments: [
      [], Array("plain.csv".utf8), Array("聊天.csv".utf8), [0x63, 0xE9, 0x2E, 0x74], [0xFF, 0xFE], [0xE4, 0xBD],
      [0xC0, 0xAF],
      Array("\u{10FF80}\u{10FFFF}".utf8), [0xF4, 0x8F, 0xBE, 0x80, 0xE9], Array("e\u{301}".utf8), Array("é".utf8),
    ] as [[UInt8]]) func comesBackAsItself(_ bytes: [UInt8])
  { #expect(PathText.bytes(PathText.text(bytes)) == bytes) }

  @Test func anyBytesComeBack() {
    var numbers = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in UInt8.random(in: 1...255, using: &numbers) }
      #expect(PathText.bytes(PathText.text(bytes)) == bytes)
    }
  }

  @Test func textStaysText() { #expect(PathText.text(Array("千牛/导出.txt".utf8)) == "千牛/导出.txt") }

  /// Records named after files are told apart by as much of the path as that takes.
  @Test func filesOfOneNameGiveTheirRecordsNamesApart() throws {
    let directory = try TemporaryDirectory()
    let text = "客服: 您好\n客户: 在吗\n客服: 在的\n"
    let names = ["a/chat.txt", "b/chat.txt", "b/other.txt", "b/chat.log"]
    let paths = try names.map { try directory.write(text, to: $0) }
    let ids = try outcomes(source(paths)).map { $0.replacing(directory.path + "/", with: "") }
    #expect(ids == ["a/chat", "b/chat.txt", "other", "b/chat.log"])
  }
}
