import Foundation
import TestSupport
import Testing

/// `qa-cli sentiment` as a user runs it.
@Suite struct SentimentTests {
  private let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  private static let talk =
    #"{"id":"c-1","csat":"1","turns":[{"role":"customer","text":"你好，谢谢"},{"role":"agent","text":"垃圾邮件请删除"},"#
    + #"{"role":"customer","text":"😡太差了，骗子！"}]}"# + "\n"

  private static func table(_ count: Int) -> String {
    (0..<count).map { $0 % 2 == 0 ? "\"包装，破了 \($0)\",0,a\n" : "非常好用 \($0),1,b\n" }.joined()
  }

  @Test func scoresTurnsAndConversations() throws {
    let outcome = try Tool.run(["sentiment", "score", "-"], input: .text(Self.talk))
    #expect(outcome.code == 0)
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[1].contains(#""turn":3"#) && outcome.lines[1].contains(#""label":"negative""#))
    #expect(outcome.lines[2].contains(#""unit":"conversation""#) && outcome.lines[2].contains(#""lowest_turn":3"#))
    #expect(outcome.errors.contains("read 1 = scored 1 + quarantined 0 + duplicates 0"))
    let agent = try Tool.run(
      ["sentiment", "score", "-", "--role", "agent", "--unit", "turn", "--format", "csv"], input: .text(Self.talk))
    #expect(agent.lines.count == 2 && agent.lines[1].hasPrefix("turn,c-1,agent,2,1,"))
  }

  @Test func quarantinesAndBalances() throws {
    let outcome = try Tool.run(["sentiment", "score", "-"], input: .text(Self.talk + Self.talk + "{oops\n"))
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("read 3 = scored 1 + quarantined 1 + duplicates 1"))
  }

  /// BOM, CRLF, extra columns, quotes, gzip: the figures are those of the plain table.
  @Test func evaluatesTablesAsPeopleHaveThem() throws {
    let plain = "text,label,extra\n" + Self.table(40)
    let odd = "\u{FEFF}" + plain.replacingOccurrences(of: "\n", with: "\r\n")
    try work.write(Array(plain.utf8), to: "plain.csv")
    try work.write(Gzip.stored(Array(odd.utf8)), to: "odd.csv.gz")
    var figures: [String] = []
    for file in ["plain.csv", "odd.csv.gz"] {
      let outcome = try Tool.run(["sentiment", "evaluate", file, "--format", "json"], in: work.path)
      #expect(outcome.code == 0)
      let line = try #require(outcome.lines.first)
      #expect(line.contains(#""n":40"#) && line.contains(#""confusion":[[20,0],[0,20]]"#) && line.contains("mb_per_s"))
      figures.append(String(line.split(separator: #""mb_per_s""#)[0]))
    }
    #expect(figures[0] == figures[1])
  }

  @Test func trainsUpdatesAndScores() throws {
    try work.write(
      Array(
        ("review,stars\n"
          + Self.table(40).replacingOccurrences(of: ",0,a", with: ",1").replacingOccurrences(of: ",1,b", with: ",5"))
          .utf8), to: "first.csv")
    let train = try Tool.run(
      ["sentiment", "train", "first.csv", "--labels", "stars", "-o", "a.model", "--folds", "2", "--json"], in: work.path
    )
    #expect(train.code == 0 && train.output.contains(#""generation":1"#) && train.output.contains(#""macro_f1":"#))
    let again = try Tool.run(["sentiment", "train", "first.csv", "--labels", "stars", "-o", "a.model"], in: work.path)
    #expect(again.code == 64 || again.code == 74)
    let update = try Tool.run(
      [
        "sentiment", "train", "first.csv", "--labels", "stars", "-o", "b.model", "--update", "a.model", "--folds", "0",
        "--json",
      ], in: work.path)
    #expect(update.code == 0 && update.output.contains(#""generation":2"#))
    let score = try Tool.run(["sentiment", "score", "-", "--model", work.path + "/b.model"], input: .text(Self.talk))
    #expect(score.code == 0 && score.lines[0].contains(#""engine":"model:"#))
    let evaluate = try Tool.run(
      ["sentiment", "evaluate", "first.csv", "--label-column", "stars", "--model", "b.model", "--format", "json"],
      in: work.path)
    #expect(evaluate.output.contains(#""accuracy":1,"#))
    let folds = try Tool.run(
      ["sentiment", "evaluate", "first.csv", "--label-column", "stars", "--folds", "2", "--format", "json"],
      in: work.path)
    #expect(folds.output.contains(#""folds":2"#) && folds.output.contains(#""n":40"#))
  }

  @Test func trainsOnRatedConversations() throws {
    var lines = ""
    for number in 0..<12 {
      let text = number % 2 == 0 ? "太慢了 \(number)" : "很快 \(number)"
      lines +=
        #"{"id":"c-\#(number)","csat":\#(number % 2 == 0 ? 1 : 5),"turns":[{"role":"customer","text":"\#(text)"}]}"#
        + "\n"
    }
    try work.write(Array(lines.utf8), to: "chats.ndjson")
    let outcome = try Tool.run(
      ["sentiment", "train", "chats.ndjson", "--labels", "csat", "-o", "c.model", "--folds", "2"], in: work.path)
    #expect(outcome.code == 0 && outcome.errors.contains("read 12 = trained 12 + without rating 0 + quarantined 0"))
  }

  @Test(
    arguments: [
      (["sentiment", "evaluate", "bad.csv"], Int32(65), "E-INPUT-COLUMNS"),
      (["sentiment", "evaluate", "label.csv"], 65, "E-LABEL"),
      (["sentiment", "evaluate", "none.csv"], 66, "E-INPUT-MISSING"),
      (["sentiment", "score", "-", "--model", "bad.csv"], 65, "E-MODEL"),
      (["sentiment", "score", "-", "--lexicon", "bad.csv"], 78, "E-LEXICON"),
      (["sentiment", "train", "one.csv", "-o", "x.model"], 65, "E-LABEL"),
      (["sentiment", "evaluate", "label.csv", "--folds", "1"], 64, "--folds"),
      (["sentiment", "score", "-", "--role", "boss"], 64, "--role"),
    ] as [([String], Int32, String)])
  func refuses(_ arguments: [String], _ code: Int32, _ word: String) throws {
    try work.write(Array("a,b\nsecret words,1\n".utf8), to: "bad.csv")
    try work.write(Array("text,label\nsecret words,perhaps\n".utf8), to: "label.csv")
    try work.write(Array("text,label\nsecret words,1\nmore,1\n".utf8), to: "one.csv")
    let outcome = try Tool.run(arguments, in: work.path, input: .text(Self.talk))
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(word))
    #expect(!outcome.errors.contains("secret"))
    #expect(!FileManager.default.fileExists(atPath: work.path + "/x.model"))
  }
}
