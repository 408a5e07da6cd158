#ifndef CXML2_SHIM_H
#define CXML2_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser of one XML document that arrives in pieces: feed it, then take the events until there are none.
///
/// It refuses DOCTYPE at its first word, so no entity is ever declared, read or fetched; it prints nothing.
typedef struct cxml2_reader cxml2_reader;

/// What an event is.
enum cxml2_kind {
  CXML2_NONE = 0,  ///< No event is left: more input is needed.
  CXML2_START = 1, ///< A start tag with a known name.
  CXML2_END = 2,   ///< An end tag with a known name.
  CXML2_TEXT = 3   ///< A piece of text directly in an element whose text is wanted.
};

/// Why parsing stopped.
enum cxml2_status {
  CXML2_OK = 0,
  CXML2_NO_MEMORY,
  CXML2_DOCTYPE,
  CXML2_TOO_DEEP,
  CXML2_TOO_LONG, ///< A name, an attribute, a comment or a text.
  CXML2_UNDECLARED_ENTITY,
  CXML2_MISNESTED,
  CXML2_TRUNCATED,
  CXML2_BAD_CHARACTER,
  CXML2_BAD_ENCODING,
  CXML2_MALFORMED
};

/// Makes a parser, or null when out of memory.
///
/// `names` are the elements and attributes that are wanted, at most 64: elements of the root's namespace and attributes
/// without one; a leading colon means an attribute of any namespace. Bit i of `texts` says that the text of name i is
/// wanted. All others are checked and dropped.
cxml2_reader *cxml2_reader_create(const char *const *names, size_t name_count, uint64_t texts, size_t maximum_depth,
                                  size_t maximum_length);

/// Frees a parser.
void cxml2_reader_destroy(cxml2_reader *reader);

/// Parses a piece; all events taken before are gone. Gives the status; at the end of the input `is_last` is true.
int cxml2_reader_feed(cxml2_reader *reader, const uint8_t *bytes, size_t count, int is_last);

/// Takes the next event and gives its kind.
int cxml2_reader_next(cxml2_reader *reader);

/// The index of the event's name; of the element around a text.
int cxml2_reader_name(const cxml2_reader *reader);

/// Where the event's markup ends, in bytes from the start of the document.
int64_t cxml2_reader_offset(const cxml2_reader *reader);

/// The event's text in UTF-8.
const uint8_t *cxml2_reader_text(const cxml2_reader *reader, size_t *count);

/// The value of an attribute of a start tag in UTF-8, or null.
const uint8_t *cxml2_reader_attribute(const cxml2_reader *reader, int name, size_t *count);

/// The line the parser has reached, from 1.
int64_t cxml2_reader_line(const cxml2_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
