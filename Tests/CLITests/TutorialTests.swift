import Foundation
import TestSupport
import Testing

/// The tutorials do what they say: their files are written, their commands run, their key lines appear.
@Suite struct TutorialTests {
  /// A fenced block of a page.
  private struct Block {
    var kind: String
    /// The file a comment above names.
    var file: String?
    var lines: [String]
    var line: Int
  }

  @Test(arguments: ["tutorial-zh", "tutorial-en"]) func keepsItsWord(_ page: String) throws {
    let text = try String(contentsOfFile: "\(Tool.package)/docs/\(page).md", encoding: .utf8)
    let folder = try TemporaryDirectory()
    let binaries = (Tool.binary as NSString).deletingLastPathComponent
    var output = ""
    var commands = 0
    var checked = 0
    for block in Self.blocks(text) {
      switch block.kind {
      case "csv":
        let name = try #require(block.file, "line \(block.line): which file is it?")
        try (block.lines.joined(separator: "\n") + "\n").write(
          toFile: folder.file(name), atomically: true, encoding: .utf8)
      case "sh":
        output = ""
        for command in block.lines where !command.isEmpty {
          commands += 1
          let (code, said) = try Self.shell(command, in: folder.path, binaries: binaries)
          #expect(code == 0, "\(page).md:\(block.line): \(command) ended with \(code):\n\(said)")
          output += said
        }
      case "text":
        let plain = Self.plain(output)
        for line in block.lines where !line.isEmpty {
          checked += 1
          #expect(plain.contains(Self.plain(line)), "\(page).md:\(block.line): nothing says '\(line)' in\n\(output)")
        }
      default: break
      }
    }
    #expect(commands >= 12 && checked >= 15)
  }

  private static func blocks(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var open: Block?
    var file: String?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
          file = nil
        } else {
          open = Block(kind: String(line.dropFirst(3)), file: file, lines: [], line: number + 1)
        }
      } else if open != nil {
        open?.lines.append(String(line))
      } else if line.hasPrefix("<!-- file: ") {
        file = String(line.dropFirst(11).dropLast(4))
      }
    }
    return blocks
  }

  /// Runs a command line as a reader would: standard output and standard error together, 200 columns.
  private static func shell(_ command: String, in folder: String, binaries: String) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exec 2>&1; " + command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = Tool.environment(["PATH": binaries + ":/usr/bin:/bin", "COLUMNS": "200"])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// Words with single spaces between them: column widths are no promise.
  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
