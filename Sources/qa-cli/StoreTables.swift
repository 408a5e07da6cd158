internal import Delivery
internal import Store
internal import Transcripts
internal import VOC

/// Every table of a store, so that each command can open what any other command made; new ones go to the end.
enum StoreTables {
  static let schema = StoreSchema(VoiceSchema.migrations + Outbox.migrations + AlarmSchema.migrations)

  /// Opens a store and says what was noticed.
  static func open(_ path: String, _ access: Store.Access) throws -> Store {
    let store = try Store(path: path, schema: schema, access: access)
    for note in store.notes { Console.say("note: \(note)".escapingControls) }
    return store
  }
}
