extension String {
  /// The lines without their breaks; CRLF, to Swift one character, is one break.
  var textLines: [Substring] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }
}
