internal import CBundledRules

/// The rulebooks and word lists that ship inside the program.
public enum BundledRules {
  /// The names of all bundled files, for example `online-service-zh.yaml` and `lexicons/thanks.tsv`.
  public static var names: [String] {
    (0..<cbundled_count()).map { unsafe String(cString: cbundled_file_at($0).name) }
  }

  /// The ids of the bundled rulebooks.
  public static var books: [String] {
    names.filter { $0.hasSuffix(".yaml") && !$0.contains("/") }.map { String($0.dropLast(5)) }
  }

  /// The text of a bundled file, or `nil`.
  public static func text(_ name: String) -> String? {
    for index in 0..<cbundled_count() {
      let file = unsafe cbundled_file_at(index)
      if unsafe String(cString: file.name) == name {
        return unsafe String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
      }
    }
    return nil
  }
}
