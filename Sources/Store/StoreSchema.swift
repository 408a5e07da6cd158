public import GRDB

/// One step of a store's shape, applied once and in order.
public struct StoreMigration: Sendable {
  /// The step's permanent name, for example `topics-1`.
  public var name: String
  /// What the step does, inside its own transaction.
  public var apply: @Sendable (Database) throws -> Void

  /// Makes a step.
  public init(_ name: String, _ apply: @escaping @Sendable (Database) throws -> Void) {
    self.name = name
    self.apply = apply
  }

  /// Makes a step of SQL statements.
  public init(_ name: String, sql: String) {
    self.init(name) { database in try database.execute(sql: sql) }
  }
}

/// The tables of a store: every domain brings its own steps; the program that opens the store joins them in a fixed order.
///
/// A step is never changed or removed once it has shipped.
public struct StoreSchema: Sendable {
  /// The steps in order.
  public var migrations: [StoreMigration]

  /// Makes a schema.
  public init(_ migrations: [StoreMigration]) { self.migrations = migrations }

  /// The engine that applies the steps.
  var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in migrations { migrator.registerMigration(migration.name, migrate: migration.apply) }
    return migrator
  }
}
