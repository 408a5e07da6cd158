#ifndef CICU_SHIM_H
#define CICU_SHIM_H

// ICU behind plain functions. ICU's own headers stay in CICU.cpp: their symbols are versioned macros and their
// declarations clash with the copy inside Foundation.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// ICU's shared, immutable NFKC_Casefold normaliser (safe from any thread).
typedef struct cicu_normalizer cicu_normalizer;

/// The NFKC_Casefold normaliser, or NULL when ICU's data is missing.
const cicu_normalizer *_Nullable cicu_normalizer_shared(void);

/// Normalises `length` bytes of valid UTF-8 into `output` and turns decimal digits of any script into ASCII.
/// Returns the number of bytes written, or a negative number: -1 for a failure, -(n+1) when n bytes are needed.
int32_t cicu_normalizer_fold(const cicu_normalizer *_Nonnull normalizer, const uint8_t *_Nonnull bytes,
                             int32_t length, uint8_t *_Nonnull output, int32_t capacity);

/// Whether text can be cut before this code point without changing its normalisation.
int32_t cicu_normalizer_boundary_before(const cicu_normalizer *_Nonnull normalizer, uint32_t code_point);

/// A word break iterator of one language; not thread-safe.
typedef struct cicu_words cicu_words;

/// Opens an iterator for a language such as "zh"; NULL on failure.
cicu_words *_Nullable cicu_words_create(const char *_Nonnull locale);

/// Closes the iterator.
void cicu_words_destroy(cicu_words *_Nullable words);

/// Segments UTF-8 text and tests two byte offsets: bit 0 for `first`, bit 1 for `second`; -1 on failure.
int32_t cicu_words_boundaries(cicu_words *_Nonnull words, const uint8_t *_Nonnull bytes, int64_t length,
                              int64_t first, int64_t second);

/// Columns of one code point on a terminal: 0 for marks and ignorable characters, 2 for wide, full width and emoji.
int32_t cicu_display_width(uint32_t code_point);

/// Whether a terminal must not get the code point raw: controls, bidi controls, line separators, private use,
/// noncharacters and unassigned code points.
int32_t cicu_is_unprintable(uint32_t code_point);

/// The version of ICU and of its Unicode data, for cache keys, for example "72.1".
const char *_Nonnull cicu_version(void);

#ifdef __cplusplus
}
#endif
#endif
