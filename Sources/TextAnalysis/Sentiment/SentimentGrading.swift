/// Reads the words and numbers with which files name classes and grades.
public enum SentimentGrading {
  private static let words: [(String, SentimentLabel)] = [
    ("negative", .negative), ("neg", .negative), ("负面", .negative), ("负", .negative), ("消极", .negative),
    ("差评", .negative), ("不满意", .negative), ("非常不满意", .negative), ("很不满意", .negative), ("unsatisfied", .negative),
    ("dissatisfied", .negative), ("bad", .negative), ("-1", .negative),
    ("neutral", .neutral), ("neu", .neutral), ("中性", .neutral), ("中", .neutral), ("中评", .neutral), ("一般", .neutral),
    ("mixed", .neutral),
    ("positive", .positive), ("pos", .positive), ("正面", .positive), ("正", .positive), ("积极", .positive),
    ("好评", .positive), ("满意", .positive), ("非常满意", .positive), ("很满意", .positive), ("satisfied", .positive),
    ("good", .positive),
  ]

  /// The classes of a column's values, or the first value that is none.
  ///
  /// Numbers are read as a whole: with only 0 and 1 they are negative and positive; with −1, 0, 1 they are the three
  /// classes; else grades of 1 to 5, where 1 and 2 are negative, 3 is neutral, 4 and 5 are positive; or of 1 to 10
  /// (0 to 10), where up to 4 and from 7 on are. Empty values are left out (`nil`).
  public static func classes(of values: [String]) -> Result<[SentimentLabel?], Unreadable> {
    let trimmed = values.map { value in
      String(value.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()).lowercased()
    }
    var numbers: [Double?] = []
    var scale = Scale()
    for value in trimmed {
      let number = Double(value).flatMap { $0.isFinite && (-1...10).contains($0) ? $0 : nil }
      numbers.append(number)
      if let number { scale.add(number) }
    }
    var classes: [SentimentLabel?] = []
    for (index, value) in trimmed.enumerated() {
      if value.isEmpty {
        classes.append(nil)
      } else if let number = numbers[index] {
        classes.append(scale.label(of: number))
      } else if let known = words.first(where: { $0.0 == value }) {
        classes.append(known.1)
      } else if let stars = stars(value) {
        classes.append(stars)
      } else {
        return .failure(Unreadable(index: index))
      }
    }
    return .success(classes)
  }

  /// A value that names no class, by its position.
  public struct Unreadable: Error {
    /// Which of the values.
    public var index: Int
  }

  /// `4 stars`, `5星`.
  private static func stars(_ value: String) -> SentimentLabel? {
    for ending in ["stars", "star", "星", "分"] where value.hasSuffix(ending) {
      let number = value.dropLast(ending.count).filter { $0 != " " }
      guard let grade = Double(number), (0...5).contains(grade) else { return nil }
      return grade < 2.5 ? .negative : grade > 3.5 ? .positive : .neutral
    }
    return nil
  }

  private struct Scale {
    var low = Double.infinity
    var high = -Double.infinity

    mutating func add(_ number: Double) {
      low = min(low, number)
      high = max(high, number)
    }

    func label(of number: Double) -> SentimentLabel {
      if low < 0 { return number < 0 ? .negative : number > 0 ? .positive : .neutral }
      if high <= 1 && low == 0 { return number < 0.5 ? .negative : .positive }
      if low == 0 && high == 2 { return number < 0.5 ? .negative : number > 1.5 ? .positive : .neutral }
      if high > 5 { return number <= 4 ? .negative : number >= 7 ? .positive : .neutral }
      return number < 2.5 ? .negative : number > 3.5 ? .positive : .neutral
    }
  }
}
