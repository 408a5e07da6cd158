#ifndef CSimdjson_SHIM_H
#define CSimdjson_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable JSON parser with the document it filled last.
typedef struct csimdjson_parser csimdjson_parser;

/// What a parse came to.
enum csimdjson_status {
  CSIMDJSON_OK = 0,        ///< The document is complete and valid.
  CSIMDJSON_SYNTAX = 1,    ///< Not JSON.
  CSIMDJSON_DEPTH = 2,     ///< Nested deeper than allowed.
  CSIMDJSON_NUMBER = 3,    ///< A number that is not JSON or fits no 64 bits.
  CSIMDJSON_STRING = 4,    ///< A bad escape, a lone surrogate or a control character in a string.
  CSIMDJSON_UTF8 = 5,      ///< Not UTF-8.
  CSIMDJSON_UNCLOSED = 6,  ///< A string is not closed.
  CSIMDJSON_EMPTY = 7,     ///< Only white space.
  CSIMDJSON_NO_MEMORY = 8  ///< Out of memory, or larger than simdjson can take.
};

/// The tape of the last successful parse; valid until the next parse or the parser's end.
///
/// Words and strings are laid out as in simdjson's doc/tape.md.
typedef struct csimdjson_tape {
  const uint64_t *words;
  const uint8_t *strings;
} csimdjson_tape;

/// How many readable bytes must follow the text given to `csimdjson_parse`.
size_t csimdjson_padding(void);

/// Makes a parser that refuses more than `max_depth` levels, or null when out of memory.
csimdjson_parser *csimdjson_parser_create(size_t max_depth);

/// Frees a parser and its document.
void csimdjson_parser_destroy(csimdjson_parser *parser);

/// Parses one document of `count` bytes that has readable padding behind it.
int csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, csimdjson_tape *tape);

/// Whether bytes are valid UTF-8.
int csimdjson_is_utf8(const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
