import TestSupport
import Testing
import Transcripts

@Suite struct GzipTests {
  static let one = Array("{\"id\":\"a\",\"turns\":[]}\n".utf8)
  static let two = Array("{\"id\":\"b\",\"turns\":[]}\n".utf8)

  static func outcomes(_ bytes: [UInt8], _ limits: InputLimits = .default) throws -> [String] {
    try ConversationSourceTests.outcomes(of: bytes, limits: limits).map { String($0.prefix(1)) }
  }

  @Test func readsAllMembers() throws {
    #expect(try Self.outcomes(Gzip.stored(Self.one) + Gzip.stored([]) + Gzip.stored(Self.two)) == ["a", "b"])
    // A record may go on in the next member.
    let parts = Gzip.stored(Array(Self.one[..<9])) + Gzip.stored(Array(Self.one[9...]))
    #expect(try Self.outcomes(parts) == ["a"])
  }

  static var broken: [(String, [UInt8])] {
    let whole = Gzip.stored(one)
    var badSum = Gzip.stored(one) + Gzip.stored(two)
    badSum[badSum.count - 5] ^= 1
    var badLength = whole
    badLength[badLength.count - 1] ^= 1
    return [
      ("truncated in the data", Gzip.stored(one) + Array(Gzip.stored(two).dropLast(12))),
      ("truncated in the checksum", Gzip.stored(one) + Array(Gzip.stored(two).dropLast(3))),
      ("truncated in the header", Gzip.stored(one) + [0x1F, 0x8B, 8]), ("checksum", badSum), ("length", badLength),
      ("junk", Gzip.stored(one) + Array("junk".utf8)), ("zeros", Gzip.stored(one) + [0, 0, 0]),
    ]
  }

  @Test(arguments: 0..<broken.count) func refusesABrokenInputUnlessSalvaged(_ index: Int) throws {
    let (name, bytes) = Self.broken[index]
    let error = #expect(throws: ToolError.self, "\(name)") { try Self.outcomes(bytes) }
    #expect(error?.exitCode == .inputRefused && error?.code == "E-INPUT-GZIP")
    var limits = InputLimits()
    limits.salvage = true
    #expect(try Self.outcomes(bytes, limits).first == "a", "\(name)")
  }

  @Test func stopsBombs() throws {
    let clock = ContinuousClock()
    let time = clock.measure {
      let error = #expect(throws: ToolError.self) {
        try Self.outcomes(Gzip.bomb(compressedBytes: 1_000_000), Self.strict)
      }
      #expect(error?.how.contains("--max-inflate-ratio") == true)
    }
    #expect(time < .seconds(20))
    var limits = InputLimits()
    limits.maximumInflatedBytes = 30
    let error = #expect(throws: ToolError.self) { try Self.outcomes(Gzip.stored(Self.one + Self.two), limits) }
    #expect(error?.how.contains("--max-inflated-bytes") == true)
  }

  private static var strict: InputLimits {
    var limits = InputLimits()
    // Fixed codes reach 158:1 only.
    limits.maximumInflateRatio = 100
    return limits
  }
}
