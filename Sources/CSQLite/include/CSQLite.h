#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

/// Makes a connection safe for a file of unknown origin: defensive mode, no trusted schema, low limits.
///
/// `connection` is an open `sqlite3 *`. The calls behind it take variable arguments, which Swift cannot make.
void csqlite_defend(void *connection);

#ifdef __cplusplus
}
#endif
#endif
