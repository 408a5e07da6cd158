import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// The page: what it looks like, and that no text ever becomes markup.
@Suite struct HTMLReportTests {
  private let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  @Test(arguments: ReportLanguage.allCases) func isTheGoldenFile(_ language: ReportLanguage) throws {
    let page = String(decoding: HTMLReport.render(sampleDocument(language)), as: UTF8.self)
    let difference = try GoldenFile("document-\(language.rawValue).html", in: "ReportsTests").difference(from: page)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Another program's parser sees the same elements and attributes whatever the texts are.
  @Test(.enabled(if: Python.isThere), arguments: [0, 100, 200, 300, 400]) func textNeverBecomesMarkup(_ start: Int)
    throws
  {
    let payloads = HostileTexts.all[start..<start + 100]
    #expect(HostileTexts.all.count == 500)
    for (index, payload) in payloads.enumerated() {
      try work.write(HTMLReport.render(sampleDocument { _ in payload }), to: "\(index).html")
    }
    try work.write(HTMLReport.render(sampleDocument { _ in "placeholder" }), to: "plain.html")
    #expect(Python.run(Self.compareShapes, [work.path, String(payloads.count)]))
  }

  /// The check itself notices an element, an attribute and a foreign link that do not belong there.
  @Test(.enabled(if: Python.isThere), arguments: ["<b>", "<a href=\"//evil.example\">", "<i onclick=x>"])
  func theCheckNotices(_ markup: String) throws {
    let page = HTMLReport.render(sampleDocument { _ in "placeholder" })
    try work.write(page, to: "plain.html")
    let spoiled = String(decoding: page, as: UTF8.self).replacing("<main", with: markup + "<main", maxReplacements: 1)
    try work.write(spoiled, to: "0.html")
    #expect(!Python.run(Self.compareShapes, [work.path, "1"]))
  }

  /// The policy names exactly the style and the script that are in the file.
  @Test(.enabled(if: Python.isThere)) func policyFitsTheFile() throws {
    try work.write(HTMLReport.render(sampleDocument()), to: "page.html")
    #expect(Python.run(Self.checkPolicy, [work.file("page.html")]))
    let spoiled = String(decoding: try work.read("page.html"), as: UTF8.self).replacing(
      "use strict", with: "use Strict")
    try work.write(spoiled, to: "page.html")
    #expect(!Python.run(Self.checkPolicy, [work.file("page.html")]))
  }

  @Test func nothingIsLoadedFromElsewhere() {
    let page = String(decoding: HTMLReport.render(sampleDocument()), as: UTF8.self)
    for word in ["http://", "https://", "src=", "@import", "url(", " style=", "<link", "eval(", "innerHTML", "fetch("] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func everyLinkHasItsTarget() throws {
    let page = String(decoding: HTMLReport.render(sampleDocument()), as: UTF8.self)
    let targets = Set(page.matches(of: /id="([^"]+)"/).map { String($0.1) })
    let links = page.matches(of: /href="#([^"]+)"/).map { String($0.1) }
    #expect(links.count > 5)
    for link in links { #expect(targets.contains(link), "\(link)") }
    #expect(targets.count == page.matches(of: /\sid="/).count, "ids must be unique")
  }

  private static let compareShapes = """
    import sys
    from html.parser import HTMLParser
    class Shape(HTMLParser):
        def __init__(self):
            super().__init__(); self.shape = []
        def handle_starttag(self, tag, attrs):
            for name, value in attrs:
                if name.startswith('on') or name in ('src', 'srcdoc', 'action', 'formaction'): sys.exit(2)
                if name == 'href' and not value.startswith('#'): sys.exit(3)
            self.shape.append((tag, tuple(name for name, _ in attrs)))
        def handle_endtag(self, tag): self.shape.append('/' + tag)
        def handle_comment(self, data): sys.exit(4)
        def handle_pi(self, data): sys.exit(5)
    def shape(path):
        text = open(path, encoding='utf-8', newline='').read()
        if any(ord(c) < 32 and c not in '\\t\\n' or ord(c) == 127 for c in text): sys.exit(6)
        parser = Shape(); parser.feed(text); parser.close()
        return parser.shape
    plain = shape(sys.argv[1] + '/plain.html')
    if len(plain) < 200: sys.exit(7)
    for number in range(int(sys.argv[2])):
        if shape(f'{sys.argv[1]}/{number}.html') != plain: sys.exit(8)
    """

  private static let checkPolicy = """
    import sys, re, hashlib, base64
    page = open(sys.argv[1], 'rb').read()
    policy = re.search(rb'Content-Security-Policy" content="([^"]+)"', page)[1].decode().replace('&#39;', "'")
    parts = dict(part.strip().split(' ', 1) for part in policy.split(';'))
    for name in ('style', 'script'):
        found = re.findall(b'<%b>(.*?)</%b>' % (name.encode(), name.encode()), page, re.S)
        if len(found) != 1: sys.exit(2)
        want = "'sha256-" + base64.b64encode(hashlib.sha256(found[0]).digest()).decode() + "'"
        if parts[name + '-src'] != want: sys.exit(3)
    if parts['default-src'] != "'none'" or parts['base-uri'] != "'none'" or parts['form-action'] != "'none'": sys.exit(4)
    if parts['img-src'] != 'data:' or len(parts) != 6: sys.exit(5)
    """
}
