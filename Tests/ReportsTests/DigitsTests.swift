import Documents
import Testing

/// Numbers as people read them.
@Suite struct DigitsTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func wholeNumbers(_ value: Int, _ text: String) { #expect(Digits.grouped(value) == text) }

  @Test(arguments: [
    (0.0, 1, "0.0"), (2.675, 2, "2.68"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (1234.5, 0, "1,235"),
    (99.95, 1, "100.0"),
    (0.05, 2, "0.05"), (Double.nan, 1, "—"), (Double.infinity, 1, "—"),
  ]) func decimals(_ value: Double, _ places: Int, _ text: String) {
    #expect(Digits.decimal(value, places: places) == text)
  }

  @Test(arguments: [(100.0, "100"), (85.5, "85.5"), (0.25, "0.25"), (-3.0, "-3")])
  func points(_ value: Double, _ text: String) { #expect(Digits.points(value) == text) }
}
