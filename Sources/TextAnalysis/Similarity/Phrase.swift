/// A phrase made ready to be looked for in texts that may say it in slightly other words.
///
/// With n-grams the likeness of a window is the Dice coefficient 2·|A ∩ B| / (|A| + |B|) of its grams and the phrase's
/// (see ``SimilarityMethod``); windows have as many grams as the phrase, a quarter more or half more, so that inserted
/// words cost little. With edits it is 1 − distance / length of the longer, for the window of least distance.
public struct Phrase: Sendable {
  /// How the phrase is compared.
  public let method: SimilarityMethod
  private let gramCount: Int
  private let letters: [UInt32]
  private let table: GramTable

  /// Buffers for ``bestMatch(in:of:atLeast:scratch:)``, reused from text to text.
  public struct Scratch: Sendable {
    fileprivate var grams: [Grams.Gram] = []
    fileprivate var text = LetterText()
    fileprivate var ids: [Int32] = []
    fileprivate var counts: [Int32] = []
    fileprivate var rows: [Int32] = []

    /// Makes empty buffers.
    public init() {}
  }

  /// Prepares folded text.
  public init(_ folded: [UInt8], method: SimilarityMethod = .ngram) {
    self.method = method
    let keys = Grams.keys(in: 0..<folded.count, of: folded)
    gramCount = keys.count
    var text = LetterText()
    text.load(0..<folded.count, of: folded)
    letters = text.letters
    table = GramTable(method == .ngram ? keys : letters.map { UInt64($0) })
  }

  /// Whether nothing is left of the phrase without punctuation; such a phrase is like nothing.
  public var isEmpty: Bool { letters.isEmpty }

  /// The most similar part of a range of folded text: its likeness from 0 to 1 in steps of 0.0001, and its bytes.
  ///
  /// The earliest of equal parts. Without any likeness the range is empty and at the beginning. A text that cannot
  /// reach `atLeast` may be passed over as if it had no likeness; that is much faster.
  /// - Complexity: O(*n*) for n-grams; O(*n* · *m*) for edits, O(*n*) for a text without common characters
  public func bestMatch(
    in range: Range<Int>, of folded: FoldedText, atLeast least: Double = 0, scratch: inout Scratch
  ) -> (similarity: Double, range: Range<Int>) {
    let nothing = (similarity: 0.0, range: range.lowerBound..<range.lowerBound)
    guard !letters.isEmpty, !range.isEmpty else { return nothing }
    switch method {
    case .ngram: return bestGrams(range, folded.bytes, least, &scratch) ?? nothing
    case .edit: return nearestEdit(range, folded.bytes, least, &scratch) ?? nothing
    }
  }

  /// The most similar part of a range of folded text, with buffers of its own.
  public func bestMatch(in range: Range<Int>, of folded: FoldedText) -> (similarity: Double, range: Range<Int>) {
    var scratch = Scratch()
    return bestMatch(in: range, of: folded, scratch: &scratch)
  }

  // MARK: - N-grams

  private func bestGrams(
    _ range: Range<Int>, _ bytes: [UInt8], _ least: Double, _ scratch: inout Scratch
  ) -> (similarity: Double, range: Range<Int>)? {
    var known = 0
    Grams.forEach(in: range, of: bytes) { if table.contains($0.key) { known += 1 } }
    // No window can share more grams than the whole text.
    guard known > 0, Double(known) >= least * Double(gramCount) / 2 else { return nil }
    scratch.grams.removeAll(keepingCapacity: true)
    scratch.ids.removeAll(keepingCapacity: true)
    Grams.forEach(in: range, of: bytes) {
      scratch.grams.append($0)
      scratch.ids.append(table.id(of: $0.key))
    }
    let size = gramCount
    var best = (similarity: 0.0, window: 0..<0)
    var last = 0
    for window in [size, size + size / 4, size + size / 2] {
      let length = min(window, scratch.ids.count)
      guard length != last else { continue }
      last = length
      let (shared, start) = bestWindow(length, &scratch)
      let similarity = 2 * Double(shared) / Double(size + length)
      if similarity > best.similarity { best = (similarity, start..<start + length) }
    }
    // Grams at the ends that the phrase does not have are no evidence.
    var window = best.window
    while let first = window.first, scratch.ids[first] < 0 { window = first + 1..<window.upperBound }
    while let end = window.last, scratch.ids[end] < 0 { window = window.lowerBound..<end }
    guard !window.isEmpty else { return nil }
    window = widened(window, &scratch)
    guard let first = window.first, let end = window.last else { return nil }
    return (Similarity.quantised(best.similarity), Int(scratch.grams[first].start)..<Int(scratch.grams[end].end))
  }

  /// The window with what the phrase says beyond it: words inserted in between must not cut the evidence short.
  ///
  /// Two neighbouring grams that the window still lacks are taken in if they lie no further than half a phrase away.
  private func widened(_ window: Range<Int>, _ scratch: inout Scratch) -> Range<Int> {
    scratch.counts.removeAll(keepingCapacity: true)
    scratch.counts.append(contentsOf: table.counts)
    for place in window where scratch.ids[place] >= 0 { scratch.counts[Int(scratch.ids[place])] -= 1 }
    func lacks(_ place: Int) -> Bool {
      scratch.ids.indices.contains(place) && scratch.ids[place] >= 0 && scratch.counts[Int(scratch.ids[place])] > 0
    }
    let reach = max(2, gramCount / 2)
    var low = window.lowerBound
    var high = window.upperBound
    var place = high
    while place < high + reach, place < scratch.ids.count {
      if lacks(place), lacks(place + 1) {
        for taken in [place, place + 1] { scratch.counts[Int(scratch.ids[taken])] -= 1 }
        high = place + 2
        while lacks(high) {
          scratch.counts[Int(scratch.ids[high])] -= 1
          high += 1
        }
        place = high
      } else {
        place += 1
      }
    }
    place = low - 1
    while place >= low - reach, place >= 0 {
      if lacks(place), lacks(place - 1) {
        for taken in [place, place - 1] { scratch.counts[Int(scratch.ids[taken])] -= 1 }
        low = place - 1
        while lacks(low - 1) {
          low -= 1
          scratch.counts[Int(scratch.ids[low])] -= 1
        }
        place = low - 1
      } else {
        place -= 1
      }
    }
    return low..<high
  }

  /// The window of a length that shares the most grams, counted as a multiset.
  private func bestWindow(_ length: Int, _ scratch: inout Scratch) -> (shared: Int, start: Int) {
    scratch.counts.removeAll(keepingCapacity: true)
    scratch.counts.append(contentsOf: table.counts)
    var shared = 0
    var best = (shared: -1, start: 0)
    for end in scratch.ids.indices {
      let entering = Int(scratch.ids[end])
      if entering >= 0 {
        if scratch.counts[entering] > 0 { shared += 1 }
        scratch.counts[entering] -= 1
      }
      if end >= length {
        let leaving = Int(scratch.ids[end - length])
        if leaving >= 0 {
          scratch.counts[leaving] += 1
          if scratch.counts[leaving] > 0 { shared -= 1 }
        }
      }
      if end >= length - 1, shared > best.shared { best = (shared, end - length + 1) }
    }
    return best
  }

  // MARK: - Edits

  private func nearestEdit(
    _ range: Range<Int>, _ bytes: [UInt8], _ least: Double, _ scratch: inout Scratch
  ) -> (similarity: Double, range: Range<Int>)? {
    scratch.text.load(range, of: bytes)
    let known = scratch.text.letters.count { table.contains(UInt64($0)) }
    // Every letter of the phrase that the text lacks costs an edit.
    guard known > 0, Double(known) >= least * Double(letters.count) else { return nil }
    let (distance, window) = EditDistance.nearest(letters, in: scratch.text.letters, rows: &scratch.rows)
    guard let first = window.first, let last = window.last else { return nil }
    let longest = max(letters.count, window.count)
    let similarity = Similarity.quantised(1 - Double(distance) / Double(longest))
    return (similarity, Int(scratch.text.starts[first])..<Int(scratch.text.ends[last]))
  }
}
