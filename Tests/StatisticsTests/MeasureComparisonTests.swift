import Statistics
import Testing

@Suite struct MeasureComparisonTests {
  /// Four teams; Holm's p-values were computed with SciPy 1.17 (fisher_exact) and statsmodels (multipletests, 'holm').
  static let teams = [
    GroupSample("A", Proportion(58, of: 60)), GroupSample("B", Proportion(40, of: 60)),
    GroupSample("C", Proportion(38, of: 60)), GroupSample("D", Proportion(12, of: 14)),
  ]

  @Test func tellsWhatDiffersAndWhatDoesNot() {
    let comparison = MeasureComparison(Self.teams)
    #expect(comparison.figures.map(\.name) == ["A", "D", "B", "C"])
    #expect(comparison.pairs.count == 6)
    let separable = comparison.separablePairs.map {
      comparison.figures[$0.first].name + comparison.figures[$0.second].name
    }
    #expect(separable == ["AC", "AB"])
    #expect(comparison.figures.map(\.ranks) == [1...2, 1...4, 2...4, 2...4])
    #expect(comparison.figures.map(\.rank) == [nil, nil, nil, nil])
    #expect(comparison.indistinguishable == [0..<2, 1..<4])
    #expect(comparison.figures.map(\.isSmall) == [false, true, false, false])
    #expect(comparison.figures[0].standing == .better)
  }

  @Test func ranksWhatIsFixed() {
    let comparison = MeasureComparison(
      [
        GroupSample("slow", Moments((0..<40).map { 90 + Double($0 % 7) })),
        GroupSample("fast", Moments((0..<40).map { 10 + Double($0 % 7) })),
        GroupSample("medium", Moments((0..<40).map { 50 + Double($0 % 7) })),
      ], higherIsBetter: false)
    #expect(comparison.figures.map(\.name) == ["fast", "medium", "slow"])
    #expect(comparison.figures.map(\.rank) == [1, 2, 3])
    #expect(comparison.figures.map(\.standing) == [.better, .notSeparable, .worse])
    #expect(comparison.indistinguishable == [])
  }

  /// Equal numbers have no variance, yet two of them prove nothing.
  @Test(arguments: [(2, false), (3, false), (4, true), (40, true)])
  func equalNumbersProveLittle(_ count: Int, _ differs: Bool) {
    let comparison = MeasureComparison([
      GroupSample("A", Moments(Array(repeating: 100, count: count))),
      GroupSample("B", Moments(Array(repeating: 95, count: count))),
    ])
    #expect(comparison.showsAnyDifference == differs)
  }

  @Test func doesNotDependOnTheOrderOfGroups() {
    let reference = MeasureComparison(Self.teams)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<10 {
      var shuffled = Self.teams
      generator.shuffle(&shuffled)
      #expect(MeasureComparison(shuffled) == reference)
    }
  }

  /// Under no difference, any false report comes in at most 5 % of the runs (here with room for chance).
  @Test func keepsFalseReportsRare() {
    var generator = SeededGenerator(seed: 20_26)
    var falsePairs = 0
    var falseStandings = 0
    for _ in 0..<400 {
      let samples = (0..<8).map { group in
        GroupSample("\(group)", Proportion((0..<28).count { _ in generator.nextUnit() < 0.7 }, of: 28))
      }
      let comparison = MeasureComparison(samples)
      if !comparison.separablePairs.isEmpty { falsePairs += 1 }
      if comparison.figures.contains(where: { $0.standing != .notSeparable }) { falseStandings += 1 }
    }
    #expect(falsePairs <= 28)
    #expect(falseStandings <= 28)
  }

  /// Scores as they are: high, with a fatal zero now and then.
  ///
  /// A group that had none by luck is not better.
  @Test func isNotFooledByRareZeros() {
    var generator = SeededGenerator(seed: 77)
    var falsePairs = 0
    var falseStandings = 0
    for _ in 0..<400 {
      let samples = (0..<8).map { group in
        let scores = (0..<15).map { _ in
          generator.nextUnit() < 0.07 ? 0 : 100 - 4 * Double(generator.next(below: 5))
        }
        return GroupSample("\(group)", Moments(scores))
      }
      let comparison = MeasureComparison(samples)
      if !comparison.separablePairs.isEmpty { falsePairs += 1 }
      if comparison.figures.contains(where: { $0.standing != .notSeparable }) { falseStandings += 1 }
    }
    #expect(falsePairs <= 28)
    #expect(falseStandings <= 28)
  }

  @Test(arguments: [
    (ComparisonSentences.Language.zh, "两两比较的 6 对中 2 对能区分，4 对不能（Holm 校正）"),
    (.en, "Of 6 pairs 2 differ and 4 cannot be told apart (Holm's correction)"),
  ])
  func saysWhatDiffers(_ language: ComparisonSentences.Language, _ expected: String) {
    let sentences = ComparisonSentences(
      MeasureComparison(Self.teams), measure: "pass", unit: .percent, language: language
    ).sentences
    #expect(sentences.contains { $0.hasPrefix(expected) })
    #expect(sentences.contains { $0.contains("D") && $0.contains("n=14") })
  }

  @Test(arguments: ComparisonSentences.Language.allCases)
  func ranksNothingWithoutDifferences(_ language: ComparisonSentences.Language) {
    let samples = (1...14).map { GroupSample("G\($0)", Proportion(20, of: 27 + $0 % 2)) }
    let sentences = ComparisonSentences(
      MeasureComparison(samples), measure: "x", unit: .percent, language: language
    ).sentences
    #expect(sentences.count == 2)
    #expect(sentences[0].contains("14"))
    #expect(sentences[1].contains("27–28"))
    #expect(!sentences.joined().contains("第 1 名"))
  }

  @Test(arguments: ComparisonSentences.Language.allCases)
  func summarisesSeveralMeasures(_ language: ComparisonSentences.Language) {
    let same = (1...4).map { GroupSample(["A", "B", "C", "D"][$0 - 1], Proportion(30, of: 40)) }
    func sentences(_ samples: [[GroupSample]]) -> [String] {
      ComparisonOverview(
        samples.enumerated().map { .init(title: "m\($0.offset)", comparison: MeasureComparison($0.element)) },
        noun: "teams", language: language
      ).sentences
    }
    #expect(sentences([same, same]).count == 1)
    let mixed = sentences([Self.teams, same])
    #expect(mixed.count == 4)
    #expect(mixed[1].hasPrefix("A") && mixed[1].contains("m0") && !mixed[1].contains("m1"))
    #expect(mixed[2].hasPrefix("C"))
    #expect(mixed[3].contains("B") && mixed[3].contains("D") && !mixed[3].contains("C"))
    #expect(sentences([]).isEmpty)
  }

  /// The approximation for large samples agrees with the exact test where it takes over.
  @Test(arguments: [(3900, 4000), (3950, 3900), (1000, 1100)])
  func largeSamplesAgreeWithTheExactTest(_ a: Int, _ b: Int) throws {
    let x = Proportion(a, of: 5200)
    let y = Proportion(b, of: 5200)
    let comparison = MeasureComparison([GroupSample("A", x), GroupSample("B", y)])
    let exact = x.fisherP(against: y)
    #expect(abs(comparison.pairs[0].difference.p / exact - 1) < 0.02)
  }

  @Test func empty() {
    #expect(MeasureComparison([]).figures.isEmpty)
    #expect(MeasureComparison([GroupSample("A", Proportion(0, of: 0))]).figures[0].value == nil)
    let one = MeasureComparison([GroupSample("A", Moments([1])), GroupSample("B", Moments())])
    #expect(one.figures.map(\.name) == ["A", "B"])
    #expect(!one.showsAnyDifference)
    #expect(ComparisonSentences(one, measure: "x", unit: .points, language: .en).sentences.count == 1)
  }
}
