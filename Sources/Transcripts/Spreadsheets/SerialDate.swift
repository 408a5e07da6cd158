/// Turns a spreadsheet's serial days into wall-clock milliseconds since 1970.
enum SerialDate {
  /// The day numbering of a workbook.
  enum System {
    /// Day 1 is 1900-01-01; day 60 is 1900-02-29, which never was: days before it are one off.
    case from1900
    /// Day 0 is 1904-01-01.
    case from1904
  }

  /// The wall clock of a serial, or `nil` if it is no date up to the year 9999.
  ///
  /// A serial below 1 in the 1900 system is a time of day or a duration; its day becomes 1899-12-31.
  static func milliseconds(_ serial: Double, _ system: System) -> Int64? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let shift: Double =
      switch system {
      case .from1904: 24_107
      case .from1900: serial < 60 ? 25_568 : 25_569
      }
    return Int64(((serial - shift) * 86_400_000).rounded())
  }
}
