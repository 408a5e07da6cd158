#include "CSQLite.h"

#include <sqlite3.h>

void csqlite_defend(void *connection) {
  sqlite3 *database = connection;
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 1);  // VACUUM needs one
  sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 256 << 20);
}
