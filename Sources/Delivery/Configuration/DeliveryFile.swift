public import Transcripts
internal import Yams

/// Reads the configuration of delivery.
///
/// ```yaml
/// sinks:
///   - name: duty
///     kind: webhook            # webhook alertmanager feishu dingtalk wecom slack exec file
///     url_env: DUTY_URL        # or url:, or url_file:
///     secret_file: duty.secret # or secret_env:; previous_secret_file/_env while a secret is being replaced
///     payload: thin            # thin redacted full
/// ```
public struct DeliveryFile {
  /// Reads a variable of the environment.
  let environment: (String) -> String?
  let name: String

  /// Reads a file; paths in it are relative to its folder.
  ///
  /// - Throws: `E-DELIVERY` (78) with line and column; `E-SECRET` (64) for a secret that others can read.
  public static func read(
    _ path: String, environment: @escaping (String) -> String?
  ) throws(ToolError) -> DeliveryConfiguration {
    let bytes = try InputFile(path).contents(limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ToolError("E-DELIVERY", file: path, what: "not UTF-8", exitCode: .configuration)
    }
    return try DeliveryFile(environment: environment, name: path).parse(text)
  }

  func parse(_ text: String) throws(ToolError) -> DeliveryConfiguration {
    // An alias bomb is short to read and endless to walk.
    if text.contains(where: { $0 == "&" }), text.split(separator: "\n").contains(where: isAnchored) {
      throw problem("anchors and aliases are not allowed", at: nil)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
        throw problem("not YAML: \(what)", line: mark.line, column: mark.column)
      default: throw problem("not YAML", at: nil)
      }
    } catch {
      throw problem("not YAML", at: nil)
    }
    guard let root else { throw problem("the file is empty; it needs sinks:", at: nil) }
    var sinks: [SinkSettings] = []
    for (key, value) in try members(root, "the file", known: ["sinks"]) where key == "sinks" {
      guard case .sequence(let list) = value else { throw problem("sinks must be a list", at: value) }
      for node in list {
        let sink = try self.sink(node)
        if sinks.contains(where: { $0.name == sink.name }) {
          throw problem("a sink named '\(sink.name)' was there before", at: node)
        }
        sinks.append(sink)
      }
    }
    guard !sinks.isEmpty else { throw problem("no sink is configured", at: root) }
    return DeliveryConfiguration(sinks: sinks)
  }

  private func isAnchored(_ line: Substring) -> Bool {
    guard let mark = line.firstIndex(of: "&") else { return false }
    let before = line[..<mark].last { $0 != " " }
    return before == nil || before == ":" || before == "-"
  }

  private static let keys = [
    "name", "kind", "url", "url_file", "url_env", "secret_file", "secret_env", "previous_secret_file",
    "previous_secret_env", "payload", "language", "per_minute", "allow_hosts", "allow_cidr", "allow_http", "ca_file",
    "use_proxy", "run", "path", "types", "min_severity", "send_resolved",
  ]

  // One pass over the keys, then what they mean together.
  private func sink(_ node: Node) throws(ToolError) -> SinkSettings {
    let pairs = try members(node, "a sink", known: Self.keys)
    func value(_ key: String) -> Node? { pairs.first { $0.key == key }?.value }
    func text(_ key: String) throws(ToolError) -> String? {
      guard let node = value(key) else { return nil }
      return try scalar(node)
    }
    func flag(_ key: String, _ usual: Bool) throws(ToolError) -> Bool {
      guard let node = value(key) else { return usual }
      switch try scalar(node) {
      case "true": return true
      case "false": return false
      default: throw problem("\(key) is true or false", at: node)
      }
    }
    guard let name = try text("name"), !name.isEmpty, name.utf8.count <= 64,
      name.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      })
    else { throw problem("a sink needs name: letters, digits, - _ .", at: node) }
    guard let kind = try text("kind"), let type = Sinks.type(of: kind) else {
      throw problem("kind is one of \(Sinks.all.map { $0.kind }.joined(separator: ", "))", at: value("kind") ?? node)
    }
    var policy = AddressPolicy()
    policy.hosts = try list(value("allow_hosts")).map { $0.text.lowercased() }
    for entry in try list(value("allow_cidr")) {
      guard let block = AddressBlock(entry.text) else {
        throw problem("'\(entry.text)' is no block of addresses such as 10.0.0.0/8", at: entry.node)
      }
      policy.blocks.append(block)
    }
    var settings = SinkSettings(
      name: name, kind: kind, perMinute: type.rate.usual ?? type.rate.perMinute,
      transport: HTTPTransport(
        policy: policy, certificates: try text("ca_file").map(resolved), usesProxy: try flag("use_proxy", false)))
    if let node = value("per_minute") {
      guard let count = Int(try scalar(node)), (1...100_000).contains(count) else {
        throw problem("per_minute is a whole number from 1", at: node)
      }
      settings.perMinute = count
    }
    if let node = value("payload") { settings.payload = try word(node, "payload is thin, redacted or full") }
    if let node = value("language") { settings.language = try word(node, "language is zh or en") }
    if let node = value("min_severity") {
      settings.minimumSeverity = try word(node, "min_severity is info, minor, major or critical")
    }
    settings.sendsResolved = try flag("send_resolved", true)
    settings.types = try list(value("types")).map(\.text)
    try needs(type.settings, &settings, node, value)
    if type.settings.contains(.url) {
      settings.url = try secret("url", value) ?? ""
      settings.hidesURL = value("url") == nil
      try check(url: settings.url, policy, allowsHTTP: try flag("allow_http", false), at: value("url") ?? node)
    }
    if type.settings.contains(.secret) {
      settings.secrets = [try secret("secret", value), try secret("previous_secret", value)].compactMap(\.self)
      if kind == "webhook" {
        for secret in settings.secrets where StandardWebhooks.key(of: secret) == nil {
          throw problem("the secret is not whsec_ and base64 of 24 to 64 bytes", at: node)
        }
      }
    }
    return settings
  }

  /// Program, file, and keys that mean nothing for the kind.
  private func needs(
    _ needs: SinkNeeds, _ settings: inout SinkSettings, _ node: Node, _ value: (String) -> Node?
  ) throws(ToolError) {
    func refuse(_ keys: [String]) throws(ToolError) {
      for key in keys {
        if let node = value(key) { throw problem("\(key) means nothing for kind \(settings.kind)", at: node) }
      }
    }
    if needs.contains(.program) {
      settings.arguments = try list(value("run")).map(\.text)
      guard let program = settings.arguments.first else {
        throw problem("exec needs run: [program, argument, …]; no shell reads it", at: node)
      }
      settings.arguments[0] = resolved(program)
    } else {
      try refuse(["run"])
    }
    if needs.contains(.path) {
      guard let node = value("path") else { throw problem("file needs path:", at: node) }
      settings.path = resolved(try scalar(node))
    } else {
      try refuse(["path"])
    }
    if !needs.contains(.url) {
      try refuse(["url", "url_file", "url_env", "ca_file", "allow_hosts", "allow_cidr", "allow_http"])
    }
    if !needs.contains(.secret) {
      try refuse(["secret_file", "secret_env", "previous_secret_file", "previous_secret_env"])
    }
  }

  private func check(url: String, _ policy: AddressPolicy, allowsHTTP: Bool, at node: Node) throws(ToolError) {
    guard !url.isEmpty, let parts = HTTPTransport.parts(of: url),
      !url.unicodeScalars.contains(where: { $0.value <= 32 })
    else { throw problem("this sink needs url:, url_file: or url_env: with a URL", at: node) }
    if parts.hasUser { throw problem("a URL must not hold a user or password", at: node) }
    let literal = IPAddress(parts.host)
    if let literal, !policy.allows(literal, host: parts.host) {
      throw problem(
        "address \(literal.text) is not public; if it is meant, add allow_cidr: [\(literal.text)\(literal.bytes.count == 4 ? "/32" : "/128")]",
        at: node)
    }
    if parts.host == "localhost", !policy.hosts.contains("localhost"), policy.blocks.isEmpty {
      throw problem("localhost is not public; if it is meant, add allow_hosts: [localhost]", at: node)
    }
    let isLoopback = literal?.isLoopback == true || parts.host == "localhost"
    guard parts.scheme == "https" || parts.scheme == "http" && (isLoopback || allowsHTTP) else {
      throw problem("https is needed; http only on this machine, or with allow_http: true", at: node)
    }
  }

  /// A value that may be secret: from a file that only its owner reads, from the environment, or, for URLs, in place.
  private func secret(_ key: String, _ value: (String) -> Node?) throws(ToolError) -> String? {
    let given = [key, key + "_file", key + "_env"].compactMap { name in value(name).map { (name, $0) } }
    guard given.count <= 1 else {
      throw problem("\(given.map(\.0).joined(separator: " and ")) exclude each other", at: given[1].1)
    }
    guard let (name, node) = given.first else { return nil }
    let word = try scalar(node)
    if name == key { return word }
    if name.hasSuffix("_env") {
      guard let text = environment(word), !text.isEmpty else {
        throw problem("the environment has no \(word)", at: node)
      }
      return text
    }
    let text = String(decoding: try PrivateFile.contents(resolved(word)), as: UTF8.self)
    guard let line = text.split(whereSeparator: \.isNewline).first else { throw problem("the file is empty", at: node) }
    return String(line)
  }

  private func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = name.lastIndex(of: "/") else {
      return path.contains("/") ? path : "./" + path
    }
    return String(name[...slash]) + path
  }

  // MARK: Nodes

  private func members(_ node: Node, _ place: String, known: [String]) throws(ToolError) -> [(key: String, value: Node)]
  {
    guard case .mapping(let mapping) = node else { throw problem("\(place) must be a mapping", at: node) }
    var found: [(key: String, value: Node)] = []
    for (key, value) in mapping {
      let word = try scalar(key)
      if word == "secret" {
        throw problem("secrets do not belong into this file; secret_file: or secret_env:", at: key)
      }
      guard known.contains(word) else {
        throw problem("unknown key '\(word)'; known are \(known.joined(separator: ", "))", at: key)
      }
      found.append((word, value))
    }
    return found
  }

  private func list(_ node: Node?) throws(ToolError) -> [(text: String, node: Node)] {
    guard let node else { return [] }
    guard case .sequence(let items) = node else { return [(try scalar(node), node)] }
    var found: [(text: String, node: Node)] = []
    for item in items { found.append((try scalar(item), item)) }
    return found
  }

  private func scalar(_ node: Node) throws(ToolError) -> String {
    guard case .scalar(let scalar) = node else { throw problem("a single value is expected", at: node) }
    return scalar.string
  }

  private func word<Value: RawRepresentable>(_ node: Node, _ what: String) throws(ToolError) -> Value
  where Value.RawValue == String {
    guard let value = Value(rawValue: try scalar(node)) else { throw problem(what, at: node) }
    return value
  }

  private func problem(_ what: String, at node: Node?) -> ToolError {
    problem(what, line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1)
  }

  private func problem(_ what: String, line: Int, column: Int) -> ToolError {
    ToolError("E-DELIVERY", file: "\(name):\(line):\(column)", what: what, exitCode: .configuration)
  }
}
