import TestSupport
import Testing
import Transcripts

@Suite struct TableTests {
  static func csv(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws -> Reading {
    try read(Array(text.utf8), as: "t.csv", change)
  }

  static func code(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) -> String {
    do {
      _ = try csv(text, change)
      return "none"
    } catch {
      return (error as? ToolError)?.code ?? "other"
    }
  }

  @Test(arguments: [
    "会话ID,发送时间,角色,内容", "会话编号,时间,发送者类型,消息内容", "session_id,created_at,sender_type,message",
    "Conversation ID,Timestamp,Role,Text", "會話ID,發送時間,角色,內容", "工单号,消息时间,发送方,聊天内容", "ticket-id,sent_at,role,body",
  ]) func knowsTheWordsPeopleUse(_ header: String) throws {
    let found = try Self.csv("\(header)\na,2026-01-02 03:04:05,客服,您好\na,2026-01-02 03:04:09,客户,在吗\n")
    #expect(
      found.records == [
        #"{"schema":"conversation/1","id":"a","turns":[{"role":"agent","at":"2026-01-02T03:04:05","text":"您好"},{"role":"customer","at":"2026-01-02T03:04:09","text":"在吗"}]}"#
      ])
  }

  @Test(arguments: [",", ";", "\t", "|"]) func tellsTheSeparator(_ separator: String) throws {
    let text = "id,role,text\na,agent,hello there\na,customer,hi\nb,agent,bye\n".replacing(",", with: separator)
    #expect(try Self.csv(text).records.count == 2)
  }

  @Test(arguments: [
    ("13/02/2026 10:00", "14/02/2026 10:00", "2026-02-13T10:00:00"),
    ("02/13/2026 10:00", "02/14/2026 10:00", "2026-02-13T10:00:00"),
    ("2026/2/13 10:00", "2026/2/14 10:00", "2026-02-13T10:00:00"),
    ("2026年2月13日 10时00分", "2026年2月13日 10:01:00", "2026-02-13T10:00:00"),
    ("1770976800", "1770976860", "2026-02-13T10:00:00Z"), ("1770976800000", "1770976860000", "2026-02-13T10:00:00Z"),
    ("2/3/2026 11:59:00 PM", "2/4/2026 12:01:00 AM", "2026-02-03T23:59:00"),
    ("13.02.2026 10:00", "13.02.2026 10:01", "2026-02-13T10:00:00"),
    ("13 Feb 2026 10:00", "13 Feb 2026 10:01", "2026-02-13T10:00:00"),
    ("46066.416666667", "46066.5", "2026-02-13T10:00:00"),
    ("2026-02-13T10:00:00+08:00", "2026-02-13T10:01:00+08:00", "2026-02-13T02:00:00Z"),
  ]) func tellsUnitsAndOrders(_ first: String, _ second: String, _ expected: String) throws {
    let found = try Self.csv("id;time;role;text\na;\(first);agent;x\na;\(second);customer;y\n")
    #expect(found.problems == [])
    #expect(found.records.first?.contains(#""at":"\#(expected)""#) == true, "\(found.records)")
  }

  @Test func asksForTheOrderOfDates() throws {
    let text = "id,time,role,text\na,03/04/2026 10:00,agent,x\nb,05/04/2026 10:00,agent,y\n"
    #expect(Self.code(text) == "E-INPUT-DATE-ORDER")
    #expect(try Self.csv(text) { $0.dateOrder = .dmy }.records[0].contains("2026-04-03"))
    #expect(try Self.csv(text) { $0.dateOrder = .mdy }.records[0].contains("2026-03-04"))
  }

  @Test func setsAsideWhatIsBroken() throws {
    let found = try Self.csv("id,role,text\na,agent,x\nb,agent\nc,agent,x,y\nd,agent,z\n1.23E+18,agent,w\n,agent,v\n")
    #expect(found.problems == ["ragged_row 3 23", "ragged_row 4 31", "mangled_id 6 53", "schema 7 70"])
    #expect(found.records.count == 2)
    #expect(try Self.csv("id,role,text\na,agent,x\u{0}\nb,agent,y\n").problems == ["schema 2 13"])
  }

  @Test(arguments: [
    ("id,role,text\na,agent,\"open\nb,agent,y\n", "E-INPUT-QUOTE"), ("a,b,c\n1,2,3\n4,5,6\n", "E-INPUT-COLUMNS"),
    ("id,role,text\na,agent,x\nb,agent,x\na,agent,y\n", "E-INPUT-ROWS-APART"),
  ]) func refusesWhatCannotBeRight(_ text: String, _ code: String) { #expect(Self.code(text) == code) }

  @Test func givesUpAQuoteThatSwallowsTheFile() {
    let text = "id,role,text\na,agent,\"open\n" + String(repeating: "b,agent,some text that goes on\n", count: 100_000)
    #expect(Self.code(text) == "E-INPUT-QUOTE")
  }

  @Test func rowsApartComeTogetherInMemoryAndBeyond() throws {
    var text = "id,role,text,n\n"
    for turn in 0..<20 { for id in 0..<50 { text += "c\(id),agent,turn \(turn) of \(id),\(turn)\n" } }
    let kept = try Self.csv(text) { $0.groupsRows = true }
    let spilled = try Self.csv(text) {
      $0.groupsRows = true
      $0.groupMemory = 1000
    }
    #expect(kept.records.count == 50)
    #expect(kept.records.sorted() == spilled.records.sorted())
    #expect(kept.records[0].contains("turn 0 of 0") && kept.records[0].contains("turn 19 of 0"))
  }

  @Test func columnsCanBeNamed() throws {
    let headless = try Self.csv("a,客服,您好\na,客户,在\n") { options in
      options.columns = ["id", "role", "text"].enumerated().map {
        ColumnRule(source: "#\($0.offset + 1)", field: Field(word: $0.element))
      }
    }
    #expect(headless.records.count == 1)
    let odd = try Self.csv("k,w,was\na,B,hello\n") { options in
      options.columns = [("k", "id"), ("w", "role"), ("was", "text")].map {
        ColumnRule(source: $0.0, field: Field(word: $0.1))
      }
      options.roles.add("B", .agent)
    }
    #expect(odd.records == [#"{"schema":"conversation/1","id":"a","turns":[{"role":"agent","text":"hello"}]}"#])
  }

  @Test func mappingFilesSayTheRest() throws {
    let mapping = try MappingFile.parse(
      """
      turns: data.log
      columns:
        no: id
        data.log[].who: role
        data.log[].say: text
        data.log[].t: time
        grp: team
      roles: {S: agent, B: customer}
      time: {unit: ms, zone: Asia/Shanghai}
      """, name: "m.yaml")
    let json =
      #"{"no":7,"grp":"north","data":{"log":[{"who":"B","say":"hi","t":1770976800000},{"who":"S","say":"hello","t":1770976801000}]}}"#
    let found = try read(Array((json + "\n").utf8), as: "x.json") { $0 = mapping }
    #expect(
      found.records == [
        #"{"schema":"conversation/1","id":"7","turns":[{"role":"customer","at":"2026-02-13T10:00:00Z","text":"hi"},{"role":"agent","at":"2026-02-13T10:00:01Z","text":"hello"}],"metadata":{"team":"north"}}"#
      ])
  }

  @Test(arguments: [
    ("columns: [a]", 1), ("shape: round", 1), ("a: b", 1), ("roles:\n  x: king", 2), ("lines: '(('", 1),
    ("time: {zone: Mars}", 1),
    ("x: [", 1),
  ]) func wrongMappingsAreNamedByLine(_ text: String, _ line: Int) {
    #expect { try MappingFile.parse(text, name: "m.yaml") } throws: { error in
      (error as? ToolError)?.exitCode == .configuration && (error as? ToolError)?.line.map { $0 >= line } != false
    }
  }

  @Test func patternsOfLinesAreUsed() throws {
    let mapping = try MappingFile.parse(
      #"lines: '^<(?<time>[0-9: -]+)> (?<role>[AC])/(?<name>\S+) (?<text>.*)'"# + "\nroles: {A: agent, C: customer}\n",
      name: "m")
    let text = "<2026-01-02 10:00:00> C/dana hello\nare you there\n<2026-01-02 10:00:05> A/ola yes\n"
    let found = try read(Array(text.utf8), as: "x.txt") { $0 = mapping }
    #expect(found.records.count == 1)
    #expect(found.records[0].contains(#""text":"hello\nare you there""#))
    #expect(found.records[0].contains(#""role":"agent""#))
  }
}
