/// An IP address: four or sixteen bytes in network order.
public struct IPAddress: Sendable, Hashable {
  /// Four or sixteen bytes.
  public let bytes: [UInt8]

  /// Makes an address of 4 or 16 bytes; an IPv4 address in IPv6 clothes (mapped, compatible, NAT64, 6to4) becomes itself.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else {
      guard bytes.count == 4 else { return nil }
      self.bytes = bytes
      return
    }
    let isMapped = bytes[0..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    let isTranslated = Array(bytes[0..<12]) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
    let isCompatible = bytes[0..<12].allSatisfy { $0 == 0 } && bytes[12] != 0
    if isMapped || isTranslated || isCompatible {
      self.bytes = Array(bytes[12..<16])
    } else if bytes[0] == 0x20, bytes[1] == 0x02 {
      self.bytes = Array(bytes[2..<6])
    } else {
      self.bytes = bytes
    }
  }

  /// Reads dotted decimal or IPv6 notation.
  public init?(_ text: String) {
    if !text.contains(":") {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let bytes = parts.compactMap { $0.allSatisfy(\.isASCII) && $0.count <= 3 ? UInt8($0) : nil }
      guard parts.count == 4, bytes.count == 4 else { return nil }
      self.init(bytes)
      return
    }
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    func groups(_ half: Substring) -> [UInt8]? {
      if half.isEmpty { return [] }
      var bytes: [UInt8] = []
      for group in half.split(separator: ":", omittingEmptySubsequences: false) {
        if group.contains(".") {
          let parts = group.split(separator: ".").compactMap { UInt8($0) }
          guard parts.count == 4 else { return nil }
          bytes += parts
        } else {
          guard group.count <= 4, let value = UInt16(group, radix: 16) else { return nil }
          bytes += [UInt8(value >> 8), UInt8(value & 255)]
        }
      }
      return bytes
    }
    guard let head = groups(halves[0]), let tail = halves.count == 2 ? groups(halves[1]) : [] else { return nil }
    let missing = 16 - head.count - tail.count
    guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
    self.init(head + Array(repeating: 0, count: missing) + tail)
  }

  /// The usual notation, without shortening for IPv6.
  public var text: String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map {
      String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }

  /// Whether it is the machine's own.
  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  /// Whether it lies in the public internet.
  var isPublic: Bool { !Self.reserved.contains { $0.contains(self) } && (bytes.count == 4 || bytes[0] & 0xE0 == 0x20) }

  /// IANA's special-purpose registries: private, loopback, link-local with the clouds' metadata, shared, test, multicast.
  private static let reserved: [AddressBlock] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "100.100.100.200/32", "::/127", "64:ff9b:1::/48", "100::/64",
    "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8",
  ].compactMap { AddressBlock($0) }
}

/// A block of addresses: `10.0.0.0/8`.
public struct AddressBlock: Sendable, Hashable {
  let address: IPAddress
  let bits: Int

  /// Reads CIDR notation; an address alone is a block of one.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    let width = address.bytes.count * 8
    guard let bits = parts.count == 1 ? width : Int(parts[1]), (0...width).contains(bits) else { return nil }
    self.address = address
    self.bits = bits
  }

  /// Whether an address lies in it.
  public func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    for index in other.bytes.indices {
      let left = bits - index * 8
      if left <= 0 { return true }
      let mask = left >= 8 ? UInt8(255) : ~(UInt8(255) >> UInt8(left))
      if (other.bytes[index] ^ address.bytes[index]) & mask != 0 { return false }
    }
    return true
  }
}

/// Where a sink may connect to: the public internet, and what its owner added.
public struct AddressPolicy: Sendable, Hashable {
  /// Host names whose addresses are all allowed, in lower case.
  public var hosts: [String]
  /// Blocks that are allowed.
  public var blocks: [AddressBlock]

  /// Makes a policy.
  public init(hosts: [String] = [], blocks: [AddressBlock] = []) {
    self.hosts = hosts
    self.blocks = blocks
  }

  /// Whether a connection to the address is allowed when the URL names the host.
  public func allows(_ address: IPAddress, host: String) -> Bool {
    address.isPublic || hosts.contains(host.lowercased()) || blocks.contains { $0.contains(address) }
  }
}
