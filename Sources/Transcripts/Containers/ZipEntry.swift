/// One entry of a zip archive's directory.
struct ZipEntry: Hashable {
  /// Where its name lies in the directory's names.
  var name: Range<Int>
  /// Whether its name says that it is UTF-8.
  var isUTF8 = false
  /// How it is compressed: 0 stored, 8 deflate.
  var method = 0
  /// The CRC-32 of its content.
  var checksum: UInt32 = 0
  /// The size in the archive.
  var compressedSize = 0
  /// The size of its content.
  var size = 0
  /// Where its local header lies.
  var offset = 0
  /// Whether it is encrypted.
  var isEncrypted = false
  /// Whether it is a symbolic link; its content names a target, which is never followed.
  var isSymbolicLink = false
  /// Whether it is a directory.
  var isDirectory = false

  /// Whether the entry has content to read.
  var isFile: Bool { !isDirectory && !isSymbolicLink }
}
