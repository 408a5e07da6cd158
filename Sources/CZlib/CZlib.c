#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct czlib_inflater {
  z_stream stream;
};

/// The window size 2^15 with zlib's flag for "gzip header only".
enum { gzip_window = 15 + 16 };

czlib_inflater *czlib_inflater_create(void) {
  czlib_inflater *inflater = calloc(1, sizeof *inflater);
  if (!inflater) return NULL;
  if (inflateInit2(&inflater->stream, gzip_window) != Z_OK) {
    free(inflater);
    return NULL;
  }
  return inflater;
}

void czlib_inflater_destroy(czlib_inflater *inflater) {
  if (!inflater) return;
  inflateEnd(&inflater->stream);
  free(inflater);
}

int czlib_inflater_reset(czlib_inflater *inflater) {
  return inflateReset(&inflater->stream) == Z_OK ? CZLIB_MORE : CZLIB_NO_MEMORY;
}

int czlib_inflate(czlib_inflater *inflater, const uint8_t *input, size_t input_count, size_t *consumed,
                  uint8_t *output, size_t output_count, size_t *produced) {
  z_stream *stream = &inflater->stream;
  uInt available = input_count > INT_MAX ? INT_MAX : (uInt)input_count;
  uInt space = output_count > INT_MAX ? INT_MAX : (uInt)output_count;
  stream->next_in = (Bytef *)input;
  stream->avail_in = available;
  stream->next_out = output;
  stream->avail_out = space;
  int status = inflate(stream, Z_NO_FLUSH);
  *consumed = available - stream->avail_in;
  *produced = space - stream->avail_out;
  switch (status) {
    case Z_STREAM_END: return CZLIB_MEMBER_END;
    case Z_OK:
    case Z_BUF_ERROR: return CZLIB_MORE;
    case Z_MEM_ERROR: return CZLIB_NO_MEMORY;
    default: return CZLIB_BAD_DATA;
  }
}
