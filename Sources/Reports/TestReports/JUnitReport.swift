public import Documents

/// Writes test reports as JUnit XML, the subset that Jenkins and GitLab read.
///
/// Names are unique in their suite, characters that XML 1.0 forbids are left out, and a report is cut into several
/// files before it outgrows what build servers accept.
public enum JUnitReport {
  /// How many cases one file holds.
  public static let casesPerFile = 20_000

  /// The files of a report, each whole in itself; at least one.
  public static func render(_ report: TestReport, casesPerFile: Int = JUnitReport.casesPerFile) -> [[UInt8]] {
    var files: [[TestReport.Suite]] = [[]]
    var room = casesPerFile
    for suite in report.suites {
      var rest = unique(suite.cases)[...]
      repeat {
        if room == 0, !rest.isEmpty {
          files.append([])
          room = casesPerFile
        }
        var part = suite
        part.cases = Array(rest.prefix(room))
        rest = rest.dropFirst(part.cases.count)
        room -= part.cases.count
        files[files.count - 1].append(part)
      } while !rest.isEmpty
    }
    return files.map { write(report.name, $0) }
  }

  /// Appends a number to names that come again: a reader that knows a name counts only the first.
  private static func unique(_ cases: [TestReport.Case]) -> [TestReport.Case] {
    var seen: [String: Int] = [:]
    var taken = Set(cases.map(\.name))
    return cases.map { entry in
      let count = seen[entry.name, default: 0]
      seen[entry.name] = count + 1
      guard count > 0 else { return entry }
      var entry = entry
      var number = count + 1
      while !taken.insert("\(entry.name) #\(number)").inserted { number += 1 }
      seen[entry.name] = number
      entry.name += " #\(number)"
      return entry
    }
  }

  private static func write(_ name: String, _ suites: [TestReport.Suite]) -> [UInt8] {
    var xml = XMLWriter()
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites")
    xml.attribute("name", name)
    counts(suites.flatMap(\.cases), &xml)
    xml.raw(">\n")
    for suite in suites {
      xml.raw("<testsuite")
      xml.attribute("name", suite.name)
      counts(suite.cases, &xml)
      xml.raw(">\n")
      if !suite.properties.isEmpty {
        xml.raw("<properties>\n")
        for property in suite.properties {
          xml.raw("<property")
          xml.attribute("name", property.name)
          xml.attribute("value", property.value)
          xml.raw("/>\n")
        }
        xml.raw("</properties>\n")
      }
      for entry in suite.cases { self.entry(entry, suite.className, &xml) }
      xml.raw("</testsuite>\n")
    }
    xml.raw("</testsuites>\n")
    return xml.bytes
  }

  private static func counts(_ cases: [TestReport.Case], _ xml: inout XMLWriter) {
    var failures = 0
    var errors = 0
    var skipped = 0
    for entry in cases {
      switch entry.outcome {
      case .passed: break
      case .failed: failures += 1
      case .errored: errors += 1
      case .skipped: skipped += 1
      }
    }
    xml.attribute("tests", String(cases.count))
    xml.attribute("failures", String(failures))
    xml.attribute("errors", String(errors))
    xml.attribute("skipped", String(skipped))
    // There is no clock in a report: equal results are equal bytes.
    xml.attribute("time", "0")
  }

  private static func entry(_ entry: TestReport.Case, _ className: String, _ xml: inout XMLWriter) {
    xml.raw("<testcase")
    xml.attribute("classname", className)
    xml.attribute("name", entry.name)
    xml.attribute("time", "0")
    switch entry.outcome {
    case .passed: return xml.raw("/>\n")
    case .failed(let type, let message, let text):
      xml.raw("><failure")
      xml.attribute("type", type)
      xml.attribute("message", message)
      xml.raw(">")
      xml.text(text)
      xml.raw("</failure>")
    case .errored(let type, let message):
      xml.raw("><error")
      xml.attribute("type", type)
      xml.attribute("message", message)
      xml.raw("/>")
    case .skipped(let message):
      xml.raw("><skipped")
      xml.attribute("message", message)
      xml.raw("/>")
    }
    xml.raw("</testcase>\n")
  }
}
