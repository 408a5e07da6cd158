import Testing
import Transcripts

@Suite struct HashingTests {
  /// Known answers of XXH64 with seed 0.
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func isXXH64(_ text: String, _ hash: UInt64) {
    #expect(StableHash.hash(text) == hash)
    #expect(StableHash.hash(Array(text.utf8)) == hash)
  }

  @Test func isSHA256() {
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let hash = SHA256()
    hash.update(Array("ab".utf8).span)
    hash.update(Array("c".utf8).span)
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(SHA256.hex(digest: hash.finish()) == abc)
    hash.update(Array("abc".utf8).span)
    #expect(SHA256.hex(digest: hash.finish()) == abc)
  }

  @Test func findsDuplicatesAndConflicts() {
    var detector = DuplicateDetector()
    func print(_ id: String, _ content: String) -> Fingerprint {
      Fingerprint(id: id, content: Array(content.utf8).span)
    }
    #expect(detector.insert(print("a", "1")) == .new)
    #expect(detector.insert(print("a", "1")) == .duplicate)
    #expect(detector.insert(print("a", "2")) == .conflict)
    #expect(detector.insert(Fingerprint(identifier: 0, content: 1)) == .new)
    #expect(detector.insert(Fingerprint(identifier: 0, content: 1)) == .duplicate)
    for index in 0..<50_000 { #expect(detector.insert(print("n\(index)", "")) == .new) }
    for index in 0..<50_000 { #expect(detector.insert(print("n\(index)", "")) == .duplicate) }
    #expect(detector.count == 50_002)
  }

  @Test func stopsAtItsLimit() {
    var detector = DuplicateDetector(limit: 2)
    for identifier: UInt64 in 1...2 { _ = detector.insert(Fingerprint(identifier: identifier)) }
    #expect(!detector.isFull)
    #expect(detector.insert(Fingerprint(identifier: 3)) == .unchecked)
    #expect(detector.isFull)
    #expect(detector.insert(Fingerprint(identifier: 2)) == .duplicate)
  }
}
