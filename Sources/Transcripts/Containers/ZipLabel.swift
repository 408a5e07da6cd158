internal import CZip

/// Makes an entry's name a harmless label: nothing is ever written to it, it only tells people what is meant.
enum ZipLabel {
  /// The longest label in bytes.
  private static let limit = 1024

  /// The label of a raw name: UTF-8 if it says so or is, else GB18030; without roots, drives, `..` and control characters.
  static func make(_ name: ArraySlice<UInt8>, isUTF8: Bool, index: Int) -> String {
    var text = ""
    for scalar in decode(name, isUTF8: isUTF8).unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      text.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar == "\\" ? "/" : scalar)
    }
    var parts = text.split(separator: "/").filter { $0 != "." && $0 != ".." }
    if let first = parts.first, first.utf8.count == 2, first.hasSuffix(":") { parts.removeFirst() }
    var label = parts.joined(separator: "/")
    while label.utf8.count > limit { label.removeFirst() }
    return label.isEmpty ? "entry-\(index + 1)" : label
  }

  private static func decode(_ name: ArraySlice<UInt8>, isUTF8: Bool) -> String {
    if isUTF8 || UTF8Validation.firstInvalid(in: name.span) == nil { return String(decoding: name, as: UTF8.self) }
    var text = [UInt8](repeating: 0, count: name.count * 3 + 8)
    let length = unsafe name.withUnsafeBufferPointer { bytes in
      unsafe text.withUnsafeMutableBufferPointer { space in
        unsafe czip_gb18030_to_utf8(bytes.baseAddress, bytes.count, space.baseAddress, space.count)
      }
    }
    guard length >= 0 else { return String(decoding: name, as: UTF8.self) }
    return String(decoding: text[..<Int(length)], as: UTF8.self)
  }
}
