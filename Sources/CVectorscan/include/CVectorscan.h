#ifndef CVECTORSCAN_SHIM_H
#define CVECTORSCAN_SHIM_H

// Vectorscan (Hyperscan) behind plain functions: compile, serialise, scan. Matches are collected in an array of the
// shim, so that no callback crosses the language border.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled, immutable database; safe from any thread.
typedef struct cvs_database cvs_database;

/// One thread's scratch space and collected matches.
typedef struct cvs_worker cvs_worker;

/// A match: an expression's id with the end of a match, or with the turn that holds it.
typedef struct cvs_match {
  uint32_t id;
  uint32_t position;
} cvs_match;

/// Compiles literals (`offsets` has count + 1 entries into `bytes`; no literal may be empty).
/// Returns NULL on failure; `failed` is then the index of the literal at fault or -1.
cvs_database *_Nullable cvs_compile_literals(const uint8_t *_Nonnull bytes, const uint32_t *_Nonnull offsets,
                                             const uint32_t *_Nonnull ids, uint32_t count, int32_t *_Nonnull failed);

/// Compiles patterns as a prefilter: UTF8, MULTILINE, PREFILTER and ALLOWEMPTY. `bytes` holds one zero-terminated
/// pattern after the other, `offsets` their starts.
/// Returns NULL on failure; `failed` is then the index of the pattern at fault or -1.
cvs_database *_Nullable cvs_compile_patterns(const uint8_t *_Nonnull bytes, const uint32_t *_Nonnull offsets,
                                             const uint32_t *_Nonnull ids, uint32_t count, int32_t *_Nonnull failed);

/// Frees a database.
void cvs_database_destroy(cvs_database *_Nullable database);

/// Writes a database to newly allocated bytes, to be freed with `cvs_bytes_destroy`; NULL on failure.
uint8_t *_Nullable cvs_database_serialize(const cvs_database *_Nonnull database, size_t *_Nonnull length);

/// Frees bytes of `cvs_database_serialize`.
void cvs_bytes_destroy(uint8_t *_Nullable bytes);

/// Reads a database written on the same version and processor; NULL when it is anything else.
cvs_database *_Nullable cvs_database_deserialize(const uint8_t *_Nonnull bytes, size_t length);

/// Makes a worker without scratch space.
cvs_worker *_Nullable cvs_worker_create(void);

/// Grows the worker's scratch space so that it can scan with `database`; 0 on success.
int32_t cvs_worker_prepare(cvs_worker *_Nonnull worker, const cvs_database *_Nonnull database);

/// Frees a worker.
void cvs_worker_destroy(cvs_worker *_Nullable worker);

/// Forgets the collected matches.
void cvs_worker_clear(cvs_worker *_Nonnull worker);

/// Collects every (id, end) of `database` in `bytes`; 0 on success.
int32_t cvs_scan_ends(cvs_worker *_Nonnull worker, const cvs_database *_Nonnull database,
                      const uint8_t *_Nonnull bytes, uint32_t length);

/// Collects (id, turn) pairs, each at least once and rarely twice. `starts` has the start of every turn and, last,
/// the end of the text; `seen` has one entry an id and is overwritten. 0 on success.
int32_t cvs_scan_turns(cvs_worker *_Nonnull worker, const cvs_database *_Nonnull database,
                       const uint8_t *_Nonnull bytes, uint32_t length, const int32_t *_Nonnull starts,
                       uint32_t turn_count, int32_t *_Nonnull seen, uint32_t id_count);

/// The matches collected since the last clear, valid until the next scan.
cvs_match *_Nullable cvs_worker_matches(cvs_worker *_Nonnull worker, size_t *_Nonnull count);

/// The library's version, for cache keys.
const char *_Nonnull cvs_version(void);

/// Tuning and processor feature bits of this machine, for cache keys.
uint64_t cvs_processor_features(void);

#ifdef __cplusplus
}
#endif
#endif
