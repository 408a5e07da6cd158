#include "CSimdjson.h"

#include <algorithm>
#include <new>
#include <simdjson.h>

struct csimdjson_parser {
  simdjson::dom::parser parser;
  size_t max_depth;
  size_t capacity = 0;
};

size_t csimdjson_padding(void) { return simdjson::SIMDJSON_PADDING; }

csimdjson_parser *csimdjson_parser_create(size_t max_depth) {
  auto *made = new (std::nothrow) csimdjson_parser;
  // simdjson refuses a container at its own depth limit, hence one more.
  if (made) made->max_depth = max_depth + 1;
  return made;
}

void csimdjson_parser_destroy(csimdjson_parser *parser) { delete parser; }

static int status(simdjson::error_code error) {
  switch (error) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::DEPTH_ERROR: return CSIMDJSON_DEPTH;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE: return CSIMDJSON_NUMBER;
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS: return CSIMDJSON_STRING;
    case simdjson::UTF8_ERROR: return CSIMDJSON_UTF8;
    case simdjson::UNCLOSED_STRING: return CSIMDJSON_UNCLOSED;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return CSIMDJSON_NO_MEMORY;
    default: return CSIMDJSON_SYNTAX;
  }
}

int csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, csimdjson_tape *tape) {
  if (count > parser->capacity) {
    // Growing by doubling keeps reallocations rare; memory that is not used is never touched.
    size_t wanted = std::max<size_t>({count, parser->capacity * 2, size_t(64) * 1024});
    if (parser->parser.allocate(wanted, parser->max_depth) != simdjson::SUCCESS) return CSIMDJSON_NO_MEMORY;
    if (parser->parser.doc.allocate(wanted) != simdjson::SUCCESS) return CSIMDJSON_NO_MEMORY;
    parser->capacity = wanted;
  }
  auto result = parser->parser.parse(bytes, count, false);
  if (result.error() != simdjson::SUCCESS) return status(result.error());
  tape->words = parser->parser.doc.tape.get();
  tape->strings = parser->parser.doc.string_buf.get();
  return CSIMDJSON_OK;
}

int csimdjson_is_utf8(const uint8_t *bytes, size_t count) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count) ? 1 : 0;
}
