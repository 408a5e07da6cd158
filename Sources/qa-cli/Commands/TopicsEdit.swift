internal import ArgumentParser
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli topics name`: gives a topic a name.
struct TopicsNameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "name", abstract: "Give a topic a name, and lock it.",
    discussion: "Example: qa-cli topics name T3 退款不到账 --store voice.db\nAn empty name takes the name away.")

  @Argument(help: "The topic, for example T3.") var topic: String
  @Argument(help: "The name.") var name: String
  @OptionGroup var store: StoreOptions

  func run() throws { try store.registry(.write()).name(TopicRecord.id(topic), name) }
}

/// `qa-cli topics lock`: keeps a topic as it is.
struct TopicsLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Keep a topic from being split or merged by itself.",
    discussion: "Example: qa-cli topics lock T3 --store voice.db")

  @Argument(help: "The topic, for example T3.") var topic: String
  @Flag(help: "Unlock it.") var off = false
  @OptionGroup var store: StoreOptions

  func run() throws { try store.registry(.write()).lock(TopicRecord.id(topic), !off) }
}

/// `qa-cli topics forbid`: hides a topic.
struct TopicsForbidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forbid", abstract: "Hide a topic from lists and digests; its texts stay with it.",
    discussion: "Example: qa-cli topics forbid T7 --store voice.db")

  @Argument(help: "The topic, for example T7.") var topic: String
  @Flag(help: "Show it again.") var off = false
  @OptionGroup var store: StoreOptions

  func run() throws { try store.registry(.write()).forbid(TopicRecord.id(topic), !off) }
}

/// `qa-cli topics map`: says whose a topic is.
struct TopicsMapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Map a topic to the product and the owner that can act.",
    discussion: "Example: qa-cli topics map T3 --owner 支付产品部 --product 钱包 --store voice.db")

  @Argument(help: "The topic, for example T3.") var topic: String
  @Option(help: "The department that answers for it; an empty word takes it away.") var owner: String?
  @Option(help: "The product; an empty word takes it away.") var product: String?
  @OptionGroup var store: StoreOptions

  mutating func validate() throws {
    if owner == nil, product == nil { throw ValidationError("name an --owner or a --product") }
  }

  func run() throws { try store.registry(.write()).map(TopicRecord.id(topic), product: product, owner: owner) }
}

/// `qa-cli topics merge`: makes several topics one.
struct TopicsMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Move the texts of topics into another, for good.",
    discussion: "Example: qa-cli topics merge T3 T9 T12 --store voice.db   # T9 and T12 become part of T3")

  @Argument(help: "The topic that stays, and then those that become part of it.") var topics: [String]
  @OptionGroup var store: StoreOptions

  mutating func validate() throws {
    if topics.count < 2 { throw ValidationError("name the topic that stays and at least one other") }
  }

  func run() throws {
    let ids = try topics.map { try TopicRecord.id($0) }
    try store.registry(.write()).merge(Array(ids.dropFirst()), into: ids[0])
  }
}

/// `qa-cli topics split`: takes texts out of a topic.
struct TopicsSplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Move the texts of a topic that hold a word into a new topic, for good.",
    discussion: "Example: qa-cli topics split T3 --with 优惠券 --name 优惠券不退 --store voice.db")

  @Argument(help: "The topic, for example T3.") var topic: String
  @Option(name: .customLong("with"), help: "A word or phrase; may be given several times.") var words: [String]
  @Option(help: "The new topic's name.") var name: String?
  @Option(help: "A file of your own words; may be given several times.") var dictionary: [String] = []
  @Option(help: "How many threads work. Default: all cores.") var jobs: Int?
  @OptionGroup var store: StoreOptions
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  func run() throws {
    let id = try TopicRecord.id(topic)
    let dictionary = try UserDictionaries.load(dictionary)
    let new = try store.registry(.write()).split(
      id, words: words, name: name, fitting: TopicOptions.fitting(seed: 1, jobs: jobs), dictionary: dictionary)
    Console.say(language("新主题 T\(new)", "new topic T\(new)"))
  }
}
