#ifndef CICUTEXT_SHIM_H
#define CICUTEXT_SHIM_H

// ICU's converters and its charset detector behind plain functions.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A streaming decoder from one encoding to UTF-8; not thread-safe.
typedef struct cicu_decoder cicu_decoder;

/// Something noticed while decoding, at an offset of the output and of the input (both from the stream's start).
typedef struct cicu_decoder_event {
  int64_t output;
  int64_t input;
  int32_t is_bad;  ///< 1: bytes that are no character, written as U+FFFD. 0: the place behind a line feed.
} cicu_decoder_event;

/// What one call of `cicu_decoder_run` did.
typedef struct cicu_decoder_progress {
  size_t consumed;
  size_t produced;
  size_t events;
  int32_t failed;  ///< 1 when ICU refused to go on.
} cicu_decoder_progress;

/// Opens a decoder for ICU's name of an encoding; NULL if there is none. `unit` is the length of a line feed in bytes.
cicu_decoder *cicu_decoder_create(const char *name, int32_t unit);

/// Frees a decoder.
void cicu_decoder_destroy(cicu_decoder *decoder);

/// Decodes as much as fits; `output_capacity` must be at least 64. With `flush` the input ends after these bytes.
cicu_decoder_progress cicu_decoder_run(cicu_decoder *decoder, const uint8_t *input, size_t input_count,
                                       uint8_t *output, size_t output_capacity, cicu_decoder_event *events,
                                       size_t event_capacity, int32_t flush);

/// What ICU's detector takes bytes for: writes the name, returns its confidence of 0 to 100.
int32_t cicu_detect(const uint8_t *bytes, size_t count, char *name, size_t name_capacity);

#ifdef __cplusplus
}
#endif
#endif
