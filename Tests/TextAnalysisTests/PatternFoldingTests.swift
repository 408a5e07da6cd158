import Testing
import TextAnalysis

@Suite struct PatternFoldingTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let table: [(String, String)] = [
    ("保本", "保本"), ("保證金", "保证金"), ("ＡＢ", "ab"), ("Hello\\s+World", "hello\\s+world"), ("ﬁ+", "(?:fi)+"),
    ("aﬁ?b", "a(?:fi)?b"), ("…", "\\.\\.\\."), ("（(?:x|Y)）", "\\((?:x|y)\\)"), ("[A-Z]", "[a-z]"),
    ("[Ａ-Ｚ０-９]", "[0-9a-z]"),
    ("[^A]", "[^a]"), ("[ﬁx]", "(?:[x]|fi)"), ("[^ﬁx]", "[^x]"), ("\\d{3}年", "\\d{3}年"), ("\\QA.B\\E", "a\\.b"),
    ("(?<Name>X)\\k<Name>", "(?<Name>x)\\k<Name>"), ("(?#Note)A", "(?#Note)a"), ("(?i)A", "(?i)a"),
    ("(?i:A)B", "(?i:a)b"),
    ("\\x{41}", "a"), ("\\x41", "a"), ("\\x{FF01}", "\\!"), ("A{2}", "a{2}"), ("A{,x", "a\\{\\,x"), ("e\u{301}+", "é+"),
    ("[\\x{4E00}-\\x{9FFF}]+", "[一-鿿]+"), ("(?x) A B # C", "(?x) a b # C"), ("\\p{Lu}A", "\\p{Lu}a"),
    ("[[:alpha:]Ä]", "[ä[:alpha:]]"),
    ("A|B", "a|b"), ("^A$", "^a$"), ("A++", "a++"), ("(?>A)", "(?>a)"), ("(?<!不)保本", "(?<!不)保本"), ("[]A]", "[\\]a]"),
    ("[a\\-z]", "[\\-az]"), ("\\(A\\)", "\\(a\\)"), ("A\\.B", "a\\.b"), ("体\u{200B}验", "体验"),
  ]

  @Test(arguments: table) func folds(_ source: String, _ expected: String) throws {
    let folded = try PatternFolding.fold(source, with: folder)
    #expect(folded.pattern.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(folded.pattern)")
  }

  static let filters: [(String, String?)] = [
    ("\\Aa\\z", "^a$"), ("a(?=b)c", "a(?:)c"), ("(?<!不)保本", "(?:)保本"), ("(a)b\\1", "(?:a)b(?s:.*)"),
    ("\\p{Han}x", "(?s:.)x"),
    ("a++?b", nil), ("(?>a*)b", "(?:a*)b"), ("a\\Kb", nil), ("(?R)?a", nil), ("(a)(?(1)b|c)", nil), ("(*COMMIT)a", nil),
    ("(?i)a", "a"), ("(?s)a.b", "(?s)a.b"), ("(?x) a b", "ab"), ("[\\p{Han}x]", "(?s:.)"), ("[^\\p{Han}x]", "[^x]"),
    ("a(?#note)b", "ab"), ("(?<n>a)", "(?:a)"),
  ]

  @Test(arguments: filters) func writesTheFilter(_ source: String, _ expected: String?) throws {
    guard let folded = try? PatternFolding.fold(source, with: folder) else { return #expect(expected == nil) }
    #expect(folded.filter == expected)
    #expect(folded.filterable == (expected != nil))
  }

  static let refused: [(String, Int)] = [
    ("(", 1), ("a)", 1), ("[a", 2), ("a**b\\", 0), ("x{1000}{1000}", 0), ("", 0), ("a*", 0), ("a?|b", 0), ("(?=a)", 0),
    ("^", 0), ("\\b", 0),
    ("(?<=a*)b", 0), ("保本(", 3), ("*a", 0), ("(?P<x>a)(?P<x>b)", 0), ("\u{200B}", 0), ("\\C", 0), ("(*UCP)a", 0),
    ("a||", 0), ("$", 0),
    ("\\p{Nonsense}", 0), ("[z-a]", 0), ("\\8x(", 0), ("(?z)a", 0),
  ]

  @Test(arguments: refused) func refuses(_ source: String, _ offset: Int) {
    #expect(throws: PatternError.self) { try PatternFolding.fold(source, with: folder) }
    do {
      _ = try PatternFolding.fold(source, with: folder)
    } catch {
      #expect(!error.message.isEmpty)
      if offset > 0 { #expect(error.offset == offset, "\(error)") }
    }
  }

  @Test func refusesTooManyGroups() {
    let pattern = String(repeating: "(a)", count: 1001)
    #expect(throws: PatternError("more than 1000 groups", offset: 3000)) {
      try PatternFolding.fold(pattern, with: folder)
    }
  }

  static let lints: [(String, [PatternWarning.Kind])] = [
    ("(a+)+b", [.nestedQuantifier]), ("(a|aa)+$", [.overlappingAlternatives]),
    ("(.|\\n)*x", [.overlappingAlternatives]),
    ("^(\\s*\\S+\\s*)*x$", [.nestedQuantifier]), (".*客服.*投诉.*", [.severalDotStars]), ("a||b", [.emptyAlternative]),
    ("(a|)b", [.emptyAlternative]), ("(|a)b", [.emptyAlternative]), ("保本|稳赚", []), ("(a|b)+", []), ("a+b+", []),
    ("(ab)+", []), ("a.*b", []),
    ("(?:\\d+,)*x", [.nestedQuantifier]), ("([a-z]+)*@", [.nestedQuantifier]),
  ]

  @Test(arguments: lints) func warns(_ source: String, _ kinds: [PatternWarning.Kind]) {
    #expect(PatternLint.warnings(for: source).map(\.kind) == kinds)
  }
}
