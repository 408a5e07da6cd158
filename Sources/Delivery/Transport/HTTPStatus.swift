/// What statuses mean, after Standard Webhooks 1.0.0; the words are ours, never the receiver's.
enum HTTPStatus {
  /// The verdict of a status, or `nil` for 2xx, where the body decides.
  static func verdict(_ status: Int, retryAfter: String, at time: Int64) -> Verdict? {
    let after = RetrySchedule.seconds(retryAfter: retryAfter, at: time)
    switch status {
    case 200...299: return nil
    case 300...399:
      return .failed(reason: "status \(status): redirects are not followed", hint: "url: of the final place")
    case 401, 403: return .failed(reason: "status \(status)", hint: "check the secret or token")
    case 404: return .failed(reason: "status 404", hint: "check url:")
    case 410: return .gone(reason: "status 410: the receiver wants no more")
    case 413: return .failed(reason: "status 413: too large", hint: "payload: thin")
    case 429, 502, 503, 504: return .throttled(reason: "status \(status)", after: after)
    default: return .failed(reason: "status \(status)", hint: "")
    }
  }
}
