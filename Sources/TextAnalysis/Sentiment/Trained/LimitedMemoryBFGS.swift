/// Minimises a smooth convex function with limited-memory BFGS.
///
/// Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5, with Armijo backtracking. Everything
/// runs in one fixed order, so that the same input gives the same bytes.
struct LimitedMemoryBFGS {
  /// Pairs of steps that are remembered.
  var memory = 7
  /// Most iterations.
  var iterations = 60
  /// Stops when the gradient is this much smaller than at the start.
  var tolerance = 2e-4

  /// Moves `point` to the minimum of a function that returns its value and writes its gradient.
  func minimize(_ point: inout [Float], _ function: (_ point: [Float], _ gradient: inout [Float]) -> Double) {
    let count = point.count
    var gradient = [Float](repeating: 0, count: count)
    var value = function(point, &gradient)
    let start = max(Self.dot(gradient, gradient).squareRoot(), 1e-12)
    var steps: [[Float]] = []
    var changes: [[Float]] = []
    var products: [Double] = []
    for iteration in 0..<iterations {
      if Self.dot(gradient, gradient).squareRoot() <= tolerance * start { return }
      var direction = gradient
      var factors = [Double](repeating: 0, count: steps.count)
      for index in steps.indices.reversed() {
        factors[index] = Self.dot(steps[index], direction) / products[index]
        Self.add(-factors[index], changes[index], to: &direction)
      }
      if let last = changes.indices.last {
        let scale = products[last] / max(Self.dot(changes[last], changes[last]), 1e-30)
        Self.scale(&direction, by: scale)
      }
      for index in steps.indices {
        let factor = Self.dot(changes[index], direction) / products[index]
        Self.add(factors[index] - factor, steps[index], to: &direction)
      }
      Self.scale(&direction, by: -1)
      let slope = Self.dot(gradient, direction)
      guard slope < 0 else { return }
      var length = iteration == 0 ? min(1, 1 / start) * 4 : 1
      var next = point
      var nextGradient = [Float](repeating: 0, count: count)
      var nextValue = value
      var tries = 0
      while tries < 20 {
        next = point
        Self.add(length, direction, to: &next)
        nextValue = function(next, &nextGradient)
        if nextValue <= value + 1e-4 * length * slope { break }
        length *= 0.5
        tries += 1
      }
      guard tries < 20 else { return }
      var step = next
      Self.add(-1, point, to: &step)
      var change = nextGradient
      Self.add(-1, gradient, to: &change)
      let product = Self.dot(step, change)
      if product > 1e-10 {
        if steps.count == memory {
          steps.removeFirst()
          changes.removeFirst()
          products.removeFirst()
        }
        steps.append(step)
        changes.append(change)
        products.append(product)
      }
      point = next
      gradient = nextGradient
      value = nextValue
    }
  }

  private static func dot(_ a: [Float], _ b: [Float]) -> Double {
    var sums = SIMD4<Double>()
    var index = 0
    while index + 4 <= a.count {
      sums += SIMD4<Double>(
        Double(a[index] * b[index]), Double(a[index + 1] * b[index + 1]), Double(a[index + 2] * b[index + 2]),
        Double(a[index + 3] * b[index + 3]))
      index += 4
    }
    var sum = sums.sum()
    while index < a.count {
      sum += Double(a[index] * b[index])
      index += 1
    }
    return sum
  }

  private static func add(_ factor: Double, _ a: [Float], to b: inout [Float]) {
    let factor = Float(factor)
    for index in b.indices { b[index] += factor * a[index] }
  }

  private static func scale(_ a: inout [Float], by factor: Double) {
    let factor = Float(factor)
    for index in a.indices { a[index] *= factor }
  }
}
