import TestSupport
import Testing

@Suite struct MarkedTextTests {
  @Test func findsMarkedWords() {
    let marked = MarkedText("é▸保本◂👍▸x◂")
    #expect(marked.plain == "é保本👍x")
    #expect(marked.words == ["保本", "x"])
    #expect(marked.characters == [1..<3, 4..<5])
    #expect(marked.bytes == [2..<8, 12..<13])
  }

  @Test func keepsTextsWithoutMarkers() {
    #expect(MarkedText("") == MarkedText("◂"))
    #expect(MarkedText("a").words.isEmpty)
  }
}
