import Testing

@testable import TextAnalysis

/// The trie against a dictionary of Swift, and long stretches against short ones.
@Suite struct WordTrieTests {
  /// Words of a small alphabet with characters beyond 16 bits, so that prefixes, gaps and both tables occur.
  private static let words: [[UInt32]: Float] = {
    var generator = SystemRandomNumberGenerator()
    let alphabet: [UInt32] = [0x4E00, 0x4E01, 0x61, 0x62, 0x20000, 0x20001, 0x9FA5]
    var words: [[UInt32]: Float] = [:]
    while words.count < 3000 {
      let word = (0..<Int.random(in: 1...7, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
      words[word] = Float(words.count)
    }
    return words
  }()

  @Test func findsWordsAndNothingElse() {
    // Room for far fewer, so that it grows.
    var trie = WordTrie(capacity: 10)
    for (word, weight) in Self.words { trie.insert(word, weight: weight) }
    for (word, weight) in Self.words {
      #expect(trie.weight(of: word) == weight)
      let longer = word + [0x4E00]
      #expect(trie.weight(of: longer) == Self.words[longer] ?? WordTrie.none)
      #expect(trie.weight(of: Array(word.dropLast()) + [0x63]) == WordTrie.none)
    }
  }

  /// Looking up in two steps is looking up.
  @Test func candidatesLeadToTheSameNode() {
    var trie = WordTrie(capacity: 10)
    for (word, weight) in Self.words { trie.insert(word, weight: weight) }
    for word in Self.words.keys {
      var link = WordTrie.Link.root
      for (place, code) in word.enumerated() {
        let direct = trie.link(after: link, code)
        if place > 0 {
          let slot = trie.candidate(after: link, code)
          #expect(slot >= 0)
          if slot >= 0 { #expect(trie.link(at: slot, after: link, code).weight == direct.weight) }
        }
        link = direct
      }
    }
  }

  /// A user's word that goes on from a word without longer ones is found.
  @Test func wordsGrowFromLeaves() {
    var dictionary = WordDictionary.bundled
    #expect(!dictionary.contains("奶茶店铺子"))
    dictionary.add("奶茶店铺子")
    #expect(dictionary.contains("奶茶店铺子"))
    var segmenter = Segmenter(dictionary)
    #expect(segmenter.words(in: "那家奶茶店铺子关了").contains("奶茶店铺子"))
  }

  /// A stretch longer than what is decided as one is cut at a character, and its parts are cut as they are alone.
  @Test func longStretchesAreCutInParts() {
    let part = String(repeating: "我的快递怎么还没有收到", count: 400).prefix(Stretch.longest)
    #expect(part.count == Stretch.longest)
    var segmenter = Segmenter()
    let alone = segmenter.words(in: String(part))
    #expect(segmenter.words(in: String(part + part + "退款")) == alone + alone + ["退款"])
    // The buffers are clean afterwards.
    #expect(segmenter.words(in: "退款 退款") == ["退款", "退款"])
  }
}
