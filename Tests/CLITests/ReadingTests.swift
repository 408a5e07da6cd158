import Foundation
import TestSupport
import Testing
import Transcripts

/// How inputs are found, named and talked about, over the real program.
@Suite struct ReadingTests {
  private static let chat = "客服小林: 您好，很高兴为您服务\n客户: 请问怎么退货\n客服小林: 点退款就可以\n"

  /// A path is bytes: one that is not UTF-8 is an input like any other, and so is an output.
  @Test func pathsNeedNotBeUTF8() throws {
    let work = try TemporaryDirectory()
    try work.write(Self.chat, to: "chat.txt")
    let outcome = try Tool.run(
      ["convert"], in: work.path,
      prelude:
        "mv chat.txt \"$(printf 'caf\\351.txt')\" && set -- \"$@\" \"$(printf 'caf\\351.txt')\" --out \"$(printf '\\377.ndjson')\""
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
    let listed = try Tool.run(["convert", "-r", "."], in: work.path, prelude: "rm *.txt")
    #expect(listed.code == 0 && listed.lines.count == 1, "\(listed.errors)")
  }

  @Test func aMissingFileDoesNotStopTheOthers() throws {
    let work = try TemporaryDirectory()
    try work.write(Self.chat, to: "chat.txt")
    try work.write("", to: "folder/.keep")
    let arguments = ["convert", "none.csv", "chat.txt", "folder"]
    let stopped = try Tool.run(arguments, in: work.path)
    #expect(stopped.code == 66 && stopped.output.isEmpty)
    let outcome = try Tool.run(arguments + ["--keep-going"], in: work.path)
    #expect(outcome.lines.count == 1)
    #expect(outcome.errors.contains("error[E-INPUT-MISSING] none.csv"))
    #expect(outcome.errors.contains("error[E-INPUT-DIRECTORY] folder"))
    // The order of the table of exit codes: 64 comes before 66.
    #expect(outcome.code == 64)
  }

  @Test func saysWhatOfAFolderIsLeftOut() throws {
    let work = try TemporaryDirectory()
    try work.write(Self.chat, to: "in/chat.txt")
    for number in 1...7 { try work.write("Just a note.\n", to: "in/note \(number).txt") }
    let outcome = try Tool.run(["convert", "-r", "in"], in: work.path)
    #expect(outcome.code == 0 && outcome.lines.count == 1)
    #expect(outcome.errors.contains("note: 7 files left out, no conversations in them: in/note 1.txt,"))
    #expect(outcome.errors.contains(", …"))
    let chinese = try Tool.run(["convert", "-r", "in", "--lang", "zh"], in: work.path)
    #expect(chinese.errors.contains("提示: 7 个文件里没有会话，未读取: in/note 1.txt,"))
    #expect(chinese.errors.contains("提示: in/chat.txt: 按 text 格式读取"))
    #expect(chinese.errors.contains("读入 1 = 转换 1 + 筛除 0 + 异常 0 + 重复 0"))
  }

  /// The bytes of a bad row are in the quarantine file if they are wanted, whoever writes it.
  @Test(arguments: ["score", "convert"]) func keepsRawRows(_ command: String) throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    let bad = "b,agent,\(Samples.canary),too many"
    try work.write("id,role,text\na,agent,x\n\(bad)\nc,agent,y\n", to: "t.csv")
    let rules = command == "score" ? ["--rules", "book.yaml"] : []
    let arguments = [command, "t.csv", "--quarantine", "q.ndjson"] + rules
    let outcome = try Tool.run(arguments + ["--quarantine-raw"], in: work.path)
    #expect(outcome.code == 2 && !outcome.errors.contains(Samples.canary))
    let record = try #require(JSON(String(decoding: try work.read("q.ndjson"), as: UTF8.self)))
    #expect(record["raw"]?.text == Data(bad.utf8).base64EncodedString())
    #expect(record["byte_offset"]?.number == 23 && record["byte_length"]?.number == bad.utf8.count)
    #expect(try Tool.run(arguments + ["--force"], in: work.path).code == 2)
    #expect(!String(decoding: try work.read("q.ndjson"), as: UTF8.self).contains("\"raw\""))
  }

  /// A conversation that another file has with other words is set aside with its own bytes, as any record is.
  @Test(arguments: ["score", "convert"], ["csv", "ndjson"]) func conflictsKeepTheirBytes(
    _ command: String, _ kind: String
  ) throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    let table = (start: "id,role,text\n", first: "a,agent,x", second: "a,agent,y\na,agent,z")
    let lines = (start: "", first: Samples.line("a"), second: String(Samples.line("a", agent: "z").dropLast()))
    let texts = kind == "csv" ? table : lines
    try work.write(texts.start + texts.first + "\n", to: "1.\(kind)")
    try work.write(texts.start + texts.second + "\n", to: "2.\(kind)")
    let rules = command == "score" ? ["--rules", "book.yaml"] : []
    let outcome = try Tool.run(
      [command, "1.\(kind)", "2.\(kind)", "--quarantine", "q.ndjson", "--quarantine-raw"] + rules, in: work.path)
    #expect(outcome.code == 2 && outcome.errors.contains("quarantined[id_conflict]"))
    let record = try #require(JSON(String(decoding: try work.read("q.ndjson"), as: UTF8.self)))
    #expect(record["reason"]?.text == "id_conflict")
    #expect(record["raw"]?.text == Data(texts.second.utf8).base64EncodedString())
    #expect(record["sha256"]?.text == SHA256.hex(Array(texts.second.utf8)))
  }

  /// Whoever groups may name a field as the export does, as whoever selects may.
  @Test(arguments: ["team", "班组", "團隊"]) func groupsByAnyWord(_ field: String) throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write("会话ID,角色,内容,班组\na,坐席,您好,一组\nb,坐席,您好,二组\n", to: "t.csv")
    let outcome = try Tool.run(["score", "t.csv", "--rules", "book.yaml", "--by", field], in: work.path)
    #expect(outcome.code == 0 && outcome.lines.count == 2)
    #expect(outcome.lines.map { JSON(String($0))?["by"]?[field]?.text } == ["一组", "二组"])
    let selected = try Tool.run(["convert", "t.csv", "--where", "\(field)=二组"], in: work.path)
    #expect(selected.lines.count == 1)
  }

  /// The queue's facts and the agent's have names of their own, whatever the export calls them.
  @Test(arguments: [
    "会话ID,发送时间,角色,坐席工号,内容,排队时间,应答时间,是否放弃,班组,外包商,职场,客户等级,大区,产品线,技能组",
    "會話ID,發送時間,角色,座席工號,內容,排隊時間,應答時間,是否放棄,班組,供應商,職場,客戶等級,區域,產品,技能組",
    "conversation_id,sent_at,role,agent_id,message,queued_at,answered_at,abandoned,team,vendor,site,tier,region,product,queue",
  ]) func queueFieldsHaveNames(_ header: String) throws {
    let work = try TemporaryDirectory()
    try work.write(
      """
      \(header)
      a,2026-03-02 09:00:30,agent,QH01,hello,2026-03-02 09:00:01,2026/3/2 9:00:21,否,one,partner,north,gold,east,tea,sales

      """, to: "t.csv")
    let outcome = try Tool.run(["convert", "t.csv", "--tz", "Asia/Shanghai"], in: work.path)
    let record = try #require(JSON(outcome.output), "\(outcome.errors)")
    let facts = record["metadata"]
    let expected = [
      "queued_at": "2026-03-02T01:00:01Z", "answered_at": "2026-03-02T01:00:21Z", "team": "one", "vendor": "partner",
      "site": "north", "tier": "gold", "region": "east", "product": "tea", "agent": "QH01",
    ]
    for (name, value) in expected { #expect(facts?[name]?.text == value, "\(name)") }
    #expect(outcome.output.contains("\"abandoned\":false"))
    #expect(record["queue"]?.text == "sales")
    // Whoever selects may use the export's own words.
    let word = header.split(separator: ",")[8]
    #expect(try Tool.run(["convert", "t.csv", "--where", "\(word)=one"], in: work.path).lines.count == 1)
    #expect(try Tool.run(["convert", "t.csv", "--where", "\(word)=two"], in: work.path).lines.isEmpty)
  }

  /// Another agent, or a bot before one, makes a leg of its own from a table as from canonical records.
  @Test func changesOfAgentsMakeLegs() throws {
    let work = try TemporaryDirectory()
    try work.write(
      Samples.book.replacingOccurrences(of: "unit: conversation", with: "unit: leg"), to: "book.yaml")
    try work.write(
      """
      会话ID,角色,坐席工号,内容
      a,机器人,,您好，我是小禾
      a,客户,,转人工
      a,客服,QH01,您好
      a,客户,,退款
      a,客服,QH02,您好，我来处理
      a,客服,QH02,好了

      """, to: "t.csv")
    let converted = try Tool.run(["convert", "t.csv", "--out", "t.ndjson"], in: work.path)
    #expect(converted.code == 0)
    let outcomes = try ["t.csv", "t.ndjson"].map {
      try Tool.run(["score", $0, "--rules", "book.yaml", "--no-cache"], in: work.path)
    }
    #expect(outcomes[0].output == outcomes[1].output && outcomes[0].code == 0)
    #expect(outcomes[0].output.contains("QH01") && outcomes[0].output.contains("QH02"))
    #expect(outcomes[0].output.contains("\"legs\":2") || outcomes[0].lines.count >= 2, "\(outcomes[0].output)")
  }

  /// Inspection fits a terminal of 80 columns and says the same in both languages.
  @Test(arguments: ["turns-zh.csv", "blobs-zh.csv", "call.vtt", "messages.json", "turns-zh.xlsx", "turns-gbk.csv"])
  func inspectionFitsTheTerminal(_ sample: String) throws {
    for language in ["zh", "en"] {
      let outcome = try Tool.run(["inspect", "transcripts/formats/" + sample, "--lang", language], in: Tool.package)
      #expect(outcome.code == 0)
      for line in outcome.lines { #expect(String(line).displayColumns <= 80, "\(line)") }
    }
  }
}

extension String {
  /// Columns on a terminal: two for Han characters and full-width marks.
  fileprivate var displayColumns: Int {
    unicodeScalars.reduce(0) {
      $0 + ((0x1100...0x115F).contains($1.value) || (0x2E80...0xFF60).contains($1.value) ? 2 : 1)
    }
  }
}
