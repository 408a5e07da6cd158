internal import Foundation

/// Counts by hour: only hours that have some, in order.
struct HourCounts: Sendable, Hashable {
  /// Hours since 1970 in UTC.
  var hours: [Int32] = []
  /// What was counted in each.
  var counts: [Int32] = []

  mutating func add(_ hour: Int, _ count: Int) {
    guard count > 0 else { return }
    let count = Int32(clamping: count)
    let hour = Int32(clamping: hour)
    if let last = hours.last, last == hour {
      counts[counts.count - 1] = Int32(clamping: Int(counts[counts.count - 1]) + Int(count))
    } else if hours.last ?? .min < hour {
      hours.append(hour)
      counts.append(count)
    } else {
      let place = lowerBound(hour)
      if hours[place] == hour {
        counts[place] = Int32(clamping: Int(counts[place]) + Int(count))
      } else {
        hours.insert(hour, at: place)
        counts.insert(count, at: place)
      }
    }
  }

  /// The place of the first hour that is not before another.
  func lowerBound(_ hour: Int32) -> Int {
    var low = 0
    var high = hours.count
    while low < high {
      let middle = (low + high) / 2
      if hours[middle] < hour { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sum over hours from one to before another.
  func sum(_ from: Int, _ to: Int) -> Int {
    var place = lowerBound(Int32(clamping: from))
    var sum = 0
    while place < hours.count, Int(hours[place]) < to {
      sum += Int(counts[place])
      place += 1
    }
    return sum
  }

  /// Sums of stretches of equal length that end with an hour, the oldest first.
  func blocks(_ count: Int, of length: Int, until end: Int) -> [Int] {
    var sums = [Int](repeating: 0, count: count)
    let start = end - count * length
    var place = lowerBound(Int32(clamping: start))
    while place < hours.count, Int(hours[place]) < end {
      sums[(Int(hours[place]) - start) / length] += Int(counts[place])
      place += 1
    }
    return sums
  }

  /// The month of an hour, counted from year 0.
  static func month(_ hour: Int) -> Int {
    var days = (hour >= 0 ? hour : hour - 23) / 24 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    days -= era * 146_097
    let year = (days - days / 1460 + days / 36_524 - days / 146_096) / 365
    let rest = days - (365 * year + year / 4 - year / 100)
    let part = (5 * rest + 2) / 153
    let month = part < 10 ? part + 2 : part - 10
    return (year + era * 400 + (month < 2 ? 1 : 0)) * 12 + month
  }

  /// The hours of one month as bytes: pairs of the distance to the hour before and the count, seven bits a byte.
  func packed(_ range: Range<Int>) -> Data {
    var bytes: [UInt8] = []
    func put(_ value: Int, _ bytes: inout [UInt8]) {
      var rest = UInt64(bitPattern: Int64(value))
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    var before = 0
    for place in range {
      put(Int(hours[place]) - before, &bytes)
      put(Int(counts[place]), &bytes)
      before = Int(hours[place])
    }
    return Data(bytes)
  }

  /// Adds the hours of a packed month; `false` if the bytes are damaged.
  mutating func unpack(_ data: Data) -> Bool {
    var hour = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var gap: Int?
    for byte in data {
      guard shift < 63 else { return false }
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte & 0x80 == 0 else { continue }
      let whole = Int(clamping: value)
      (value, shift) = (0, 0)
      if let distance = gap {
        guard hour + distance <= Int(Int32.max) else { return false }
        hour += distance
        add(hour, whole)
        gap = nil
      } else {
        gap = whole
      }
    }
    return gap == nil && shift == 0
  }

  /// Places by month, in order.
  func months() -> [(month: Int, range: Range<Int>)] {
    var result: [(month: Int, range: Range<Int>)] = []
    var start = 0
    while start < hours.count {
      let month = Self.month(Int(hours[start]))
      var end = start + 1
      while end < hours.count, Self.month(Int(hours[end])) == month { end += 1 }
      result.append((month, start..<end))
      start = end
    }
    return result
  }
}
