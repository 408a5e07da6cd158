/// Digits said as words: 幺三八零零…, one three eight double zero ….
enum SpokenDigits {
  /// Chinese digits as people say them on the telephone.
  static let hanDigits = "零〇一二三四五六七八九幺么两洞拐勾"
  private static let hanValues: [(Unicode.Scalar, UInt8)] = Array(
    zip(hanDigits.unicodeScalars, Array("00123456789112079".utf8)))

  private static let english: [(StaticString, UInt8)] = [
    ("zero", 0x30), ("oh", 0x30), ("o", 0x30), ("one", 0x31), ("two", 0x32), ("three", 0x33), ("four", 0x34),
    ("five", 0x35), ("six", 0x36), ("seven", 0x37), ("eight", 0x38), ("nine", 0x39), ("double", 2), ("triple", 3),
  ]

  /// Whether a word of lower-case letters is said for a digit.
  static func isEnglish(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...6).contains(word.count) else { return false }
    return english.contains { entry in
      guard entry.0.utf8CodeUnitCount == word.count else { return false }
      for index in 0..<word.count where unsafe entry.0.utf8Start[index] != word[index] { return false }
      return true
    }
  }

  /// A run of digits, said or written.
  struct Run {
    var digits: [UInt8] = []
    /// The bytes of every digit.
    var places: [Range<Int>] = []
    /// How many were said as words.
    var saidCount = 0
  }

  /// The runs of seven digits and more of which some are said, in a turn of folded text.
  static func runs(in text: [UInt8], _ turn: Range<Int>) -> [Run] {
    var runs: [Run] = []
    var run = Run()
    var repeats = 1
    func close() {
      if run.digits.count >= 7, run.saidCount > 0 { runs.append(run) }
      run = Run()
      repeats = 1
    }
    var index = turn.lowerBound
    while index < turn.upperBound {
      let byte = text[index]
      if byte.isASCIIDigit {
        run.digits.append(byte)
        run.places.append(index..<index + 1)
        index += 1
      } else if byte.isASCIILetter {
        let start = index
        while index < turn.upperBound, text[index].isASCIILetter { index += 1 }
        guard let value = englishValue(text[start..<index]) else {
          close()
          continue
        }
        if value < 0x10 {
          repeats = Int(value)
        } else {
          for _ in 0..<repeats {
            run.digits.append(value)
            run.places.append(start..<index)
          }
          run.saidCount += 1
          repeats = 1
        }
      } else if byte == 0x20 || byte == 0x2D || byte == 0x2C {
        index += 1
      } else if byte & 0xF0 == 0xE0, index + 2 < turn.upperBound {
        let code =
          UInt32(byte & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        if let value = hanValues.first(where: { $0.0.value == code })?.1 {
          run.digits.append(value)
          run.places.append(index..<index + 3)
          run.saidCount += 1
        } else if code != 0x3001 {
          close()
        }
        index += 3
      } else {
        close()
        index += 1
      }
    }
    close()
    return runs
  }

  private static func englishValue(_ word: ArraySlice<UInt8>) -> UInt8? {
    unsafe word.withUnsafeBufferPointer { word in
      english.first { entry in
        guard entry.0.utf8CodeUnitCount == word.count else { return false }
        for index in 0..<word.count where unsafe entry.0.utf8Start[index] != word[index] { return false }
        return true
      }?.1
    }
  }

  /// The numbers in runs of said digits.
  static func entities(in text: [UInt8], _ turn: Range<Int>, asked: EntityCue?) -> [Entity] {
    var found: [Entity] = []
    for run in runs(in: text, turn) {
      var first = 0
      outer: while first + 7 <= run.digits.count {
        for length in [18, 19, 17, 16, 15, 14, 13, 12, 11, 10] where first + length <= run.digits.count {
          // A mobile number may be said within a longer run; everything else must be the whole of it.
          guard first == 0 && length == run.digits.count || length == 11 else { continue }
          let places = run.places[first].lowerBound..<run.places[first + length - 1].upperBound
          let cue = EntityCues.nearest(in: text, turn: turn, around: places) ?? asked
          let digits = Array(run.digits[first..<first + length])
          if let (kind, value, isVerified) = NumberRecognizer.kind(digits, cue, .plain) {
            found.append(Entity(kind, [places], value: value, isVerified: isVerified))
            first += length
            continue outer
          }
        }
        first += 1
      }
    }
    return found
  }
}
