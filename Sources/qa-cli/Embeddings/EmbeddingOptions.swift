internal import ArgumentParser
internal import Delivery
internal import Foundation
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Embeddings of an endpoint as a third channel of topics; off unless asked for.
struct EmbeddingOptions: ParsableArguments {
  @Option(
    name: .customLong("embeddings"),
    help: "An OpenAI-compatible endpoint, for example http://127.0.0.1:8080/v1/embeddings; texts go there redacted.")
  var url: String?
  @Option(name: .customLong("embeddings-model"), help: "The model's name at the endpoint.") var model: String?
  @Option(
    name: .customLong("embeddings-key-file"),
    help: "A file with the key, mode 0600. Default: the variable QA_EMBEDDINGS_KEY.")
  var keyFile: String?
  @Option(
    name: .customLong("embeddings-host"),
    help: "A host besides this machine that texts may be sent to; may be given several times.")
  var hosts: [String] = []
  @Option(name: .customLong("embeddings-budget"), help: "Texts that are sent at most in this run.") var budget = 100_000
  @Option(name: .customLong("embeddings-cache"), help: "A file that keeps the vectors by text hash, mode 0600.")
  var cache: String?

  /// The vectors of a collection's texts, or nothing: not asked for, or the endpoint is down, which is told in one line.
  func table(for collection: TextCollection, sample: Int, _ language: Language) throws -> EmbeddingTable? {
    guard let url else {
      guard model == nil, keyFile == nil, hosts.isEmpty, cache == nil else {
        throw ToolError("E-USAGE", what: "embeddings without --embeddings URL", exitCode: .usage)
      }
      return nil
    }
    guard let model, !model.isEmpty else {
      throw ToolError("E-USAGE", what: "--embeddings needs --embeddings-model", exitCode: .usage)
    }
    guard budget >= 0 else {
      throw ToolError("E-USAGE", what: "--embeddings-budget must not be negative", exitCode: .usage)
    }
    let endpoint = try EmbeddingEndpoint(url: url, model: model, key: try key(), hosts: hosts)
    var table = EmbeddingTable(model: model)
    if let cache, FileManager.default.fileExists(atPath: cache) {
      table = try EmbeddingTable(encoded: InputFile(cache).contents(limit: 8 << 30), model: model, file: cache)
    }
    let before = table.count
    let units = collection.sample(sample).map { collection.units[$0] }
    let wanted = Array(units.filter { !table.contains($0.key) }.prefix(budget))
    let redactor = try Redactor(.label(chinese: true))
    var failure: String?
    for start in stride(from: 0, to: wanted.count, by: EmbeddingEndpoint.batch) {
      let batch = wanted[start..<min(start + EmbeddingEndpoint.batch, wanted.count)]
      let texts = batch.map { redactor.redacted(String(decoding: collection.text($0), as: UTF8.self)) }
      switch endpoint.vectors(of: texts) {
      case .success(let vectors):
        for (unit, vector) in zip(batch, vectors) where !table.add(vector, key: unit.key) {
          failure = "the reply holds vectors of different lengths or zeros"
        }
      case .failure(let problem): failure = problem.reason
      }
      if failure != nil { break }
    }
    if let cache, table.count > before {
      let file = try AtomicFile(path: cache, force: true)
      try file.write(table.encoded())
      try file.commit()
    }
    if let failure {
      Console.say(
        language(
          "提示：向量服务不可用（\(failure)），本次只用词和字两个通道".escapingControls,
          "note: no embeddings (\(failure)); topics rest on words and n-grams alone".escapingControls))
      return nil
    }
    let covered = units.count { table.contains($0.key) }
    Console.say(
      language(
        "向量：\(units.count) 条不同文本中 \(covered) 条有向量，本次发送 \(wanted.count) 条（已脱敏）",
        "embeddings: \(covered) of \(units.count) different texts have a vector; \(wanted.count) sent, redacted"))
    return covered == 0 ? nil : table
  }

  private func key() throws -> String? {
    let text =
      try keyFile.map { String(decoding: try SecretFile.contents($0), as: UTF8.self) }
      ?? ProcessInfo.processInfo.environment["QA_EMBEDDINGS_KEY"]
    let key = text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ToolError("E-SECRET", what: "the key of the endpoint is no printable ASCII", exitCode: .usage)
    }
    return key.isEmpty ? nil : key
  }

  /// The channels a result rests on.
  static func channels(_ table: EmbeddingTable?) -> [String] {
    ["words", "n-grams"] + (table.map { ["embeddings \($0.model)"] } ?? [])
  }
}
