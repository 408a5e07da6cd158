#include "CICUText.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace {
constexpr size_t kUnits = 2048;
}

struct cicu_decoder {
  UConverter *converter;
  int32_t unit;
  int64_t taken = 0;  // bytes of input so far
  int64_t given = 0;  // bytes of output so far
  UChar units[kUnits];
  int32_t offsets[kUnits];
  size_t first = 0;  // units not yet written
  size_t last = 0;
  int64_t base = 0;       // what the offsets count from
  int64_t carried = 0;    // where the character carried over from the call before began
  bool hasBad = false;    // a bad sequence follows the units
  int64_t badAt = 0;
};

extern "C" {

cicu_decoder *cicu_decoder_create(const char *name, int32_t unit) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) return nullptr;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  cicu_decoder *made = U_SUCCESS(status) ? new (std::nothrow) cicu_decoder : nullptr;
  if (made == nullptr) {
    ucnv_close(converter);
    return nullptr;
  }
  made->converter = converter;
  made->unit = unit;
  return made;
}

void cicu_decoder_destroy(cicu_decoder *decoder) {
  if (decoder == nullptr) return;
  ucnv_close(decoder->converter);
  delete decoder;
}

cicu_decoder_progress cicu_decoder_run(cicu_decoder *d, const uint8_t *input, size_t input_count, uint8_t *output,
                                       size_t output_capacity, cicu_decoder_event *events, size_t event_capacity,
                                       int32_t flush) {
  cicu_decoder_progress p = {0, 0, 0, 0};
  bool done = false;
  while (true) {
    // First write out what is decoded.
    while (d->first < d->last) {
      if (p.produced + 4 > output_capacity || p.events + 1 > event_capacity) return p;
      size_t start = d->first;
      UChar32 c = d->units[d->first++];
      if (U16_IS_LEAD(c) && d->first < d->last && U16_IS_TRAIL(d->units[d->first])) {
        c = U16_GET_SUPPLEMENTARY(c, d->units[d->first++]);
      } else if (U16_IS_SURROGATE(c)) {
        c = 0xFFFD;
      }
      int32_t at = 0;
      uint8_t *to = output + p.produced;
      U8_APPEND_UNSAFE(to, at, c);
      p.produced += at;
      d->given += at;
      if (c == '\n') {
        int64_t place = d->offsets[start] < 0 ? d->carried : d->base + d->offsets[start];
        events[p.events++] = {d->given, place + d->unit, 0};
      }
    }
    if (d->hasBad) {
      if (p.produced + 4 > output_capacity || p.events + 1 > event_capacity) return p;
      events[p.events++] = {d->given, d->badAt, 1};
      memcpy(output + p.produced, "\xEF\xBF\xBD", 3);
      p.produced += 3;
      d->given += 3;
      d->hasBad = false;
    }
    if (done) return p;
    // A whole pair of surrogates always fits, so that no lead is left alone at the end of the buffer.
    UErrorCode status = U_ZERO_ERROR;
    UErrorCode ignored = U_ZERO_ERROR;
    const char *from = reinterpret_cast<const char *>(input) + p.consumed;
    const char *start = from;
    const char *limit = reinterpret_cast<const char *>(input) + input_count;
    UChar *to = d->units;
    const int32_t pending = ucnv_toUCountPending(d->converter, &ignored);
    d->carried = d->taken - std::max(pending, 0);
    d->base = d->taken;
    ucnv_toUnicode(d->converter, &to, d->units + kUnits - 1, &from, limit, d->offsets, flush != 0, &status);
    d->first = 0;
    d->last = to - d->units;
    p.consumed += from - start;
    d->taken += from - start;
    if (d->last > 0 && U16_IS_LEAD(d->units[d->last - 1]) && status == U_BUFFER_OVERFLOW_ERROR) {
      UErrorCode more = U_ZERO_ERROR;
      UChar *room = d->units + d->last;
      start = from;
      ucnv_toUnicode(d->converter, &room, d->units + d->last + 1, &from, limit, nullptr, flush != 0, &more);
      d->offsets[d->last] = d->offsets[d->last - 1];
      d->last = room - d->units;
      p.consumed += from - start;
      d->taken += from - start;
      if (U_FAILURE(more) && more != U_BUFFER_OVERFLOW_ERROR) status = more;
    }
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (status == U_INVALID_CHAR_FOUND || status == U_ILLEGAL_CHAR_FOUND || status == U_TRUNCATED_CHAR_FOUND ||
        status == U_ILLEGAL_ESCAPE_SEQUENCE || status == U_UNSUPPORTED_ESCAPE_SEQUENCE) {
      char bytes[32];
      int8_t length = sizeof bytes;
      UErrorCode asked = U_ZERO_ERROR;
      ucnv_getInvalidChars(d->converter, bytes, &length, &asked);
      d->hasBad = true;
      d->badAt = d->taken - (U_SUCCESS(asked) ? length : 0);
      if (status == U_TRUNCATED_CHAR_FOUND) done = true;
      continue;
    }
    if (U_FAILURE(status)) {
      p.failed = 1;
      return p;
    }
    done = true;
  }
}

int32_t cicu_detect(const uint8_t *bytes, size_t count, char *name, size_t name_capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&status);
  if (U_FAILURE(status)) return 0;
  int32_t confidence = 0;
  ucsdet_setText(detector, reinterpret_cast<const char *>(bytes), static_cast<int32_t>(count), &status);
  const UCharsetMatch *match = ucsdet_detect(detector, &status);
  if (U_SUCCESS(status) && match != nullptr) {
    const char *found = ucsdet_getName(match, &status);
    confidence = ucsdet_getConfidence(match, &status);
    if (U_FAILURE(status) || strlen(found) + 1 > name_capacity) {
      confidence = 0;
    } else {
      strcpy(name, found);
    }
  }
  ucsdet_close(detector);
  return confidence;
}

}  // extern "C"
