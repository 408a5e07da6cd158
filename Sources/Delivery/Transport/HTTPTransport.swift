internal import CCurl
internal import Transcripts

/// One POST, ready to be sent.
public struct HTTPRequest: Sendable, Hashable {
  /// Where it is.
  public var url: String
  /// Names and values, in order.
  public var headers: [(name: String, value: String)]
  /// The bytes that are sent.
  public var body: [UInt8]

  /// Makes a request.
  public init(url: String, headers: [(name: String, value: String)], body: [UInt8]) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Whether URL, headers and body are the same.
  public static func == (a: HTTPRequest, b: HTTPRequest) -> Bool {
    a.url == b.url && a.body == b.body
      && a.headers.elementsEqual(b.headers) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Hashes URL and body.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(url)
    hasher.combine(body)
  }
}

/// What a POST came to.
public enum HTTPOutcome: Sendable, Hashable {
  /// A whole reply came.
  case reply(status: Int, body: [UInt8], retryAfter: String)
  /// None came; words for people, and what to do about it.
  case failed(reason: String, hint: String)
  /// A signal asked to stop; nothing is known of the message.
  case stopped
}

/// How POSTs of one sink are sent: libcurl without redirects, proxies or memory, to checked addresses only.
public struct HTTPTransport: Sendable {
  /// Which addresses are allowed.
  public var policy: AddressPolicy
  /// A file of certificates to trust instead of the system's.
  public var certificates: String?
  /// Whether the environment's proxies are used.
  public var usesProxy: Bool
  /// The total deadline in seconds.
  public var deadline: Double
  /// Bytes of a reply's body at most.
  public var largestReply: Int

  static let cap = 64 << 10

  /// Makes a transport.
  public init(
    policy: AddressPolicy, certificates: String? = nil, usesProxy: Bool = false, deadline: Double = 15,
    largestReply: Int = 64 << 10
  ) {
    self.policy = policy
    self.certificates = certificates
    self.usesProxy = usesProxy
    self.deadline = deadline
    self.largestReply = largestReply
  }

  /// A URL's scheme and host as the sender reads them, and whether it names a user.
  public static func parts(of url: String) -> (scheme: String, host: String, hasUser: Bool)? {
    var scheme = [CChar](repeating: 0, count: 32)
    var host = [CChar](repeating: 0, count: 512)
    var hasUser: Int32 = 0
    guard unsafe ccurl_parse(url, &scheme, scheme.count, &host, host.count, &hasUser) != 0 else { return nil }
    var name = text(host)
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    if name.hasSuffix(".") { name.removeLast() }
    return (text(scheme).lowercased(), name.lowercased(), hasUser != 0)
  }

  /// Sends a request and waits for its end.
  public func post(_ request: HTTPRequest) -> HTTPOutcome {
    guard let parts = Self.parts(of: request.url) else {
      return .failed(reason: "the URL cannot be read", hint: "url: https://host/path")
    }
    let lines = (request.headers + [("Expect", ""), ("User-Agent", "qa-cli")]).map { header in
      header.value.isEmpty ? header.name + ":\n" : header.name + ": " + header.value + "\n"
    }.joined()
    let check = AddressCheck(policy: policy, host: parts.host)
    var reply = unsafe ccurl_reply()
    defer { unsafe ccurl_free(&reply) }
    // libcurl keeps these addresses only while `ccurl_post` runs.
    let body = request.body.isEmpty ? [UInt8(0)] : request.body
    unsafe request.url.withCString { url in
      unsafe lines.withCString { headers in
        unsafe body.withUnsafeBufferPointer { body in
          unsafe withOptionalCString(certificates) { certificates in
            var raw = unsafe ccurl_request()
            unsafe raw.url = url
            unsafe raw.headers = headers
            unsafe raw.body = body.baseAddress
            unsafe raw.body_length = request.body.count
            unsafe raw.timeout_ms = Int(deadline * 1000)
            unsafe raw.connect_timeout_ms = Int(min(10, deadline) * 1000)
            unsafe raw.header_cap = Self.cap
            unsafe raw.body_cap = largestReply
            unsafe raw.ca_file = certificates
            unsafe raw.use_proxy = usesProxy ? 1 : 0
            unsafe raw.check = { context, bytes, length in
              guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
              let check = unsafe Unmanaged<AddressCheck>.fromOpaque(context).takeUnretainedValue()
              return check.allows(unsafe Array(UnsafeBufferPointer(start: bytes, count: length))) ? 1 : 0
            }
            unsafe raw.stop = { Signals.stopRequested ? 1 : 0 }
            unsafe raw.context = Unmanaged.passUnretained(check).toOpaque()
            unsafe ccurl_post(&raw, &reply)
          }
        }
      }
    }
    return unsafe outcome(reply, check)
  }

  private func outcome(_ reply: ccurl_reply, _ check: AddressCheck) -> HTTPOutcome {
    switch Int(unsafe reply.outcome) {
    case Int(CCURL_DONE):
      let body = unsafe reply.body.map { unsafe Array(UnsafeBufferPointer(start: $0, count: reply.body_length)) } ?? []
      let retryAfter = unsafe withUnsafeBytes(of: reply.retry_after) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      return .reply(status: unsafe reply.status, body: body, retryAfter: retryAfter)
    case Int(CCURL_STOPPED): return .stopped
    case Int(CCURL_TIMEOUT): return .failed(reason: "no reply within \(Int(deadline.rounded(.up))) s", hint: "")
    case Int(CCURL_REFUSED):
      let address = check.refused ?? ""
      return .failed(
        reason: "address \(address) is not public and not allowed",
        hint:
          "if this receiver is meant, add to the sink: allow_cidr: [\(address)\(address.contains(":") ? "/128" : "/32")]"
      )
    case Int(CCURL_HEADERS): return .failed(reason: "more than 64 KiB of headers", hint: "")
    case Int(CCURL_BODY): return .failed(reason: "more than \(largestReply >> 10) KiB of reply", hint: "")
    case Int(CCURL_TLS):
      return .failed(
        reason: "the certificate or TLS handshake is bad",
        hint: "ca_file: for an authority of your own; it is never skipped")
    case Int(CCURL_RESOLVE): return .failed(reason: "no such host", hint: "check url:")
    case Int(CCURL_CONNECT): return .failed(reason: "connection refused or unreachable", hint: "")
    case Int(CCURL_BROKEN): return .failed(reason: "the connection broke", hint: "")
    default: return .failed(reason: "the request failed", hint: "")
    }
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// What libcurl's thread, which is ours, asks before it opens a socket.
private final class AddressCheck {
  let policy: AddressPolicy
  let host: String
  var refused: String?

  init(policy: AddressPolicy, host: String) {
    self.policy = policy
    self.host = host
  }

  func allows(_ bytes: [UInt8]) -> Bool {
    guard let address = IPAddress(bytes) else { return false }
    if policy.allows(address, host: host) { return true }
    refused = address.text
    return false
  }
}

/// Calls `body` with a C string, or with none.
private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
  guard let text else { return body(nil) }
  return unsafe text.withCString { unsafe body($0) }
}
