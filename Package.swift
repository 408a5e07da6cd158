// swift-tools-version: 6.2
import PackageDescription

/// The settings every Swift target shares: strict concurrency comes with language mode 6.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A system library that is only named here for its pkg-config flags; a C shim target gives it a Swift face.
func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: pkgConfig,
    providers: [.apt([apt]), .brew([brew])])
}

/// A shim: a small C or C++ target whose public header has opaque structs and plain functions only.
func shim(_ name: String, over library: String, link: [String]) -> Target {
  .target(
    name: name, dependencies: [.target(name: library)],
    linkerSettings: link.map { .linkedLibrary($0) })
}

let package = Package(
  name: "qa-toolkit",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "qa-cli", targets: ["qa-cli"]),
    .library(name: "Transcripts", targets: ["Transcripts"]),
    .library(
      name: "QAToolkit",
      targets: ["Statistics", "Documents", "Transcripts", "TextAnalysis", "QA", "VOC", "Reports", "Store", "Delivery"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // System libraries and their shims.
    system("SystemICU", pkgConfig: "icu-i18n", apt: "libicu-dev", brew: "icu4c"),
    system("SystemVectorscan", pkgConfig: "libhs", apt: "libvectorscan-dev", brew: "vectorscan"),
    system("SystemPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
    system("SystemSimdjson", pkgConfig: "simdjson", apt: "libsimdjson-dev", brew: "simdjson"),
    system("SystemZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    system("SystemCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
    system("SystemXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev", brew: "libxml2"),
    system("SystemZip", pkgConfig: "libzip", apt: "libzip-dev", brew: "libzip"),
    system("SystemZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    system("SystemXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev", brew: "libxlsxwriter"),
    system("SystemCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
    system("SystemSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
    shim("CICU", over: "SystemICU", link: []),
    shim("CICUText", over: "SystemICU", link: []),
    shim("CVectorscan", over: "SystemVectorscan", link: []),
    shim("CPCRE2", over: "SystemPCRE2", link: []),
    shim("CSimdjson", over: "SystemSimdjson", link: []),
    shim("CZlib", over: "SystemZlib", link: []),
    shim("CCrypto", over: "SystemCrypto", link: []),
    shim("CXML2", over: "SystemXML2", link: []),
    shim("CZip", over: "SystemZip", link: []),
    shim("CZstd", over: "SystemZstd", link: []),
    shim("CXLSXWriter", over: "SystemXLSXWriter", link: []),
    shim("CCurl", over: "SystemCurl", link: []),
    shim("CSQLite", over: "SystemSQLite", link: []),
    .target(name: "CPlatform"),

    .target(name: "CBundledRules"),
    .target(
      name: "CSegmentation",
      exclude: [
        "LICENSE-jieba.txt", "LICENSE-scowl.txt", "english-words.txt", "name-weights.txt", "names.txt", "words.txt",
      ]),
    .target(name: "CSentimentLexicon"),
    .target(name: "CVectorKernels"),

    // The house, from the ground up; arrows point downwards only.
    .target(name: "Statistics", swiftSettings: strict),
    .target(name: "Documents", swiftSettings: strict),
    .target(
      name: "Transcripts",
      dependencies: [
        "CSimdjson", "CZlib", "CZstd", "CZip", "CXML2", "CCrypto", "CPlatform", "CICUText", "CPCRE2",
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: strict),
    .target(
      name: "TextAnalysis",
      dependencies: [
        "Statistics", "Transcripts", "CICU", "CVectorscan", "CPCRE2", "CSegmentation", "CSentimentLexicon",
      ],
      swiftSettings: strict),
    .target(
      name: "QA",
      dependencies: [
        "Statistics", "Documents", "Transcripts", "TextAnalysis", "CBundledRules",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Store", dependencies: ["Transcripts", "CSQLite", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "Delivery",
      dependencies: [
        "Store", "Documents", "Transcripts", "CCurl", "CPlatform", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "VOC",
      dependencies: [
        "Statistics", "Documents", "Transcripts", "TextAnalysis", "Store", "CVectorKernels",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Statistics", "Documents", "Transcripts", "TextAnalysis", "CXLSXWriter"],
      swiftSettings: strict),
    .executableTarget(
      name: "qa-cli",
      dependencies: [
        "QA", "VOC", "Delivery", "Store", "Reports", "Documents", "TextAnalysis", "Transcripts", "Statistics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The bundled transcripts that are generated, and the program that writes them.
    .target(
      name: "TranscriptGenerator",
      dependencies: ["Statistics", "Transcripts", .product(name: "Yams", package: "Yams")], swiftSettings: strict),
    .executableTarget(
      name: "generate-transcripts", dependencies: ["TranscriptGenerator"], swiftSettings: strict),

    .executableTarget(
      name: "train-names", dependencies: ["TestSupport", "TextAnalysis", "Transcripts", "Statistics"],
      swiftSettings: strict),

    // Tests, one target a module.
    .target(name: "TestSupport", dependencies: ["Transcripts"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "Statistics", "Transcripts", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "Delivery", "Documents", "Store", "Transcripts", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["server.py"], swiftSettings: strict),
    .testTarget(name: "TranscriptsTests", dependencies: ["Transcripts", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TextAnalysisTests", dependencies: ["TextAnalysis", "Transcripts", "TestSupport"], exclude: ["Gold"],
      swiftSettings: strict),
    .testTarget(
      name: "QATests", dependencies: ["QA", "Documents", "Statistics", "TextAnalysis", "Transcripts", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "TranscriptGeneratorTests",
      dependencies: ["TranscriptGenerator", "QA", "Transcripts", "Statistics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "VOCTests",
      dependencies: [
        "VOC", "Store", "TextAnalysis", "Statistics", "Documents", "Transcripts", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "Documents", "Transcripts", "TestSupport"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "CLITests", dependencies: ["qa-cli", "Transcripts", "TestSupport"],
      exclude: ["Golden", "embeddings.py", "rebinding.py"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
