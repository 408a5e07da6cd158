import Foundation
import TestSupport
import Testing

/// An endpoint for embeddings as a third channel of topics, over real HTTP on loopback.
@Suite struct EmbeddingTests {
  /// The endpoint, running as long as the value lives.
  struct Endpoint {
    let server: LoopbackServer

    init(_ work: TemporaryDirectory, words: [String]) throws {
      server = try LoopbackServer(
        script: Tool.package + "/Tests/CLITests/embeddings.py", log: work.file("requests.ndjson"), words)
    }

    var port: Int { server.port }

    func url(_ path: String = "v1/embeddings") -> String { server.url(path) }

    func requests() throws -> [JSONTree] { try server.requests() }

    func sentTexts() throws -> [String] {
      try requests().flatMap { $0["body"]?["input"]?.elements.compactMap(\.string) ?? [] }
    }
  }

  private let work: TemporaryDirectory
  /// Two matters whose texts share their words with one another, not with the matter: only the endpoint tells them apart.
  private static let matters = [["苹果", "香蕉"], ["扳手", "锤子"]]

  init() throws {
    work = try TemporaryDirectory()
    var table = "text,label\n"
    for (label, words) in Self.matters.enumerated() {
      for number in 0..<40 {
        let frame = ["昨天买的东西到了", "请帮忙看看订单", "送货的师傅很快", "价格比上周贵"][number % 4]
        let place = ["北京", "上海", "广州", "深圳", "成都"][number / 4 % 5]
        table += "\(frame)在\(place)\(words[number % 2])电话1380013\(8000 + number),\(label)\n"
      }
    }
    try work.write(table, to: "texts.csv")
  }

  private func evaluate(_ options: [String], environment: [String: String?] = [:]) throws -> Outcome {
    try Tool.run(
      ["topics", "evaluate", "texts.csv", "--topics", "2", "--format", "json"] + options, in: work.path,
      environment: environment)
  }

  private func agreement(_ outcome: Outcome) throws -> Double {
    guard case .number(let value)? = try JSONTree(outcome.outputBytes)["ari"] else { return -1 }
    return value
  }

  private func channels(_ outcome: Outcome) throws -> [String] {
    try JSONTree(outcome.outputBytes)["channels"]?.elements.compactMap(\.string) ?? []
  }

  private func options(_ endpoint: Endpoint, _ path: String = "v1/embeddings") -> [String] {
    ["--embeddings", endpoint.url(path), "--embeddings-model", "toy"]
  }

  @Test func hasASayInWhatTopicsAre() throws {
    let endpoint = try Endpoint(work, words: Self.matters.map { $0.joined(separator: "|") })
    let without = try evaluate([])
    let with = try evaluate(options(endpoint))
    #expect(without.code == 0 && with.code == 0)
    #expect(try channels(without) == ["words", "n-grams"])
    #expect(try channels(with) == ["words", "n-grams", "embeddings toy"])
    #expect(try agreement(with) > 0.9)
    #expect(try agreement(without) < 0.5)
  }

  @Test func sendsOnceRedactedWithTheKeyOfTheEnvironment() throws {
    let endpoint = try Endpoint(work, words: ["苹果", "锤子"])
    let options = options(endpoint) + ["--embeddings-cache", "vectors"]
    let first = try evaluate(options, environment: ["QA_EMBEDDINGS_KEY": "sesame-4711"])
    let sent = try endpoint.sentTexts()
    #expect(first.code == 0)
    #expect(sent.count == 40, "texts that differ in digits alone are one")
    #expect(sent.allSatisfy { !$0.contains("1380013") })
    #expect(try endpoint.requests().allSatisfy { $0["key"]?.string == "Bearer sesame-4711" })
    #expect(!first.errors.contains("sesame") && !first.output.contains("sesame"))
    let mode = try FileManager.default.attributesOfItem(atPath: work.file("vectors"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let second = try evaluate(options)
    #expect(try endpoint.sentTexts().count == sent.count, "the cache knows them all")
    #expect(try agreement(second) == agreement(first))
    #expect(try channels(second) == channels(first))
  }

  @Test(arguments: ["busy", "garbage", "short"]) func goesOnWithout(_ path: String) throws {
    let endpoint = try Endpoint(work, words: ["苹果", "锤子"])
    let without = try evaluate([])
    let outcome = try evaluate(options(endpoint, path))
    #expect(outcome.code == 0)
    #expect(outcome.errors.split(separator: "\n").count { $0.contains("no embeddings") } == 1)
    #expect(try channels(outcome) == ["words", "n-grams"])
    #expect(try agreement(outcome) == agreement(without))
    #expect(try endpoint.requests().count == (path == "busy" ? 3 : 1))
  }

  @Test func goesOnIfNobodyListens() throws {
    let outcome = try evaluate(["--embeddings", "http://127.0.0.1:9/v1/embeddings", "--embeddings-model", "toy"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("no embeddings"))
  }

  @Test func keepsToTheBudget() throws {
    let endpoint = try Endpoint(work, words: ["苹果", "锤子"])
    let outcome = try evaluate(options(endpoint) + ["--embeddings-budget", "10"])
    #expect(outcome.code == 0)
    #expect(try endpoint.sentTexts().count == 10)
  }

  @Test(arguments: [
    ["--embeddings", "https://example.com/v1/embeddings", "--embeddings-model", "toy"],
    ["--embeddings", "http://10.0.0.1/v1/embeddings", "--embeddings-model", "toy"],
    ["--embeddings", "http://example.com/v1", "--embeddings-model", "toy", "--embeddings-host", "example.com"],
    ["--embeddings", "http://user:secret@127.0.0.1/v1", "--embeddings-model", "toy"],
    ["--embeddings", "http://127.0.0.1:9/v1"], ["--embeddings-model", "toy"],
    ["--embeddings", "http://127.0.0.1:9/v1", "--embeddings-model", "toy", "--embeddings-budget", "-1"],
  ]) func refuses(_ options: [String]) throws {
    let outcome = try evaluate(options)
    #expect(outcome.code == 64)
    #expect(outcome.outputBytes.isEmpty && !outcome.errors.contains("secret"))
  }

  @Test func refusesAKeyThatOthersCanRead() throws {
    try work.write("sesame", to: "key")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: work.file("key"))
    let endpoint = try Endpoint(work, words: ["苹果", "锤子"])
    let options = options(endpoint) + ["--embeddings-key-file", "key"]
    #expect(try evaluate(options).code == 64)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: work.file("key"))
    #expect(try evaluate(options).code == 0)
    #expect(try endpoint.requests().first?["key"]?.string == "Bearer sesame")
  }

  /// A model and a store fitted with embeddings assign without the endpoint.
  @Test func assignsWithoutTheEndpoint() throws {
    try work.write(VoiceFixture.lines, to: "chats.ndjson")
    do {
      let endpoint = try Endpoint(work, words: ["退款", "快递", "登录", "发票"])
      let model = try Tool.run(
        ["topics", "fit", "chats.ndjson", "--topics", "4", "--out", "m.model"] + options(endpoint), in: work.path)
      #expect(model.code == 0 && model.output.contains("embeddings toy"))
      let store = try Tool.run(
        ["topics", "fit", "chats.ndjson", "--topics", "4", "--store", "v.db"] + options(endpoint), in: work.path)
      #expect(store.code == 0 && store.errors.contains("embeddings: "))
    }
    let assigned = try Tool.run(["topics", "assign", "chats.ndjson", "--model", "m.model"], in: work.path)
    #expect(assigned.code == 0 && assigned.lines.count == 300)
    #expect(assigned.lines.count { $0.contains("\"reason\":null") } > 200)
    let refreshed = try Tool.run(["topics", "refresh", "--store", "v.db"], in: work.path)
    #expect(refreshed.code == 0)
  }
}
