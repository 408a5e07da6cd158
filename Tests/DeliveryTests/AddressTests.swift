import Testing

@testable import Delivery

/// Which addresses a sender may connect to.
@Suite struct AddressTests {
  @Test(arguments: [
    ("127.0.0.1", false), ("10.1.2.3", false), ("172.16.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false),
    ("169.254.169.254", false), ("100.64.0.1", false), ("100.128.0.1", true), ("100.100.100.200", false),
    ("168.63.129.16", false), ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false),
    ("198.18.0.1", false),
    ("8.8.8.8", true), ("1.1.1.1", true), ("::1", false), ("::", false), ("fe80::1", false), ("fd00:ec2::254", false),
    ("ff02::1", false), ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::10.0.0.1", false),
    ("64:ff9b::8.8.8.8", true), ("2002:7f00:1::", false), ("2001:db8::1", false), ("2606:4700:4700::1111", true),
    ("::7f00:1", false),
  ])
  func publicOrNot(text: String, isPublic: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.isPublic == isPublic)
    #expect(AddressPolicy().allows(address, host: "x") == isPublic)
    #expect(AddressPolicy(hosts: ["x"]).allows(address, host: "X"))
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "0x7f.1", ":::", "1::2::3", "12345::", "1:2:3:4:5:6:7", "a.b.c.d",
  ])
  func noAddress(text: String) { #expect(IPAddress(text) == nil) }

  @Test func blocks() throws {
    let block = try #require(AddressBlock("10.8.0.0/13"))
    #expect(try block.contains(#require(IPAddress("10.15.255.255"))))
    #expect(try !block.contains(#require(IPAddress("10.16.0.0"))))
    #expect(try #require(AddressBlock("fd00::/8")).contains(#require(IPAddress("fdff::1"))))
    #expect(AddressBlock("10.0.0.0/33") == nil && AddressBlock("x/8") == nil && AddressBlock("10.0.0.0/") == nil)
  }
}
