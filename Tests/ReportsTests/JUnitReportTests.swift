import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// Test reports as build servers read them.
@Suite struct JUnitReportTests {
  private let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  private func report(_ count: Int, _ text: String = "零风险") -> TestReport {
    let cases = (0..<count).map { index -> TestReport.Case in
      let outcome: TestReport.Case.Outcome =
        switch index % 4 {
        case 0: .failed(type: "critical", message: text, text: text)
        case 1: .passed
        case 2: .errored(type: "bad_json", message: text)
        default: .skipped(text)
        }
      // Every name comes twice.
      return .init("c-\(index / 2) a-7", outcome)
    }
    return TestReport(
      name: text,
      suites: [
        .init(name: text, className: "qi.promise", properties: [("severity", text)], cases: cases),
        .init(name: "empty", className: "qi.empty"),
      ])
  }

  @Test func isTheGoldenFile() throws {
    let text = String(decoding: JUnitReport.render(report(4))[0], as: UTF8.self)
    let difference = try GoldenFile("junit.xml", in: "ReportsTests").difference(from: text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Python's parser finds the counts that the attributes state, unique names, and the text unharmed.
  @Test(.enabled(if: Python.isThere), arguments: [1, 3, 8, 40])
  func isReadByOthers(_ perFile: Int) throws {
    let files = JUnitReport.render(report(23), casesPerFile: perFile)
    #expect(files.count == (23 + perFile - 1) / perFile)
    for (index, bytes) in files.enumerated() { try work.write(bytes, to: "\(index).xml") }
    #expect(Python.run(Self.check, [work.path, String(files.count), "23", "零风险"]))
    #expect(!Python.run(Self.check, [work.path, String(files.count), "24", "零风险"]))
  }

  @Test(.enabled(if: Python.isThere)) func hostileTextStaysText() throws {
    let texts = HostileTexts.all.joined(separator: "|")
    try work.write(JUnitReport.render(report(8, texts))[0], to: "0.xml")
    let kept = texts.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    #expect(Python.run(Self.check, [work.path, "1", "8", String(String.UnicodeScalarView(kept))]))
  }

  private static let check = """
    import sys
    import xml.etree.ElementTree as tree
    names, count, wanted = set(), 0, sys.argv[4]
    for number in range(int(sys.argv[2])):
        root = tree.parse(f'{sys.argv[1]}/{number}.xml').getroot()
        if root.tag != 'testsuites' or root.get('name') != wanted: sys.exit(2)
        for suite in root:
            if suite.tag != 'testsuite': sys.exit(3)
            cases = suite.findall('testcase')
            for attribute, tag in (('failures', 'failure'), ('errors', 'error'), ('skipped', 'skipped')):
                found = suite.findall('testcase/' + tag)
                if int(suite.get(attribute)) != len(found): sys.exit(4)
                for entry in found:
                    if entry.get('message') != wanted: sys.exit(5)
                    if tag == 'failure' and entry.text != wanted: sys.exit(6)
            if int(suite.get('tests')) != len(cases): sys.exit(7)
            for case in cases:
                key = (case.get('classname'), case.get('name'))
                if key in names: sys.exit(8)
                names.add(key); count += 1
    if count != int(sys.argv[3]): sys.exit(9)
    """
}
