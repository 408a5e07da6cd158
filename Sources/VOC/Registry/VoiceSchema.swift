public import Store

/// The tables of the customer's voice.
public enum VoiceSchema {
  /// The steps, in order; a step that has shipped is never changed.
  public static let migrations = [
    StoreMigration(
      "voice-1",
      sql: """
        CREATE TABLE voice_value (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
        CREATE TABLE topic (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, label TEXT NOT NULL DEFAULT '', phrases TEXT NOT NULL DEFAULT '',
          state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'dormant', 'merged', 'forbidden')),
          locked INTEGER NOT NULL DEFAULT 0, owner TEXT, product TEXT, merged_into INTEGER REFERENCES topic(id),
          medoid INTEGER
        ) STRICT;
        CREATE TABLE topic_slot (slot INTEGER PRIMARY KEY, topic INTEGER NOT NULL REFERENCES topic(id)) STRICT;
        CREATE TABLE topic_event (
          id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, kind TEXT NOT NULL, topic INTEGER NOT NULL REFERENCES topic(id),
          other INTEGER REFERENCES topic(id), units INTEGER NOT NULL, at INTEGER, by_person INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE voice_run (
          id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, contacts INTEGER NOT NULL, units INTEGER NOT NULL, topics INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE voice_contact (
          id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, content INTEGER NOT NULL, conversation TEXT NOT NULL,
          customer INTEGER NOT NULL, channel TEXT NOT NULL, product TEXT NOT NULL, region TEXT NOT NULL, agent TEXT NOT NULL,
          segment TEXT NOT NULL, started INTEGER, rating REAL, hand_offs INTEGER NOT NULL, fillers INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE voice_unit (
          id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, text BLOB NOT NULL, topic INTEGER REFERENCES topic(id),
          reason TEXT, pinned INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE voice_mention (
          contact INTEGER NOT NULL REFERENCES voice_contact(id) ON DELETE CASCADE, turn INTEGER NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES voice_unit(id), text BLOB NOT NULL, type TEXT,
          confidence REAL NOT NULL, sentiment INTEGER NOT NULL, buys INTEGER NOT NULL, competitor TEXT,
          PRIMARY KEY (contact, turn, first)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX voice_mention_unit ON voice_mention(unit);
        """),
    StoreMigration(
      "voice-erasure-1",
      sql: """
        CREATE TABLE voice_erased (subject BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """),
  ]
}
