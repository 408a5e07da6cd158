internal import Delivery
internal import Foundation
internal import Transcripts

/// An OpenAI-compatible endpoint for embeddings: batches, three tries, this machine or named hosts only.
struct EmbeddingEndpoint {
  /// Texts in a request.
  static let batch = 64
  /// Tries of a request, and seconds before the second; the wait doubles.
  static let tries = (count: 3, wait: 0.5)
  /// Bytes of a reply at most: 64 vectors of 8,192 numbers.
  static let largestReply = 32 << 20

  /// Why there are no vectors, in words for people.
  struct Problem: Error {
    var reason: String
  }

  private let url: String
  private let model: String
  private let key: String?
  private let transport: HTTPTransport

  /// Makes an endpoint.
  ///
  /// - Throws: `E-USAGE` (64) for a URL of a host that is neither this machine nor named, or without TLS to another machine.
  init(url: String, model: String, key: String?, hosts: [String]) throws {
    func refusal(_ what: String, _ how: String) -> ToolError {
      ToolError("E-USAGE", what: what, how: how, exitCode: .usage)
    }
    guard let parts = HTTPTransport.parts(of: url), !parts.hasUser else {
      throw refusal("--embeddings is no URL without a user", "http://127.0.0.1:8080/v1/embeddings")
    }
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(parts.host)
    let named = hosts.map { $0.lowercased() }
    guard isLocal || named.contains(parts.host) else {
      throw refusal(
        "the host '\(parts.host.escapingControls)' is not this machine",
        "if customers' texts may go there, --embeddings-host \(parts.host.escapingControls)")
    }
    guard parts.scheme == "https" || (parts.scheme == "http" && isLocal) else {
      throw refusal("--embeddings needs https to another machine", "https://")
    }
    self.url = url
    self.model = model
    self.key = key
    transport = HTTPTransport(
      policy: AddressPolicy(hosts: [parts.host]), deadline: 60, largestReply: Self.largestReply)
  }

  /// The vectors of texts, in their order.
  func vectors(of texts: [String]) -> Result<[[Float]], Problem> {
    var headers = [("Content-Type", "application/json"), ("Accept", "application/json")]
    if let key { headers.append(("Authorization", "Bearer " + key)) }
    let request = HTTPRequest(url: url, headers: headers.map { (name: $0.0, value: $0.1) }, body: body(texts))
    var problem = Problem(reason: "")
    for attempt in 0..<Self.tries.count {
      if attempt > 0 { Thread.sleep(forTimeInterval: Self.tries.wait * Double(1 << (attempt - 1))) }
      switch transport.post(request) {
      case .reply(let status, let body, _) where status == 200: return Self.read(body, count: texts.count)
      case .reply(let status, _, _):
        problem = Problem(reason: "the endpoint answers with status \(status)")
        guard status == 429 || status >= 500 else { return .failure(problem) }
      case .failed(let reason, _): problem = Problem(reason: reason)
      case .stopped: return .failure(Problem(reason: "stopped"))
      }
    }
    return .failure(problem)
  }

  private func body(_ texts: [String]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("model")
    writer.string(model)
    writer.key("encoding_format")
    writer.string("float")
    writer.key("input")
    writer.beginArray()
    for text in texts { writer.string(text) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  private struct Reply: Decodable {
    struct Item: Decodable {
      var index: Int
      var embedding: [Float]
    }

    var data: [Item]
  }

  private static func read(_ body: [UInt8], count: Int) -> Result<[[Float]], Problem> {
    guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(body)) else {
      return .failure(Problem(reason: "the reply is no list of embeddings"))
    }
    var vectors = [[Float]](repeating: [], count: count)
    for item in reply.data where vectors.indices.contains(item.index) { vectors[item.index] = item.embedding }
    guard reply.data.count == count, vectors.allSatisfy({ !$0.isEmpty }) else {
      return .failure(Problem(reason: "the reply has not one vector a text"))
    }
    return .success(vectors)
  }
}
