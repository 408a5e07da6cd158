import Foundation
import TestSupport
import Testing

/// `qa-cli feed`: valid for other programs, permanent, and silent about customers.
@Suite struct FeedTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try VoiceFixture.copy(to: work)
  }

  private static let alerts = [
    alert("aaaaaaaaaaaaaaaa", state: "firing", topic: "\"T1\"", title: "\"退款 <没到账> & \\\"x\\\"\""),
    alert("bbbbbbbbbbbbbbbb", state: "resolved", topic: "null", title: "null", kind: "global_volume"),
  ]

  private static func alert(
    _ fingerprint: String, state: String, topic: String, title: String, kind: String = "spike"
  ) -> String {
    """
    {"schema":"alert/1","fingerprint":"\(fingerprint)","class":"\(kind)","level":"red","state":"\(state)","topic":\(topic),\
    "title":\(title),"owner":"支付部","started_at":"2026-04-02T00:00:00Z","last_at":"2026-04-03T00:00:00Z","observed":48,\
    "expected":12.25,"inhibited_by":null,"silenced_until":null,"escalations":0,"exposure":300,"customers":31,"window":1,"p":1e-9,"q":0.0000012345,"gain":null,"dispersion":1.2,\
    "scope":"channel","scope_value":"app","scope_share":0.8,"phrases":["没到账"],"quotes":[{"text":"我的电话 [MOBILE]",\
    "conversation_id":"c-1","turn":1,"mentions":2}]}

    """
  }

  private func feed(_ words: String..., alerts: String = Self.alerts.joined()) throws -> Outcome {
    try work.write(alerts, to: "alerts.ndjson")
    return try Tool.run(
      ["feed", "--store", "voice.db", "--alerts", "alerts.ndjson", "--lang", "zh"] + words, in: work.path)
  }

  private func text(_ name: String) throws -> String { String(decoding: try work.read("feeds/" + name), as: UTF8.self) }

  @Test func writesEverythingAndAnotherProgramReadsIt() throws {
    let outcome = try feed("--out", "feeds", "--quotes", "3", "--url", "https://voice.example.com/f/")
    #expect(outcome.code == 0 && outcome.errors.contains("预警 2 条"), "\(outcome.errors)")
    #expect(
      Files.all(in: work.file("feeds"))
        == ["crises.atom", "crises.json", "events.ndjson", "topics.atom", "topics.json", "voice.prom"])
    #expect(try Files.mode(work.file("feeds/topics.atom")) == 0o600)
    let script = """
      import json, re, sys, xml.etree.ElementTree as tree
      folder = sys.argv[1]
      atom = "{http://www.w3.org/2005/Atom}"
      stamp = re.compile(r"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$")
      for name in ("topics", "crises"):
          feed = tree.parse(folder + "/" + name + ".atom").getroot()
          assert feed.tag == atom + "feed"
          for member in ("id", "title", "updated"):
              assert len(feed.findall(atom + member)) == 1, member
          assert feed.find(atom + "author").find(atom + "name").text
          assert feed.find(atom + "link").get("href") == "https://voice.example.com/f/" + name + ".atom"
          entries = feed.findall(atom + "entry")
          ids = [entry.find(atom + "id").text for entry in entries]
          assert entries and len(set(ids)) == len(ids) and all(i.startswith("tag:localhost,") for i in ids), ids
          for entry in entries:
              for member in ("id", "title", "updated", "published", "summary", "content"):
                  assert len(entry.findall(atom + member)) == 1, member
              assert entry.find(atom + "content").get("type") == "html"
              assert stamp.match(entry.find(atom + "updated").text)
          assert feed.find(atom + "updated").text == max(entry.find(atom + "updated").text for entry in entries)
          items = json.load(open(folder + "/" + name + ".json", encoding="utf-8"))
          assert items["version"] == "https://jsonfeed.org/version/1.1" and items["title"]
          assert [item["id"] for item in items["items"]] == ids
          assert all(item["content_html"] and stamp.match(item["date_modified"]) for item in items["items"])
      feed = json.load(open(folder + "/topics.json", encoding="utf-8"))
      assert any(item["title"].startswith("[新出现]") for item in feed["items"]), [i["title"] for i in feed["items"]]
      crises = json.load(open(folder + "/crises.json", encoding="utf-8"))["items"]
      firing = [item for item in crises if item["_voc"]["key"] == "a" * 16][0]
      assert firing["title"].startswith("[红] 退款 <没到账>"), firing["title"]
      assert "<没到账" not in firing["content_html"] and "<li><b>" in firing["content_html"], firing["content_html"]
      assert firing["_voc"]["observed"] == 48 and not firing["_voc"]["over"]
      events = [json.loads(line) for line in open(folder + "/events.ndjson", encoding="utf-8")]
      assert len({(e["source"], e["id"]) for e in events}) == len(events)
      assert all(e["specversion"] == "1.0" and e["type"] and e["data"] for e in events)
      types = [e["type"] for e in events]
      assert types.count("voc.crisis.opened") == 2 and types.count("voc.crisis.resolved") == 1
      assert types.count("voc.topic.born") == 4, types
      try:
          import feedparser
      except ImportError:
          sys.exit(0)
      for name in ("topics", "crises"):
          parsed = feedparser.parse(folder + "/" + name + ".atom")
          assert not parsed.bozo, parsed.bozo_exception
          assert parsed.version == "atom10" and parsed.entries and all(e.id and e.updated_parsed for e in parsed.entries)
      """
    try work.write(script, to: "check.py")
    let process = Process()
    // The system's Python first: its packages hold the feed parser.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["PATH=/usr/bin:/bin:/usr/local/bin", "python3", work.file("check.py"), work.file("feeds")]
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
  }

  /// The same store and alarms give the same bytes; a change moves an item's date and nothing else of its identity.
  @Test func idsAreForGood() throws {
    #expect(try feed("--out", "feeds", "--readable").code == 0)
    #expect(try Files.mode(work.file("feeds/topics.atom")) == 0o644)
    let names = ["topics.atom", "topics.json", "crises.atom", "crises.json", "events.ndjson"]
    let first = try names.map(text)
    #expect(try feed("--out", "feeds").code == 0)
    #expect(try names.map(text) == first)
    let named = try JSONTree(work.read("feeds/topics.json"))["items"]?.elements.first
    let topic = try #require(named?["tags"]?.elements.compactMap(\.string).first { $0.hasPrefix("T") })
    #expect(try Tool.run(["topics", "name", topic, "新名字", "--store", "voice.db"], in: work.path).code == 0)
    let over = Self.alerts[0].replacing("\"firing\"", with: "\"resolved\"") + Self.alerts[1]
    #expect(try feed("--out", "feeds", alerts: over).errors.contains("新事件 2 个"), "the name, and the end of the alarm")
    let items = try #require(JSONTree(work.read("feeds/topics.json"))["items"]?.elements)
    let renamed = items.first { $0["id"]?.string == named?["id"]?.string }
    #expect(renamed?["title"]?.string?.hasSuffix("新名字") == true)
    #expect(renamed?["date_published"]?.string == named?["date_published"]?.string)
    #expect((renamed?["date_modified"]?.string ?? "") > (named?["date_modified"]?.string ?? ""))
    #expect(try text("events.ndjson").hasPrefix(first[4]), "what was logged stays")
    #expect(try text("crises.json").contains("\"over\":true"))
  }

  @Test func tellsNoWordsUnasked() throws {
    #expect(try feed("--out", "feeds").code == 0)
    for name in Files.all(in: work.file("feeds")) {
      #expect(try !text(name).contains(VoiceFixture.number), "\(name)")
      #expect(try !text(name).contains("[MOBILE]"), "\(name)")
    }
    #expect(try feed("--out", "feeds", "--quotes", "50").code == 0)
    #expect(try text("crises.atom").contains("[MOBILE]"))
    #expect(try !text("topics.atom").contains(VoiceFixture.number), "quotes have no personal data")
  }

  /// Prometheus' own tool reads the metrics, where it is installed; here only what must be in them.
  @Test func metrics() throws {
    let outcome = try feed("--print", "voice.prom")
    let lines = outcome.lines.filter { !$0.hasPrefix("#") }
    #expect(outcome.code == 0 && lines.contains("voc_contacts 300"))
    #expect(lines.contains("voc_alerts{level=\"red\",state=\"firing\"} 1"))
    #expect(lines.allSatisfy { $0.wholeMatch(of: /[a-z_]+(\{([a-z_]+="([^"\\]|\\.)*",?)+\})? -?[0-9.e+-]+/) != nil })
  }

  @Test func mistakesAreTold() throws {
    #expect(try Tool.run(["feed", "--store", "voice.db"], in: work.path).code == 64)
    #expect(try Tool.run(["feed", "--store", "voice.db", "--print", "crises.atom"], in: work.path).code == 64)
    #expect(try Tool.run(["feed", "--store", "voice.db", "--out", "f", "--only", "x"], in: work.path).code == 64)
    let bad = try feed("--print", "crises.atom", alerts: "{\"schema\":\"alert/1\"}\n")
    #expect(bad.code == 65 && bad.errors.contains("record 1 is no alert/1"))
  }

  /// alert/1 records are messages too: the same id at every run, another one when the alarm ends.
  @Test func alarmsAreDelivered() throws {
    try work.write("sinks:\n  - {name: log, kind: file, path: events.log, payload: redacted}\n", to: "sinks.yaml")
    func send(_ alerts: String) throws -> Outcome {
      try Tool.run(
        ["deliver", "send", "--config", "sinks.yaml", "--store", "out.db", "--from", "-"], in: work.path,
        input: .text(alerts))
    }
    #expect(try send(Self.alerts[0]).errors.contains("1 new to send"))
    #expect(try send(Self.alerts[0]).errors.contains("0 new to send"))
    #expect(try send(Self.alerts[0].replacing("firing", with: "resolved")).errors.contains("1 new to send"))
    for (old, new) in [
      ("\"firing\"", "\"pending\""), ("\"inhibited_by\":null", "\"inhibited_by\":\"cccccccccccccccc\""),
      ("\"silenced_until\":null", "\"silenced_until\":\"2199-01-01T00:00:00Z\""),
    ] {
      let quiet = Self.alert("dddddddddddddddd", state: "firing", topic: "\"T9\"", title: "\"x\"")
      #expect(try send(quiet.replacing(old, with: new)).errors.contains("read 0 messages, 0 new to send"), "\(new)")
    }
    let raised = Self.alerts[0].replacing("\"escalations\":0", with: "\"escalations\":1")
    #expect(try send(raised).errors.contains("1 new to send"), "nobody took it on: people are told again")
    let events = try work.read("events.log").split(separator: 0x0A).map { try JSONTree(Array($0)) }
    #expect(events.map { $0["type"]?.string } == ["voc.alarm", "voc.alarm", "voc.alarm"])
    #expect(events.map { $0["data"]?["state"]?.string } == ["firing", "resolved", "firing"])
    #expect(events[0]["data"]?["severity"]?.string == "critical")
    #expect(try !String(decoding: work.read("events.log"), as: UTF8.self).contains("conversation_id"))
  }
}
