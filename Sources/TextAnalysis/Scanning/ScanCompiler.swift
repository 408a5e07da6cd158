/// The compiled form of a plan.
struct ScanDatabases: Sendable {
  /// All literals, or `nil` if there are none.
  var literals: ScanDatabase?
  /// The filters, mostly one database.
  var patterns: [ScanDatabase] = []
  /// For every pattern whether a database filters it.
  var isFiltered: [Bool] = []
}

/// Compiles the literals and filters of a plan.
enum ScanCompiler {
  static func compile(_ plan: ScanPlan) throws(TextAnalysisError) -> ScanDatabases {
    var result = ScanDatabases()
    let literals = plan.literals.enumerated().filter { !$0.element.isEmpty }.map { (id: $0.offset, bytes: $0.element) }
    if !literals.isEmpty {
      guard case .compiled(let database) = ScanDatabase.literals(literals) else {
        throw TextAnalysisError("Vectorscan refused the literals")
      }
      result.literals = database
    }
    result.isFiltered = plan.patterns.map { $0.filter != nil }
    let filters = plan.patterns.enumerated().compactMap { index, pattern in
      pattern.filter.map { (id: index, bytes: Array($0.utf8)) }
    }
    compile(filters[...], into: &result)
    return result
  }

  /// Compiles filters together, leaves out those that Vectorscan names as too much, and halves the set when it is too
  /// large as a whole.
  private static func compile(_ filters: ArraySlice<(id: Int, bytes: [UInt8])>, into result: inout ScanDatabases) {
    var left = Array(filters)
    while !left.isEmpty {
      switch ScanDatabase.patterns(left) {
      case .compiled(let database):
        result.patterns.append(database)
        return
      case .refused(.some(let index)) where index < left.count:
        result.isFiltered[left[index].id] = false
        left.remove(at: index)
      case .refused:
        guard left.count > 1 else {
          result.isFiltered[left[0].id] = false
          return
        }
        compile(left[..<(left.count / 2)], into: &result)
        left.removeFirst(left.count / 2)
      }
    }
  }
}
