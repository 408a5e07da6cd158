extension Lattice {
  /// Names the dictionary does not hold: surname and given name, and transliterations of three to nine characters.
  static func addNames(
    _ start: Int, _ role: NameModel.Role, _ codes: Span<UInt32>,
    _ cells: inout MutableSpan<LatticeCell>, _ dictionary: WordDictionary
  ) {
    let count = codes.count
    if role.contains(.surname) {
      var surname = dictionary.names.surname(codes[start])
      if surname > -.infinity { addGiven(start, start + 1, surname, codes, &cells, dictionary) }
      if start + 1 < count {
        surname = dictionary.names.surname(codes[start], codes[start + 1])
        if surname > -.infinity { addGiven(start, start + 2, surname, codes, &cells, dictionary) }
      }
    }
    guard role.contains(.foreign) else { return }
    var weight = NameModel.foreignPrior
    var end = start
    while end < count, end - start < 9 {
      let next = dictionary.names.foreign(codes[end])
      guard next > -.infinity else { break }
      weight += next
      end += 1
      if end - start >= 3 { relax(start, end, weight, .han, &cells) }
    }
  }

  private static func addGiven(
    _ start: Int, _ given: Int, _ surname: Float, _ codes: Span<UInt32>,
    _ cells: inout MutableSpan<LatticeCell>, _ dictionary: WordDictionary
  ) {
    guard given < codes.count else { return }
    let first = dictionary.names.given(codes[given])
    guard first > -.infinity else { return }
    // One character of a given name is rarer than two and more often an accident.
    relax(start, given + 1, NameModel.prior - 2.5 + surname + first, .han, &cells)
    guard given + 1 < codes.count else { return }
    let second = dictionary.names.given(codes[given + 1])
    guard second > -.infinity else { return }
    relax(start, given + 2, NameModel.prior + surname + first + second, .han, &cells)
  }
}
