/// The number words of English.
enum EnglishNumbers {
  static let powers: [(word: [UInt32], value: Double)] = [
    ("hundred", 100), ("thousand", 1000), ("million", 1e6), ("mn", 1e6), ("billion", 1e9), ("bn", 1e9),
  ].map { ($0.0.unicodeScalars.map(\.value), $0.1) }

  static let small: [String: Double] = {
    let ones = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
      "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    var table: [String: Double] = [:]
    for (value, word) in ones.enumerated() { table[word] = Double(value) }
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for (index, word) in tens.enumerated() { table[word] = Double((index + 2) * 10) }
    return table
  }()

  static let months: [String: Int] = {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    var table: [String: Int] = ["sept": 9]
    for (index, name) in names.enumerated() {
      table[name] = index + 1
      table[String(name.prefix(3))] = index + 1
    }
    return table
  }()
}

extension NumberReader {
  /// The word of Latin letters at a position, and its end; longer than any number word it is empty.
  func word(at start: Int) -> (text: String, end: Int) {
    var index = start
    var text = ""
    while isLetter(index) {
      if text.utf8.count < 12 { text.unicodeScalars.append(Unicode.Scalar(codes[index]) ?? " ") }
      index += 1
    }
    return (index - start > 12 ? "" : text, index)
  }

  /// The words of a number: two hundred and fifty, twenty-five, three point five, a thousand.
  func words(at start: Int) -> NumeralReading {
    var total = 0.0
    var section = 0.0
    var index = start
    var end = start
    var count = 0
    var last = 0.0
    var isOne = false
    var isFirst = true
    while isLetter(index) {
      let (text, next) = word(at: index)
      if let value = EnglishNumbers.small[text] {
        // twenty five joins; "two three" are two numbers.
        if count > 0, !(last == 100 || last >= 1000 || last >= 20 && last < 100 && value < 10 && value > 0) { break }
        section += value
        last = value
        isOne = value == 1
      } else if let power = EnglishNumbers.powers.first(where: {
        has($0.word, at: index) && $0.word.count == next - index
      })?
      .value {
        guard count > 0 else { break }
        if power == 100 {
          section *= 100
        } else {
          total += section * power
          section = 0
        }
        last = power
      } else if isFirst, text == "a", code(next) == 0x20 {
        let (following, _) = word(at: next + 1)
        guard ["hundred", "thousand", "million", "billion"].contains(following) else { break }
        section = 1
        last = 1
      } else if text == "and", last >= 100 {
        guard EnglishNumbers.small[word(at: afterSpace(next)).text] != nil else { break }
        index = afterSpace(next)
        continue
      } else if text == "point", count > 0, let fraction = pointFraction(at: afterSpace(next)) {
        section += fraction.value
        end = fraction.end
        count += 1
        break
      } else {
        break
      }
      isFirst = false
      count += 1
      end = next
      index = code(next) == 0x2D ? next + 1 : afterSpace(next)
    }
    guard count > 0 else { return .none }
    var numeral = Numeral(value: total + section, end: end)
    numeral.isWeak = count == 1 && isOne
    return .found(numeral)
  }

  private func pointFraction(at start: Int) -> (value: Double, end: Int)? {
    var index = start
    var end = start
    var numerator = 0.0
    var denominator = 1.0
    while isLetter(index) {
      let (text, next) = word(at: index)
      guard let digit = EnglishNumbers.small[text], digit < 10 else { break }
      numerator = numerator * 10 + digit
      denominator *= 10
      end = next
      index = afterSpace(next)
    }
    return end == start ? nil : (numerator / denominator, end)
  }
}
