#include "CZstd.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct czstd_inflater {
  ZSTD_DStream *stream;
};

czstd_inflater *czstd_inflater_create(int window_log) {
  czstd_inflater *inflater = calloc(1, sizeof *inflater);
  if (!inflater) return NULL;
  inflater->stream = ZSTD_createDStream();
  if (!inflater->stream || ZSTD_isError(ZSTD_DCtx_setParameter(inflater->stream, ZSTD_d_windowLogMax, window_log))) {
    czstd_inflater_destroy(inflater);
    return NULL;
  }
  return inflater;
}

void czstd_inflater_destroy(czstd_inflater *inflater) {
  if (!inflater) return;
  ZSTD_freeDStream(inflater->stream);
  free(inflater);
}

int czstd_inflate(czstd_inflater *inflater, const uint8_t *input, size_t input_count, size_t *consumed,
                  uint8_t *output, size_t output_count, size_t *produced) {
  ZSTD_inBuffer source = {input, input_count, 0};
  ZSTD_outBuffer target = {output, output_count, 0};
  size_t rest = ZSTD_decompressStream(inflater->stream, &target, &source);
  *consumed = source.pos;
  *produced = target.pos;
  if (!ZSTD_isError(rest)) return rest == 0 ? CZSTD_FRAME_END : CZSTD_MORE;
  switch (ZSTD_getErrorCode(rest)) {
    case ZSTD_error_memory_allocation: return CZSTD_NO_MEMORY;
    case ZSTD_error_frameParameter_windowTooLarge: return CZSTD_WINDOW;
    case ZSTD_error_dictionary_wrong: return CZSTD_DICTIONARY;
    case ZSTD_error_prefix_unknown: return CZSTD_NO_FRAME;
    default: return CZSTD_BAD_DATA;
  }
}
