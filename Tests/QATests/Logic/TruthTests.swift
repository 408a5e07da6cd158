import Testing

@testable import QA

/// Independent tables of the four-valued logic, row by row: hit, miss, unknown, n/a.
enum TruthTables {
  static let order: [Truth] = [.hit, .miss, .unknown, .notApplicable]
  static let and = ["HMUN", "MMMM", "UMUU", "NMUN"]
  static let or = ["HHHH", "HMUN", "HUUU", "HNUN"]
  static let not = "MHUN"

  static func value(_ letter: Character) -> Truth {
    switch letter {
    case "H": .hit
    case "M": .miss
    case "U": .unknown
    default: .notApplicable
    }
  }

  static func look(_ table: [String], _ a: Truth, _ b: Truth) -> Truth {
    let row = table[order.firstIndex(of: a) ?? 0]
    return value(Array(row)[order.firstIndex(of: b) ?? 0])
  }

  static func not(_ a: Truth) -> Truth { value(Array(not)[order.firstIndex(of: a) ?? 0]) }

  /// The value of `any(…) ⋈ n` by trying every way the unknown ones may turn out.
  static func count(_ values: [Truth], _ comparison: Comparison, _ bound: Int) -> Truth {
    let hits = values.count { $0 == .hit }
    let open = values.count { $0 == .unknown }
    var seen: Set<Bool> = []
    for mask in 0..<(1 << open) { seen.insert(comparison.holds(Double(hits + mask.nonzeroBitCount), Double(bound))) }
    return seen.count > 1 ? .unknown : (seen.contains(true) ? .hit : .miss)
  }
}

@Suite struct TruthTests {
  static let pairs = TruthTables.order.flatMap { a in TruthTables.order.map { (a, $0) } }

  @Test(arguments: pairs) func joins(_ a: Truth, _ b: Truth) {
    let values = [Judgement(a), Judgement(b)]
    #expect(Judgement.all(values).truth == TruthTables.look(TruthTables.and, a, b))
    #expect(Judgement.any(values).truth == TruthTables.look(TruthTables.or, a, b))
  }

  @Test(arguments: TruthTables.order) func negates(_ a: Truth) {
    #expect((!Judgement(a)).truth == TruthTables.not(a))
    #expect(!(!Judgement(a)) == Judgement(a))
    #expect(Judgement.all([Judgement(a)]).truth == a)
    #expect(Judgement.any([Judgement(a)]).truth == a)
  }

  @Test func isNotApplicableForNothing() {
    #expect(Judgement.all([]).truth == .notApplicable)
    #expect(Judgement.any([]).truth == .notApplicable)
  }

  @Test func keepsTheReason() {
    let unknown = Judgement(.unknown, .noTimes)
    let absent = Judgement(.notApplicable, .roleAbsent)
    #expect(!unknown == unknown)
    #expect(Judgement.all([.hit, absent, unknown]) == unknown)
    #expect(Judgement.any([.miss, absent, unknown]) == unknown)
    #expect(Judgement.any([.miss, absent]) == absent)
    #expect(Judgement.count([unknown, .hit], .atLeast, 2) == unknown)
  }

  /// All lists of three values against all comparisons and bounds.
  @Test(arguments: Comparison.allCases) func counts(_ comparison: Comparison) {
    for a in TruthTables.order {
      for b in TruthTables.order {
        for c in TruthTables.order {
          for bound in 0...4 {
            let actual = Judgement.count([a, b, c].map { Judgement($0) }, comparison, bound).truth
            let expected = TruthTables.count([a, b, c], comparison, bound)
            #expect(actual == expected, "\(a) \(b) \(c) \(comparison.rawValue) \(bound)")
          }
        }
      }
    }
  }

  @Test(
    arguments: [
      ([.hit, .miss, .unknown], 1, .hit), ([.hit, .miss, .unknown], 2, .unknown), ([.hit, .miss, .unknown], 3, .miss),
      ([.notApplicable, .notApplicable], 1, .miss), ([.notApplicable], 0, .hit), ([.unknown, .unknown], 3, .miss),
    ] as [([Truth], Int, Truth)])
  func countsWithBounds(_ values: [Truth], _ bound: Int, _ expected: Truth) {
    #expect(Judgement.count(values.map { Judgement($0) }, .atLeast, bound).truth == expected)
  }
}
