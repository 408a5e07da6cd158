import Foundation
import GRDB
import Statistics
import Store
import TestSupport
import Transcripts
import VOC

/// A store with topics whose texts are known, so that every count is.
struct AlarmWorld {
  let folder: TemporaryDirectory
  let store: Store
  var book: AlarmBook { AlarmBook(store) }
  /// Monday, 2 February 2026, 00:00 in Shanghai.
  static let start: Int64 = 1_769_961_600_000
  static let hour: Int64 = 3_600_000
  static let texts = ["退款没有到账", "快递一直不更新", "登录收不到验证码", "发票抬头写错了", "充电器鼓包冒烟"]

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(
      path: folder.file("v.db"), schema: StoreSchema(VoiceSchema.migrations + AlarmSchema.migrations))
  }

  /// A contact of a customer about a text.
  static func contact(
    _ number: Int, at time: Int64, text: Int, customer: Int, channel: String = "app", product: String = "A",
    sentiment: Int = 0
  ) -> Contact {
    var contact = Contact()
    contact.id = "c\(number)"
    contact.fingerprint = Fingerprint(identifier: StableHash.hash("c\(number)"), content: 1)
    contact.customer = StableHash.hash("u\(customer)")
    contact.channel = channel
    contact.product = product
    contact.region = number % 3 == 0 ? "北京" : "上海"
    contact.startedAt = time
    var mention = Mention()
    mention.turn = 1
    mention.text = Array("\(texts[text])，电话13800138000".utf8)
    mention.key = StableHash.hash(texts[text])
    mention.span = 0..<20
    mention.sentiment = sentiment
    contact.mentions = [mention]
    return contact
  }

  /// Six weeks of ordinary days: about five contacts an hour from 9 to 21, spread over the first four texts.
  ///
  /// - Parameter surge: a day on which everything comes two and a half times as often.
  static func history(days: Int, surge: Int? = nil, seed: UInt64 = 3) -> [Contact] {
    var generator = Statistics.SeededGenerator(seed: seed)
    var contacts: [Contact] = []
    for day in 0..<days {
      let weight = [1.0, 1.05, 0.98, 1.02, 1.0, 0.8, 0.7][day % 7] * (day == surge ? 2.5 : 1)
      for hour in 9..<21 {
        let count = Int((5 * weight + 2 * generator.nextUnit() - 0.5).rounded())
        for _ in 0..<count {
          let number = contacts.count
          contacts.append(
            contact(
              number,
              at: start + (Int64(day) * 24 + Int64(hour)) * Self.hour + Int64(generator.next(below: 3_600)) * 1000,
              text: generator.next(below: 4), customer: generator.next(below: 4_000),
              channel: ["app", "web", "phone"][generator.next(below: 3)], product: ["A", "B"][generator.next(below: 2)])
          )
        }
      }
    }
    return contacts
  }

  /// A bad batch: twelve contacts an hour from 14:00 of a day, most of one product in one channel.
  static func crisis(day: Int, hours: Int, from number: Int) -> [Contact] {
    (0..<hours * 12).map { index in
      contact(
        number + index,
        at: start + (Int64(day) * 24 + 14 + Int64(index / 12)) * hour + Int64(index % 12) * 290_000, text: 4,
        customer: 10_000 + index, channel: index % 4 == 0 ? "web" : "app", product: index % 10 == 0 ? "B" : "C",
        sentiment: -40)
    }
  }

  /// Takes contacts in and gives every text its topic.
  func take(_ contacts: [Contact]) throws {
    try TopicRegistry(store).take(contacts)
    try store.write { database in
      for (index, text) in Self.texts.enumerated() {
        try database.execute(
          sql: "INSERT OR IGNORE INTO topic (id, label, owner) VALUES (?, ?, ?)",
          arguments: [index + 1, text, index == 4 ? "品控部" : nil])
        try database.execute(
          sql: "UPDATE voice_unit SET topic = ? WHERE key = ?",
          arguments: [index + 1, Int64(bitPattern: StableHash.hash(text))])
      }
    }
  }

  static var settings: AlarmSettings {
    var settings = AlarmSettings()
    settings.period = .hour
    return settings
  }

  func tick(_ settings: AlarmSettings = settings, now: Int64?, since: Int64? = nil) throws -> AlarmBook.Outcome {
    try store.write { try AlarmBook.tick(settings, now: now, since: since, clock: now, in: $0) }
  }

  static func at(_ day: Int, _ hour: Int) -> Int64 { start + (Int64(day) * 24 + Int64(hour)) * Self.hour }

  /// What alarms are, apart from their number.
  func facts() throws -> [String] {
    try book.alarms().map { alarm in
      "\(alarm.episode) \(alarm.kind) \(alarm.state) \(alarm.name) \(alarm.observed ?? -1) \(alarm.expected ?? -1) \(alarm.p ?? -1) \(alarm.q ?? -1) "
        + "\(alarm.customers) \(alarm.last) \(alarm.place.map { "\($0.value) \($0.share)" } ?? "") \(alarm.phrases)"
    }
  }
}
