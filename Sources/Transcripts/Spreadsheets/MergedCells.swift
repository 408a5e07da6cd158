/// Repeats the value of merged cells over their range, row by row.
struct MergedCells {
  private struct Area {
    var range: CellRange
    var value = Cell.empty
  }

  private var waiting: [CellRange]
  private var active: [Area] = []

  /// More ranges than memory should be spent on, and more at once than a row has columns.
  static let limit = 1_000_000

  /// Makes it of a sheet's ranges, in any order.
  init(_ ranges: [CellRange]) {
    waiting = ranges.sorted { ($0.first.row, $0.first.column) > ($1.first.row, $1.first.column) }
  }

  /// Fills the empty cells of a row that lie in a range; gives how many cells were looked at.
  mutating func fill(_ cells: inout [Cell], row: Int) -> Int {
    while let next = waiting.last, next.first.row <= row {
      waiting.removeLast()
      if next.last.row >= row { active.append(Area(range: next)) }
    }
    if active.isEmpty { return 0 }
    var work = 0
    for index in active.indices {
      let range = active[index].range
      if range.first.row == row, range.first.column <= cells.count {
        active[index].value = cells[range.first.column - 1]
      }
      let value = active[index].value
      work += 1
      if value == .empty { continue }
      while cells.count < range.last.column { cells.append(.empty) }
      for column in range.first.column...range.last.column where cells[column - 1] == .empty {
        cells[column - 1] = value
      }
      work += range.last.column - range.first.column
    }
    active.removeAll { $0.range.last.row <= row }
    return work
  }
}
