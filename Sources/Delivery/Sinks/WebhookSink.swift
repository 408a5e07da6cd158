internal import Foundation
internal import Transcripts

/// A webhook signed after Standard Webhooks 1.0.0, with a CloudEvents 1.0 body.
struct WebhookSink: Sink {
  static let kind = "webhook"
  static let settings: SinkNeeds = [.url, .secret]
  static let rate = SinkRate(perMinute: 100_000, gap: 0, usual: 20)
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    let body = CloudEvent.json(message, id: id)
    var headers = [
      (name: "Content-Type", value: "application/cloudevents+json; charset=utf-8"), (name: "webhook-id", value: id),
      (name: "webhook-timestamp", value: "\(time / 1000)"),
    ]
    if !settings.secrets.isEmpty {
      let signature = StandardWebhooks.signature(id: id, timestamp: time / 1000, body: body, secrets: settings.secrets)
      headers.append((name: "webhook-signature", value: signature))
    }
    return .post(HTTPRequest(url: settings.url, headers: headers, body: body))
  }
}

/// Signatures of Standard Webhooks 1.0.0.
public enum StandardWebhooks {
  /// `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` for every secret, the newest first, separated by spaces.
  public static func signature(id: String, timestamp: Int64, body: [UInt8], secrets: [String]) -> String {
    let content = Array("\(id).\(timestamp).".utf8) + body
    return secrets.compactMap { key(of: $0) }.map { "v1," + base64(HMACSHA256.code(for: content, key: $0)) }
      .joined(separator: " ")
  }

  /// The key in `whsec_` and base64 of 24 to 64 bytes, or `nil`.
  public static func key(of secret: String) -> [UInt8]? {
    guard secret.hasPrefix("whsec_"), let data = Data(base64Encoded: String(secret.dropFirst(6))) else { return nil }
    return (24...64).contains(data.count) ? Array(data) : nil
  }
}

/// Base64 with padding (RFC 4648 §4).
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// CloudEvents 1.0 in the structured JSON format.
enum CloudEvent {
  static func json(_ message: Message, id: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("specversion")
    writer.string("1.0")
    writer.key("id")
    writer.string(id)
    writer.key("source")
    writer.string("/qa-cli")
    writer.key("type")
    writer.string(message.type)
    writer.key("subject")
    writer.string(message.groupKey)
    writer.key("time")
    writer.string(Instant.text(message.startedAt))
    writer.key("datacontenttype")
    writer.string("application/json")
    writer.key("data")
    writer.beginObject()
    writer.key("window")
    writer.string(message.window)
    MessageRecord.writeContent(message, to: &writer)
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }
}

/// Instants as text.
enum Instant {
  /// RFC 3339 in UTC with milliseconds.
  static func text(_ milliseconds: Int64) -> String {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt)
    return Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(style)
  }

  /// The seconds from a time until an HTTP date (RFC 9110, IMF-fixdate), or `nil`.
  static func seconds(untilHTTPDate text: String, from milliseconds: Int64) -> Double? {
    let words = text.split(whereSeparator: { " ,:".contains($0) })
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])), let hour = Int(words[4]), let minute = Int(words[5]),
      let second = Int(words[6]), (1...31).contains(day), (1970...9999).contains(year), hour < 24, minute < 60,
      second < 61
    else { return nil }
    // Days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = month + 1 <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + 1 > 2 ? month - 2 : month + 10) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    let instant = days * 86_400 + hour * 3600 + minute * 60 + second
    return Double(instant) - Double(milliseconds) / 1000
  }
}
