/// Numbers as people read them, the same in every locale.
public enum Digits {
  /// A whole number with commas between thousands: `1,234,567`.
  public static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var out = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// A number with a fixed count of decimals, half away from zero; a dash if it is not finite.
  public static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "—" }
    let scale = (0..<places).reduce(1) { result, _ in result * 10 }
    // A hair above, so that 2.675 is the 2.68 that its shortest text promises.
    let units = Int((value.magnitude * Double(scale) * (1 + 1e-12)).rounded(.toNearestOrAwayFromZero))
    let sign = value < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return sign + grouped(units) }
    let rest = String(units % scale)
    return sign + grouped(units / scale) + "." + String(repeating: "0", count: places - rest.count) + rest
  }

  /// A share 0…1 as a percentage with one decimal: `87.5%`.
  public static func percent(_ share: Double) -> String { decimal(share * 100, places: 1) + "%" }

  /// A score or points with at most two decimals: `92`, `85.5`.
  public static func points(_ value: Double) -> String {
    var text = decimal(value, places: 2)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
