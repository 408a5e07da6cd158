import Testing

@testable import QA

@Suite struct LexiconFileTests {
  /// The words a lexicon comes to, by probing a rule that uses it.
  private func accepted(_ lexicon: String, _ tsv: String, _ probes: [String]) throws -> [String] {
    let text = """
      rulebook: t
      lexicons: {w: \(lexicon)}
      rules:
        - {id: a, forbid: {keyword: {lexicon: w, boundary: none}, role: agent}}
      """
    let book = try book(text, files: ["w.tsv": tsv])
    return try probes.filter { try book.judge(["坐席: \($0)"]).judgement.truth == .hit }
  }

  private let probes = ["甲", "乙", "丙", "丁", "word", "level", "#"]

  @Test(arguments: [
    "甲\n乙\n", "甲\n乙", "甲\r\n乙\r\n", "\u{FEFF}甲\r\n乙\r\n", "\u{FEFF}# 来源\n甲\n乙", "word\tlevel\n甲\tcore\n乙\tcore\n",
    "# word\tlevel\n\n甲\t\t\t备注\n\n乙\n", "甲\tcore\tc1\tnote\textra\n乙\n", "甲\n甲\n乙\n",
  ])
  func readsWords(_ tsv: String) throws { #expect(try accepted("{file: w.tsv}", tsv, probes) == ["甲", "乙"]) }

  @Test func picksCategories() throws {
    let tsv = "word\tlevel\tcategory\n甲\tcore\ta\n乙\tcore\tb\n丙\tcore\tc\n丁\n"
    #expect(try accepted("{file: w.tsv, category: b}", tsv, probes) == ["乙"])
    #expect(try accepted("{file: w.tsv, category: [a, c]}", tsv, probes) == ["甲", "丙"])
    #expect(try accepted("{file: w.tsv}", tsv, probes) == ["甲", "乙", "丙", "丁"])
  }

  @Test func joinsFilesAndWords() throws {
    #expect(try accepted("{file: w.tsv, any: [丙]}", "甲\n", probes) == ["甲", "丙"])
    #expect(try accepted("{file: w.tsv, any+: [丙]}", "甲\n", probes) == ["甲", "丙"])
    #expect(try accepted("{file: w.tsv, any-: [甲]}", "甲\n乙\n", probes) == ["乙"])
  }

  /// The heading is one in the first line that is no comment; further down it is a word.
  @Test func knowsTheHeading() throws {
    #expect(try accepted("{file: w.tsv}", "甲\nword\n", probes) == ["甲", "word"])
  }

  @Test func readsFilesBesideTheBook() throws {
    let files = [
      "dir/b.yaml":
        "rulebook: b\nlexicons: {w: {file: lists/w.tsv}}\nrules: [{id: a, forbid: {keyword: {lexicon: w}, role: agent}}]",
      "dir/lists/w.tsv": "甲\n",
    ]
    #expect(try loader(files).load("dir/b.yaml").lexiconSizes.map(\.words) == [1])
  }
}
