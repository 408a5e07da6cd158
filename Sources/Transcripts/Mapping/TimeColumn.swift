/// The unit of times given as bare numbers.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
  /// Seconds since 1970.
  case seconds = "s"
  /// Milliseconds since 1970.
  case milliseconds = "ms"
  /// Microseconds since 1970.
  case microseconds = "us"
  /// Nanoseconds since 1970.
  case nanoseconds = "ns"
  /// Days since 1899-12-30 of a spreadsheet's clock.
  case spreadsheetDays = "days"

  fileprivate var epoch: EpochUnit? {
    switch self {
    case .seconds: .seconds
    case .milliseconds: .milliseconds
    case .microseconds: .microseconds
    case .nanoseconds: .nanoseconds
    case .spreadsheetDays: nil
    }
  }
}

/// How the times of one column are written: the unit of numbers and the order of day and month, decided once.
struct TimeColumn: Sendable {
  private(set) var unit: TimeUnit?
  private(set) var order: DateOrder?

  /// What a column's first times say.
  struct Evidence {
    private var first: [(LooseTime, group: Int)] = []
    private var isDayFirst = false
    private var isMonthFirst = false
    private var numbers: [Double] = []
    /// How many times were seen.
    private(set) var count = 0

    /// Adds a time; `group` tells times that follow one another from others.
    mutating func add(_ text: ArraySlice<UInt8>, isNumber: Bool, group: Int) {
      let text = text.trimmedSpace
      if text.isEmpty { return }
      count += 1
      if isNumber || text.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E }),
        let number = Double(String(decoding: text, as: UTF8.self)),
        isNumber || text.count != 8 && text.count != 14
      {
        numbers.append(number)
        return
      }
      guard let time = LooseTimeReader.readWhole(text) else { return }
      add(time, group: group)
    }

    /// Adds a time that was read.
    mutating func add(_ time: LooseTime, group: Int) {
      guard time.hasDate, !time.startsWithYear, !time.isPlain else { return }
      switch time.provenOrder {
      case .dmy: isDayFirst = true
      case .mdy: isMonthFirst = true
      default: break
      }
      first.append((time, group))
    }

    /// The order of day and month.
    func order(_ file: String) throws(ToolError) -> DateOrder? {
      if first.isEmpty { return nil }
      if isDayFirst && isMonthFirst {
        throw Self.ambiguous(file, "some dates have the day first and others the month")
      }
      if isDayFirst { return .dmy }
      if isMonthFirst { return .mdy }
      if first.allSatisfy({ $0.0.parts.0 == $0.0.parts.1 }) { return .dmy }
      // Times of one conversation ascend in the right order, and seldom in the wrong one.
      let ascending = [DateOrder.dmy, .mdy].map { ascends($0) }
      if ascending[0] != ascending[1] { return ascending[0] ? .dmy : .mdy }
      throw Self.ambiguous(file, "dates such as 03/04 can be read in two ways")
    }

    private func ascends(_ order: DateOrder) -> Bool {
      var last: (Int64, group: Int)?
      for (time, group) in first {
        guard let reading = time.timestamp(order)?.reading else { return false }
        // More than a month between two turns that follow one another is no conversation.
        if let last, last.group == group, reading < last.0 || reading - last.0 > 27 * 86_400_000 { return false }
        last = (reading, group)
      }
      return true
    }

    /// The unit of bare numbers.
    var unit: TimeUnit? {
      guard let number = numbers.first(where: { $0 != 0 }) else { return nil }
      switch EpochUnit(of: number) {
      case .seconds: return .seconds
      case .milliseconds: return .milliseconds
      case .microseconds: return .microseconds
      case .nanoseconds: return .nanoseconds
      case nil: return 20_000...60_000 ~= number ? .spreadsheetDays : nil
      }
    }

    private static func ambiguous(_ file: String, _ what: String) -> ToolError {
      ToolError(
        "E-INPUT-DATE-ORDER", file: file, what: what, how: "--date-order dmy or --date-order mdy",
        exitCode: .inputRefused)
    }
  }

  /// A column whose order and unit are known.
  init(order: DateOrder?, unit: TimeUnit?) {
    self.order = order
    self.unit = unit
  }

  /// Decides by what was seen, unless the user says.
  init(_ evidence: Evidence, options: ReadingOptions, file: String) throws(ToolError) {
    unit = options.timeUnit ?? evidence.unit
    if let given = options.dateOrder { order = given } else { order = try evidence.order(file) }
  }

  /// Why a text is no time here.
  enum Failure: Error {
    case malformed
    case outOfRange
  }

  /// The time of a text; `nil` for none.
  ///
  /// A clock without a date needs the day.
  func read(
    _ text: ArraySlice<UInt8>, kind: RowBuffer.Kind = .text, value: Double = 0, day: Int64? = nil
  ) throws(Failure) -> Timestamp? {
    if kind == .date { return try check(Timestamp(reading: Int64(value), offset: nil)) }
    if let exact = try? Timestamp(text.span) { return exact }
    let text = text.trimmedSpace
    if text.isEmpty { return nil }
    if let unit, kind == .number || text.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E }),
      let number = Double(String(decoding: text, as: UTF8.self))
    {
      return try time(of: number, unit)
    }
    guard let loose = LooseTimeReader.readWhole(text) else { throw .malformed }
    if !loose.hasDate, day == nil { return nil }
    guard let time = loose.timestamp(order, day: day) else { throw .malformed }
    return try check(time)
  }

  private func time(of number: Double, _ unit: TimeUnit) throws(Failure) -> Timestamp {
    guard let epoch = unit.epoch else {
      guard 366...110_000 ~= number else { throw .outOfRange }
      return try check(Timestamp(reading: Int64(((number - 25_569) * 86_400_000).rounded()), offset: nil))
    }
    guard let instant = epoch.instant(number) else { throw .outOfRange }
    return Timestamp(reading: instant, offset: 0)
  }

  private func check(_ time: Timestamp) throws(Failure) -> Timestamp {
    guard time.reading >= Timestamp.earliest, time.reading < Timestamp.latest else { throw .outOfRange }
    return time
  }
}
