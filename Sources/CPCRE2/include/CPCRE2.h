#ifndef CPCRE2_SHIM_H
#define CPCRE2_SHIM_H

// PCRE2 (8-bit) behind plain functions: compile, inspect, match under limits.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern; immutable, so safe from any thread.
typedef struct cpcre_code cpcre_code;

/// One thread's match data, limits and JIT stack.
typedef struct cpcre_worker cpcre_worker;

enum {
  CPCRE_MATCH = 1,
  CPCRE_NO_MATCH = 0,
  CPCRE_LIMIT = -1,
  CPCRE_FAILED = -2,
};

/// Compiles a pattern (UTF, no UCP, LF line ends, no \C). NULL on failure, with PCRE2's error number and the byte
/// offset in the pattern. Matching needs `for_matching`: machine code and a copy that counts its work.
cpcre_code *_Nullable cpcre_compile(const uint8_t *_Nonnull pattern, size_t length, int32_t for_matching,
                                    int32_t *_Nonnull error, size_t *_Nonnull offset);

/// Frees a pattern.
void cpcre_code_destroy(cpcre_code *_Nullable code);

/// Whether the pattern could match the empty string.
int32_t cpcre_code_matches_empty(const cpcre_code *_Nonnull code);

/// Bytes of the compiled form.
size_t cpcre_code_size(const cpcre_code *_Nonnull code);

/// Number of capturing groups.
uint32_t cpcre_code_groups(const cpcre_code *_Nonnull code);

/// Writes PCRE2's message for an error number, zero-terminated.
void cpcre_message(int32_t error, uint8_t *_Nonnull buffer, size_t capacity);

/// Makes a worker: a match limit of counted steps, a heap limit in KiB for the interpreter, a JIT stack in bytes.
cpcre_worker *_Nullable cpcre_worker_create(uint32_t match_limit, uint32_t heap_limit_kib, size_t jit_stack);

/// Frees a worker.
void cpcre_worker_destroy(cpcre_worker *_Nullable worker);

/// Finds the next non-empty match at or after `start` in a valid UTF-8 subject; a search begins with `start` 0.
/// Returns CPCRE_MATCH with the span, CPCRE_NO_MATCH, CPCRE_LIMIT or CPCRE_FAILED.
int32_t cpcre_match(cpcre_worker *_Nonnull worker, const cpcre_code *_Nonnull code, const uint8_t *_Nonnull subject,
                    size_t length, size_t start, size_t *_Nonnull match_start, size_t *_Nonnull match_end);

/// A pattern for the beginnings of lines, with named groups; immutable, so safe from any thread.
typedef struct cpcre_line cpcre_line;

/// Compiles a pattern that must match from the line's start on. NULL on failure, with the byte offset in the pattern.
cpcre_line *_Nullable cpcre_line_create(const uint8_t *_Nonnull pattern, size_t length, size_t *_Nonnull offset);

/// Frees a pattern.
void cpcre_line_destroy(cpcre_line *_Nullable line);

/// The number of a named group, or a negative number.
int32_t cpcre_line_group(const cpcre_line *_Nonnull line, const char *_Nonnull name);

/// Matches valid UTF-8 under fixed limits and writes start and end of each asked group, -1 for none.
int32_t cpcre_line_match(const cpcre_line *_Nonnull line, const uint8_t *_Nonnull subject, size_t length,
                         int32_t group_count, const int32_t *_Nonnull groups, int64_t *_Nonnull spans);

#ifdef __cplusplus
}
#endif
#endif
