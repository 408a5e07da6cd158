public import Store

/// The tables of counts and alarms; they come after those of ``VoiceSchema``.
public enum AlarmSchema {
  /// The steps, in order; a step that has shipped is never changed.
  public static let migrations = [
    StoreMigration(
      "alarms-1",
      sql: """
        CREATE TABLE alarm_series (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '', owner TEXT,
          exposure TEXT NOT NULL DEFAULT 'volume', instant INTEGER, level TEXT, imported INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE alarm_scope (
          id INTEGER PRIMARY KEY, attribute TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (attribute, value)
        ) STRICT;
        INSERT INTO alarm_scope VALUES (0, '', '');
        CREATE TABLE alarm_count (
          month INTEGER NOT NULL, series INTEGER NOT NULL REFERENCES alarm_series(id),
          scope INTEGER NOT NULL REFERENCES alarm_scope(id), cells BLOB NOT NULL, PRIMARY KEY (month, series, scope)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE alarm_event (
          series INTEGER NOT NULL REFERENCES alarm_series(id),
          contact INTEGER NOT NULL REFERENCES voice_contact(id) ON DELETE CASCADE, turn INTEGER, text BLOB NOT NULL,
          PRIMARY KEY (contact, series)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alarm_event_series ON alarm_event (series);
        CREATE TABLE alarm (
          id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, class TEXT NOT NULL, level TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('pending', 'firing', 'resolved')), series INTEGER REFERENCES alarm_series(id),
          scope INTEGER NOT NULL REFERENCES alarm_scope(id), period TEXT NOT NULL, began INTEGER NOT NULL,
          started INTEGER NOT NULL, last INTEGER NOT NULL, resolved INTEGER, judged INTEGER NOT NULL,
          hits INTEGER NOT NULL, calm INTEGER NOT NULL, observed REAL, expected REAL, exposure REAL,
          customers INTEGER NOT NULL, window INTEGER NOT NULL, p REAL, q REAL, gain REAL, dispersion REAL,
          where_scope INTEGER REFERENCES alarm_scope(id), share REAL, phrases TEXT NOT NULL DEFAULT '', inhibited_by TEXT,
          notices INTEGER NOT NULL DEFAULT 0, noticed INTEGER, acknowledged_by TEXT, acknowledged INTEGER,
          escalations INTEGER NOT NULL DEFAULT 0, incident INTEGER REFERENCES alarm_incident(id),
          UNIQUE (fingerprint, started)
        ) STRICT;
        CREATE INDEX alarm_open ON alarm (fingerprint) WHERE state <> 'resolved';
        CREATE TABLE alarm_silence (
          id INTEGER PRIMARY KEY AUTOINCREMENT, matcher TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
          by TEXT NOT NULL, reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE alarm_incident (
          id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, owner TEXT, state TEXT NOT NULL CHECK
          (state IN ('open', 'mitigated', 'closed')), opened INTEGER NOT NULL, closed INTEGER, cause TEXT,
          statement TEXT, statement_at INTEGER
        ) STRICT;
        CREATE TABLE alarm_log (
          id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, fingerprint TEXT,
          incident INTEGER REFERENCES alarm_incident(id), by TEXT NOT NULL, note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX voice_unit_topic ON voice_unit (topic);
        """)
  ]
}
