/// A point in time as a source wrote it: a reading of a clock, with the clock's offset from UTC if it was given.
public struct Timestamp: Sendable, Hashable {
  /// The clock's reading in milliseconds since 1970-01-01T00:00:00, as if the clock showed UTC.
  public var reading: Int64
  /// The clock's offset from UTC in seconds, east positive; `nil` where the source gives no zone.
  public var offset: Int32?

  /// Makes a time.
  public init(reading: Int64, offset: Int32?) {
    self.reading = reading
    self.offset = offset
  }

  /// Milliseconds since 1970-01-01T00:00:00Z, or `nil` without a zone.
  public var instant: Int64? { offset.map { reading - Int64($0) * 1000 } }

  /// The first reading that is taken for a time: the start of 1971.
  public static let earliest: Int64 = 31_536_000_000
  /// The first reading after the range: the start of 2201.
  public static let latest: Int64 = 7_289_654_400_000

  /// Why a text or number is no time.
  public enum Failure: Error, Sendable, Hashable {
    /// Not of the form `2026-01-02T03:04:05.678+08:00`, or a field out of its range.
    case malformed
    /// Before 1971 or after 2200.
    case outOfRange
  }

  /// Reads a time of a string; see ``init(_:)-(Span<UInt8>)``.
  public init(_ text: String) throws(Failure) { try self.init(text.utf8.span) }

  /// Reads an RFC 3339 time: `T` or a space between date and time, seconds and fraction optional, zone optional.
  ///
  /// Fractions beyond a millisecond are cut. A leap second (`:60`) becomes the last millisecond of its minute.
  public init(_ text: Span<UInt8>) throws(Failure) {
    guard text.count >= 16 else { throw .malformed }
    let raw = unsafe text.bytes
    let date = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt64.self))
    let clock = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 8, as: UInt64.self))
    let between = UInt8(truncatingIfNeeded: clock >> 16)
    guard between == 0x54 || between == 0x20 || between == 0x74 else { throw .malformed }
    // What is left of `YYYY-MM-` and `DDTHH:MM` are the digits' values, and zeros where the marks were.
    let left = date ^ 0x2D30_302D_3030_3030
    let right = (clock & ~0xFF_0000) ^ 0x3030_3A30_3000_3030
    guard Self.areDigits(left, marks: 0xFF00_00FF_0000_0000), Self.areDigits(right, marks: 0x0000_FF00_00FF_0000) else {
      throw .malformed
    }
    let year = Self.pair(left, 0) * 100 + Self.pair(left, 2)
    let month = Self.pair(left, 5)
    let day = Self.pair(right, 0)
    let hour = Self.pair(right, 3)
    let minute = Self.pair(right, 6)
    guard year > 0, hour < 24, minute < 60, 1...12 ~= month, day >= 1, day <= Self.days(in: month, of: year) else {
      throw .malformed
    }
    var second = 0
    var millisecond = 0
    var index = 16
    if index < text.count, text[index] == 0x3A {
      guard text.count >= 19 else { throw .malformed }
      second = try Self.pair(text, 17)
      index = 19
      guard second <= 60 else { throw .malformed }
      if index < text.count, text[index] == 0x2E || text[index] == 0x2C {
        millisecond = try Self.fraction(text, &index)
      }
      if second == 60 { (second, millisecond) = (59, 999) }
    }
    offset = try Self.zone(text, index)
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    reading = (((days * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)) * 1000 + Int64(millisecond)
    guard reading >= Self.earliest, reading < Self.latest else { throw .outOfRange }
  }

  /// Whether each byte is at most 9, and zero where a mark was.
  @inline(__always)
  private static func areDigits(_ values: UInt64, marks: UInt64) -> Bool {
    let aboveNine = (values &+ 0x7676_7676_7676_7676) | values
    return (aboveNine & 0x8080_8080_8080_8080) | (values & marks) == 0
  }

  /// Two digits' value at a byte.
  @inline(__always)
  private static func pair(_ values: UInt64, _ byte: UInt64) -> Int {
    Int(truncatingIfNeeded: (values >> (byte * 8) & 15) * 10 + (values >> (byte * 8 + 8) & 15))
  }

  /// Two digits.
  @inline(__always)
  private static func pair(_ text: Span<UInt8>, _ index: Int) throws(Failure) -> Int {
    let tens = text[index] &- 0x30
    let ones = text[index + 1] &- 0x30
    guard tens < 10, ones < 10 else { throw .malformed }
    return Int(tens) * 10 + Int(ones)
  }

  /// The fraction after a point in milliseconds; moves the index behind it.
  private static func fraction(_ text: Span<UInt8>, _ index: inout Int) throws(Failure) -> Int {
    var weight = 100
    var value = 0
    let start = index + 1
    index = start
    while index < text.count, text[index] &- 0x30 < 10 {
      value += Int(text[index] - 0x30) * weight
      weight /= 10
      index += 1
    }
    guard index > start else { throw .malformed }
    return value
  }

  /// The zone from `index` to the end: nothing, `Z`, `+08:00`, `+0800` or `+08`.
  private static func zone(_ text: Span<UInt8>, _ index: Int) throws(Failure) -> Int32? {
    guard index < text.count else { return nil }
    if text[index] == 0x5A || text[index] == 0x7A {
      guard index + 1 == text.count else { throw .malformed }
      return 0
    }
    guard text[index] == 0x2B || text[index] == 0x2D else { throw .malformed }
    var minutes: Int
    switch text.count - index {
    case 3: minutes = try pair(text, index + 1) * 60
    case 5: minutes = try pair(text, index + 1) * 60 + minute(text, index + 3)
    case 6 where text[index + 3] == 0x3A: minutes = try pair(text, index + 1) * 60 + minute(text, index + 4)
    default: throw .malformed
    }
    guard minutes < 24 * 60 else { throw .malformed }
    if text[index] == 0x2D { minutes = -minutes }
    return Int32(minutes * 60)
  }

  private static func minute(_ text: Span<UInt8>, _ index: Int) throws(Failure) -> Int {
    let value = try pair(text, index)
    guard value < 60 else { throw .malformed }
    return value
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar; the year counts from March, so that leap days come last.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = UInt32(month <= 2 ? year - 1 : year)
    let months = UInt32(month > 2 ? month - 3 : month + 9)
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5
    return Int64(days) + Int64(day) - 1 - 719_468
  }
}
