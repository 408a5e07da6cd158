internal import Delivery
internal import Store
internal import Transcripts
internal import VOC

/// Every table of a store, so that each command can open what any other command made; new ones go to the end.
enum StoreTables {
  static let schema = StoreSchema(
    VoiceSchema.migrations + Outbox.migrations + StoreErasures.migrations + AlarmSchema.migrations)

  /// Opens a store and says what was noticed.
  static func open(_ path: String, _ access: Store.Access) throws -> Store {
    let store = try Store(path: path, schema: schema, access: access)
    for note in store.notes { Console.say("note: \(note)".escapingControls) }
    return store
  }

  /// What the domains find wrong with their own tables.
  static func problems(_ store: Store) throws -> [String] {
    try store.read { try TopicRegistry.problems(in: $0) + Outbox.problems(in: $0) }
  }
}
