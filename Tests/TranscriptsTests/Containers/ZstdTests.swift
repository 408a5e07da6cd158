import TestSupport
import Testing
import Transcripts

@Suite struct ZstdTests {
  static let one = GzipTests.one
  static let two = GzipTests.two

  @Test func readsAllFramesAndPassesOverSkippableOnes() throws {
    let frames = Zstd.skippable([1, 2, 3]) + Zstd.stored(Self.one) + Zstd.skippable([]) + Zstd.stored(Self.two)
    #expect(try GzipTests.outcomes(frames) == ["a", "b"])
    // A record may go on in the next frame.
    let parts = Zstd.stored(Array(Self.one[..<9])) + Zstd.stored(Array(Self.one[9...]))
    #expect(try GzipTests.outcomes(parts) == ["a"])
  }

  static var broken: [(String, [UInt8])] {
    let first = Zstd.stored(one)
    return [
      ("truncated in the data", first + Array(Zstd.stored(two).dropLast(7))),
      ("truncated in the header", first + [0x28, 0xB5, 0x2F]), ("checksum", first + Zstd.badSum(two)),
      ("junk", first + Array("junk".utf8)), ("zeros", first + [0, 0, 0]),
      ("junk like a skippable frame", first + [0x50, 0, 0, 0, 0, 0, 0, 0]),
    ]
  }

  @Test(arguments: 0..<broken.count) func refusesABrokenInputUnlessSalvaged(_ index: Int) throws {
    let (name, bytes) = Self.broken[index]
    let error = #expect(throws: ToolError.self, "\(name)") { try GzipTests.outcomes(bytes) }
    #expect(error?.exitCode == .inputRefused && error?.code == "E-INPUT-ZSTD", "\(name)")
    var limits = InputLimits()
    limits.salvage = true
    #expect(try GzipTests.outcomes(bytes, limits).first == "a", "\(name)")
  }

  @Test func refusesWindowsBeyond128MiB() throws {
    // Window descriptors: 2^(10 + exponent), the exponent in the upper five bits.
    #expect(try GzipTests.outcomes(Zstd.stored(Self.one, window: 17 << 3)) == ["a"])
    let error = #expect(throws: ToolError.self) { try GzipTests.outcomes(Zstd.stored(Self.one, window: 18 << 3)) }
    #expect(error?.what.contains("128 MiB") == true && error?.exitCode == .inputRefused)
  }

  @Test func countsLimits() throws {
    let error = #expect(throws: ToolError.self) { try GzipTests.outcomes(Zstd.bomb(blocks: 2)) }
    #expect(error?.how.contains("--max-inflate-ratio") == true)
    var limits = InputLimits()
    limits.maximumInflatedBytes = 30
    let second = #expect(throws: ToolError.self) { try GzipTests.outcomes(Zstd.stored(Self.one + Self.two), limits) }
    #expect(second?.how.contains("--max-inflated-bytes") == true)
  }
}
