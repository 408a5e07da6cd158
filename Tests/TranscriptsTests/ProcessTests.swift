import TestSupport
import Testing
import Transcripts

@Suite struct ProcessTests {
  @Test func choosesTheCodeThatCountsMost() {
    let order: [Int32] = [70, 74, 75, 64, 78, 66, 65, 69, 2, 1, 0]
    for (index, code) in order.enumerated() {
      for lesser in order[index...] {
        let (a, b) = (ExitCode(rawValue: code), ExitCode(rawValue: lesser))
        #expect(a?.combined(with: b ?? .success) == a)
        #expect(b?.combined(with: a ?? .success) == a)
      }
    }
    #expect(Set(ExitCode.precedence) == Set(ExitCode.allCases))
  }

  @Test func rendersErrorsOnOneLine() {
    let error = ToolError(
      "E-TEST", file: "a\nb\u{1B}[31m", line: 3, byteOffset: 17, what: "is bad", how: "less", exitCode: .usage)
    #expect(error.rendered == "error[E-TEST] a\\u{a}b\\u{1b}[31m:3 (byte 17): is bad; try: less")
    #expect(ToolError("E-X", what: "w", exitCode: .usage).rendered == "error[E-X]: w")
    var writer = JSONWriter()
    error.write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self).hasPrefix("{\"schema\":\"error/1\",\"code\":\"E-TEST\","))
  }

  @Test func balancesTheBooks() {
    var ledger = ConservationLedger()
    #expect(ledger.balanced)
    ledger.read = 15
    #expect(!ledger.balanced)
    (ledger.scored, ledger.filtered, ledger.quarantined, ledger.pending, ledger.duplicates) = (1, 2, 3, 4, 5)
    #expect(ledger.balanced)
    ledger.add(ledger)
    #expect(ledger.read == 30 && ledger.balanced)
  }

  @Test func writesQuarantinedRecords() throws {
    let chunk = LineChunk(Array("{}\n{\"id\":\"secret\"}\n".utf8), input: 1, byteOffset: 100)
    let line = try #require(chunk.lines.dropFirst().first { _ in true })
    let problem = RecordProblem(.schema, path: "turns", detail: "missing")
    var writer = QuarantineWriter(inputs: [InputFile("a"), InputFile("b")])
    writer.append(QuarantinedRecord(line, of: chunk, problem: problem))
    writer.append(QuarantinedRecord(line, of: chunk, problem: problem, keepingRaw: true))
    let lines = String(decoding: writer.writer.bytes, as: UTF8.self).split(separator: "\n")
    let sha = SHA256.hex(Array("{\"id\":\"secret\"}".utf8))
    #expect(
      lines[0] == "{\"schema\":\"quarantine/1\",\"input\":\"b\",\"line\":2,\"byte_offset\":103,\"byte_length\":15,"
        + "\"reason\":\"schema\",\"path\":\"turns\",\"detail\":\"missing\",\"sha256\":\"\(sha)\"}")
    #expect(lines[1].hasSuffix(",\"raw\":\"eyJpZCI6InNlY3JldCJ9\"}"))
  }
}
