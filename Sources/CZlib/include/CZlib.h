#ifndef CZlib_SHIM_H
#define CZlib_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A streaming decompressor of one gzip member after the other.
typedef struct czlib_inflater czlib_inflater;

/// What one call of `czlib_inflate` came to.
enum czlib_status {
  CZLIB_MORE = 0,       ///< Progress; more input or output space is needed.
  CZLIB_MEMBER_END = 1, ///< The member is complete and its checksum is right.
  CZLIB_BAD_DATA = 2,   ///< Not gzip, a wrong checksum or broken data.
  CZLIB_NO_MEMORY = 3   ///< Out of memory.
};

/// Makes a decompressor, or null when out of memory.
czlib_inflater *czlib_inflater_create(void);

/// Frees a decompressor.
void czlib_inflater_destroy(czlib_inflater *inflater);

/// Prepares for the next member.
int czlib_inflater_reset(czlib_inflater *inflater);

/// Inflates as much as fits; sets the numbers of bytes taken and given.
int czlib_inflate(czlib_inflater *inflater, const uint8_t *input, size_t input_count, size_t *consumed,
                  uint8_t *output, size_t output_count, size_t *produced);

#ifdef __cplusplus
}
#endif
#endif
