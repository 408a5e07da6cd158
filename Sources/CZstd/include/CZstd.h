#ifndef CZstd_SHIM_H
#define CZstd_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A streaming decompressor of zstd frames, one after the other; skippable frames give nothing.
typedef struct czstd_inflater czstd_inflater;

/// What one call of `czstd_inflate` came to.
enum czstd_status {
  CZSTD_MORE = 0,       ///< Progress; more input or output space is needed.
  CZSTD_FRAME_END = 1,  ///< The frame is complete and its checksum, if it has one, is right.
  CZSTD_BAD_DATA = 2,   ///< Broken data or a wrong checksum.
  CZSTD_NO_MEMORY = 3,  ///< Out of memory.
  CZSTD_WINDOW = 4,     ///< The frame wants a larger window than allowed.
  CZSTD_DICTIONARY = 5, ///< The frame wants a dictionary.
  CZSTD_NO_FRAME = 6    ///< What begins here is no zstd frame.
};

/// Makes a decompressor that refuses windows larger than 2^`window_log` bytes, or null when out of memory.
czstd_inflater *czstd_inflater_create(int window_log);

/// Frees a decompressor.
void czstd_inflater_destroy(czstd_inflater *inflater);

/// Inflates as much as fits; sets the numbers of bytes taken and given. After a frame's end the next one may follow.
int czstd_inflate(czstd_inflater *inflater, const uint8_t *input, size_t input_count, size_t *consumed,
                  uint8_t *output, size_t output_count, size_t *produced);

#ifdef __cplusplus
}
#endif
#endif
