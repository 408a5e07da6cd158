internal import Transcripts

/// A value of a trial's record.
enum TrialValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case list([Double])
}

/// A record of a trial, whether it was an object of JSON or a row of CSV: names in lower case.
struct TrialRecord: Sendable {
  /// The line or place in its file, from 1.
  var number: Int
  var values: [String: TrialValue] = [:]

  init(number: Int) { self.number = number }

  /// The first text among names, numbers in their own words.
  func text(_ names: [String]) -> String? {
    for name in names {
      switch values[name] {
      case .text(let text) where !text.isEmpty: return text
      case .number(let number):
        return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
      default: continue
      }
    }
    return nil
  }

  /// The first number among names.
  func number(_ names: [String]) -> Double? {
    for name in names {
      switch values[name] {
      case .number(let number): return number
      case .text(let text): if let number = Double(text) { return number }
      default: continue
      }
    }
    return nil
  }

  /// The first list among names; in CSV a list is numbers with blanks or semicolons between them.
  func list(_ names: [String]) -> [Double]? {
    for name in names {
      switch values[name] {
      case .list(let list): return list
      case .text(let text):
        let parts = text.split { " ;|".contains($0) }.map { Double($0) }
        if parts.count > 1, !parts.contains(nil) { return parts.compactMap { $0 } }
      default: continue
      }
    }
    return nil
  }

  /// A day: a whole number, a date, or a time; `isDate` tells them apart.
  func day(_ names: [String]) -> (day: Int, isDate: Bool)? {
    for name in names {
      switch values[name] {
      case .number(let number):
        guard abs(number) < 1e15 else { continue }
        if number >= 1e11 { return (Int((number / 86_400_000).rounded(.down)), true) }
        if number >= 1e8 { return (Int((number / 86_400).rounded(.down)), true) }
        return (Int(number.rounded(.down)), false)
      case .text(let text):
        if let day = Self.dayNumber(text) { return (day, true) }
        if let day = Int(text) { return (day, false) }
      default: continue
      }
    }
    return nil
  }

  /// Days since 1970-01-01 of a date or time as it is written (Hinnant's `days_from_civil`).
  static func dayNumber(_ text: String) -> Int? {
    let parts = text.split(separator: " ").first?.split(separator: "T").first?.split { "-/.年月日".contains($0) } ?? []
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3, (1000...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { return nil }
    let year = numbers[1] <= 2 ? numbers[0] - 1 : numbers[0]
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (numbers[1] + (numbers[1] > 2 ? -3 : 9)) + 2) / 5 + numbers[2] - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Reads records in every shape they come in: lines of JSON, a list, an object that holds a list, CSV or TSV.
enum TrialRecords {
  static func forEach(_ file: InputFile, _ body: (TrialRecord) throws -> Void) throws {
    var bytes = try file.contents()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let first = bytes.first(where: { $0 > 0x20 }) else {
      throw ToolError("E-INPUT-EMPTY", file: file.name, what: "has no record", exitCode: .inputRefused)
    }
    if first != 0x5B, first != 0x7B { return try rows(bytes, file.name, body) }
    var number = 0
    let line = bytes.prefix { $0 != 0x0A }
    let isLines = first == 0x7B && line.last { $0 > 0x20 } == 0x7D
    guard isLines else {
      // Line breaks between values mean nothing to JSON, and inside texts it does not allow them.
      let flat = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
      try StoredRecords.forEach(in: flat, name: file.name) { value in
        try value.forEachElement { element in try take(element, &number, body) }
        try value.forEachMember { _, member in
          try member.forEachElement { element in try take(element, &number, body) }
        }
      }
      return
    }
    try StoredRecords.forEach(in: bytes, name: file.name) { value in
      // An object on one line may hold the list as well.
      var isList = false
      try value.forEachMember { name, member in
        guard !isList, ["events", "truth", "incidents", "series", "records", "data"].contains(name) else { return }
        try member.forEachElement { element in
          isList = true
          try take(element, &number, body)
        }
      }
      if !isList { try take(value, &number, body) }
    }
  }

  private static func take(_ value: StoredValue, _ number: inout Int, _ body: (TrialRecord) throws -> Void) throws {
    number += 1
    var record = TrialRecord(number: number)
    value.forEachMember { name, member in
      if let text = member.string {
        record.values[name.lowercased()] = .text(text)
      } else if let number = member.number {
        record.values[name.lowercased()] = .number(number)
      } else {
        var list: [Double] = []
        member.forEachElement { list.append($0.number ?? 0) }
        if !list.isEmpty { record.values[name.lowercased()] = .list(list) }
      }
    }
    try body(record)
  }

  private static func rows(_ bytes: [UInt8], _ name: String, _ body: (TrialRecord) throws -> Void) throws {
    var text = bytes
    // Tabs between cells of the heading: the same reader with commas, as no cell of counts holds one.
    if bytes.prefix(while: { $0 != 0x0A }).contains(0x09) { text = bytes.map { $0 == 0x09 ? 0x2C : $0 } }
    var heading: [String] = []
    var rows = CSVRows()
    func row(_ fields: [[UInt8]], _ line: Int) throws {
      let cells = fields.map { String(decoding: $0, as: UTF8.self) }
      if heading.isEmpty {
        heading = cells.map { $0.lowercased() }
        return
      }
      guard cells.contains(where: { !$0.isEmpty }) else { return }
      var record = TrialRecord(number: line)
      for (name, cell) in zip(heading, cells) { record.values[name] = .text(cell) }
      try body(record)
    }
    try rows.read(text[...], row)
    try rows.finish(row)
  }
}

/// A text of a trial.
struct TrialUnit: Sendable {
  var day: Int
  var isDate: Bool
  var topic: String?
  var customer: String?
  var text: String?
  var count: Int
}

extension SeriesTruth.Kind {
  /// Reads the words people use.
  init?(word: String) {
    switch word.lowercased().filter({ $0.isLetter }) {
    case "burst", "spike", "surge", "outbreak", "激增", "突增": self = .burst
    case "newtopic", "new", "birth", "emerging", "emergence", "新话题", "新主题": self = .birth
    default: return nil
    }
  }
}
