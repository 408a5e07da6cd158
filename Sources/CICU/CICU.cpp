#include "CICU.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include <new>

namespace {

const icu::Normalizer2 *normalizerOf(const cicu_normalizer *normalizer) {
  return reinterpret_cast<const icu::Normalizer2 *>(normalizer);
}

/// Rewrites decimal digits of other scripts as ASCII, in place; digits only shrink.
int32_t foldDigits(uint8_t *bytes, int32_t length) {
  int32_t out = 0;
  int32_t in = 0;
  while (in < length) {
    int32_t start = in;
    UChar32 c;
    U8_NEXT(bytes, in, length, c);
    if (c >= 0x80 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER) {
      bytes[out++] = static_cast<uint8_t>('0' + u_charDigitValue(c));
      continue;
    }
    while (start < in) bytes[out++] = bytes[start++];
  }
  return out;
}

}  // namespace

struct cicu_words {
  UBreakIterator *iterator;
  UText text;
};

extern "C" {

const cicu_normalizer *cicu_normalizer_shared(void) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  return U_SUCCESS(status) ? reinterpret_cast<const cicu_normalizer *>(normalizer) : nullptr;
}

int32_t cicu_normalizer_fold(const cicu_normalizer *normalizer, const uint8_t *bytes, int32_t length,
                             uint8_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  icu::CheckedArrayByteSink sink(reinterpret_cast<char *>(output), capacity);
  normalizerOf(normalizer)
      ->normalizeUTF8(0, icu::StringPiece(reinterpret_cast<const char *>(bytes), length), sink, nullptr, status);
  if (U_FAILURE(status)) return -1;
  if (sink.Overflowed()) return -(sink.NumberOfBytesAppended() + 1);
  return foldDigits(output, sink.NumberOfBytesWritten());
}

int32_t cicu_normalizer_boundary_before(const cicu_normalizer *normalizer, uint32_t code_point) {
  return normalizerOf(normalizer)->hasBoundaryBefore(static_cast<UChar32>(code_point)) ? 1 : 0;
}

cicu_words *cicu_words_create(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_WORD, locale, nullptr, 0, &status);
  if (U_FAILURE(status)) return nullptr;
  cicu_words *words = new (std::nothrow) cicu_words{iterator, UTEXT_INITIALIZER};
  if (words == nullptr) ubrk_close(iterator);
  return words;
}

void cicu_words_destroy(cicu_words *words) {
  if (words == nullptr) return;
  ubrk_close(words->iterator);
  utext_close(&words->text);
  delete words;
}

int32_t cicu_words_boundaries(cicu_words *words, const uint8_t *bytes, int64_t length, int64_t first,
                              int64_t second) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&words->text, reinterpret_cast<const char *>(bytes), length, &status);
  ubrk_setUText(words->iterator, &words->text, &status);
  if (U_FAILURE(status)) return -1;
  int32_t result = 0;
  if (ubrk_isBoundary(words->iterator, static_cast<int32_t>(first))) result |= 1;
  if (ubrk_isBoundary(words->iterator, static_cast<int32_t>(second))) result |= 2;
  return result;
}

int32_t cicu_display_width(uint32_t code_point) {
  const UChar32 c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return c == 0xAD ? 1 : 0;
    default:
      break;
  }
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return 0;
  if (c >= 0x1160 && c <= 0x11FF) return 0;  // medial and final jamo join the syllable before them
  switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH:
      return 2;
    default:
      return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) ? 2 : 1;
  }
}

int32_t cicu_is_unprintable(uint32_t code_point) {
  const UChar32 c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
      return 1;
    default:
      return u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) ? 1 : 0;
  }
}

const char *cicu_version(void) { return U_ICU_VERSION; }

}  // extern "C"
