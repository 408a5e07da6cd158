// swift-tools-version: 6.2
import PackageDescription

/// Coverage-guided fuzzing of every parser of bytes, by libFuzzer of the Swift toolchain on Linux; see Scripts/fuzz.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "qa-toolkit", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz", dependencies: [.product(name: "QAToolkit", package: "qa-toolkit"), "CFuzzer"],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    .target(name: "CFuzzer"),
  ],
  swiftLanguageModes: [.v6]
)
