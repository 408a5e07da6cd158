#include "CXML2.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// libxml2's push parser, not its xmlTextReader: the reader pushes steps of 512 bytes, and the parser searches an
// unfinished tag anew at every step, so that a tag of 10 MB takes minutes. Steps are ours here, and no tree is built.

enum { name_limit = 64, depth_limit = 128 };

struct attribute {
  int name;
  size_t start, count;
};

struct event {
  int kind, name;
  int64_t offset;
  size_t start, count;            // the text in the arena
  size_t attribute, attribute_count;
};

struct cxml2_reader {
  xmlParserCtxtPtr context;
  const xmlChar *names[name_limit];
  uint8_t namespaced[name_limit];
  size_t name_count;
  uint64_t texts;
  size_t maximum_depth, maximum_length;
  int status, is_last;
  int64_t line;
  const xmlChar *root_namespace;
  int stack[depth_limit];
  size_t depth;
  size_t run;                     // length of the text that is being read
  struct event *events;
  size_t event_count, event_capacity, current;
  struct attribute *attributes;
  size_t attribute_count, attribute_capacity;
  uint8_t *arena;
  size_t arena_count, arena_capacity;
};

static void stop(cxml2_reader *reader, int status) {
  if (reader->status != CXML2_OK) return;
  reader->status = status;
  reader->line = reader->context->input ? reader->context->input->line : 0;
  xmlStopParser(reader->context);
}

static int grow(cxml2_reader *reader, void **base, size_t *capacity, size_t wanted, size_t size) {
  if (wanted <= *capacity) return 1;
  size_t target = *capacity ? *capacity : 256;
  while (target < wanted) target *= 2;
  void *larger = realloc(*base, target * size);
  if (!larger) {
    stop(reader, CXML2_NO_MEMORY);
    return 0;
  }
  *base = larger;
  *capacity = target;
  return 1;
}

static int append(cxml2_reader *reader, const xmlChar *bytes, size_t count) {
  if (!grow(reader, (void **)&reader->arena, &reader->arena_capacity, reader->arena_count + count, 1)) return 0;
  if (count) memcpy(reader->arena + reader->arena_count, bytes, count);
  reader->arena_count += count;
  return 1;
}

static int64_t offset_now(const cxml2_reader *reader) {
  const xmlParserInputPtr input = reader->context->input;
  return input ? (int64_t)input->consumed + (input->cur - input->base) : 0;
}

static struct event *add_event(cxml2_reader *reader, int kind, int name, int64_t offset) {
  if (!grow(reader, (void **)&reader->events, &reader->event_capacity, reader->event_count + 1, sizeof *reader->events))
    return NULL;
  struct event *event = &reader->events[reader->event_count++];
  *event = (struct event){.kind = kind, .name = name, .offset = offset, .start = reader->arena_count,
                          .attribute = reader->attribute_count};
  return event;
}

/// The index of a name of the parser's dictionary, where equal names are one pointer.
static int index_of(const cxml2_reader *reader, const xmlChar *name, int namespaced) {
  for (size_t index = 0; index < reader->name_count; index++)
    if (reader->names[index] == name && reader->namespaced[index] == namespaced) return (int)index;
  return -1;
}

static void on_start(void *opaque, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int default_count, const xmlChar **attributes) {
  (void)prefix, (void)namespace_count, (void)namespaces, (void)default_count;
  cxml2_reader *reader = opaque;
  if (reader->status != CXML2_OK) return;
  if (reader->depth >= reader->maximum_depth) return stop(reader, CXML2_TOO_DEEP);
  if (reader->depth == 0) reader->root_namespace = uri;
  int index = uri == reader->root_namespace ? index_of(reader, name, 0) : -1;
  reader->stack[reader->depth++] = index;
  reader->run = 0;
  for (int i = 0; i < attribute_count; i++) {
    const xmlChar **attribute = attributes + 5 * i;
    if ((size_t)(attribute[4] - attribute[3]) > reader->maximum_length) return stop(reader, CXML2_TOO_LONG);
  }
  if (index < 0) return;
  struct event *event = add_event(reader, CXML2_START, index, offset_now(reader) + 1);
  if (!event) return;
  for (int i = 0; i < attribute_count; i++) {
    const xmlChar **attribute = attributes + 5 * i;
    int found = index_of(reader, attribute[0], attribute[1] != NULL);
    if (found < 0) continue;
    size_t count = (size_t)(attribute[4] - attribute[3]);
    size_t start = reader->arena_count;
    if (!append(reader, attribute[3], count) ||
        !grow(reader, (void **)&reader->attributes, &reader->attribute_capacity, reader->attribute_count + 1,
              sizeof *reader->attributes))
      return;
    reader->attributes[reader->attribute_count++] = (struct attribute){found, start, count};
    event->attribute_count++;
  }
}

static void on_end(void *opaque, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  cxml2_reader *reader = opaque;
  if (reader->status != CXML2_OK || reader->depth == 0) return;
  int index = reader->stack[--reader->depth];
  reader->run = 0;
  if (index >= 0) add_event(reader, CXML2_END, index, offset_now(reader));
}

static void on_text(void *opaque, const xmlChar *text, int count) {
  cxml2_reader *reader = opaque;
  if (reader->status != CXML2_OK || reader->depth == 0 || count <= 0) return;
  int index = reader->stack[reader->depth - 1];
  if (index < 0 || !(reader->texts >> index & 1)) return;
  reader->run += (size_t)count;
  if (reader->run > reader->maximum_length) return stop(reader, CXML2_TOO_LONG);
  struct event *last = reader->event_count > 0 ? &reader->events[reader->event_count - 1] : NULL;
  struct event *event = last && last->kind == CXML2_TEXT ? last : add_event(reader, CXML2_TEXT, index, 0);
  if (!event || !append(reader, text, (size_t)count)) return;
  event->count += (size_t)count;
  event->offset = offset_now(reader);
}

static void on_doctype(void *opaque, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name, (void)external, (void)system;
  stop(opaque, CXML2_DOCTYPE);
}

static xmlEntityPtr on_entity(void *opaque, const xmlChar *name) {
  (void)opaque;
  return xmlGetPredefinedEntity(name);
}

static int status_of(const cxml2_reader *reader, int code) {
  switch (code) {
    case XML_ERR_NO_MEMORY: return CXML2_NO_MEMORY;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY: return CXML2_UNDECLARED_ENTITY;
    case XML_ERR_TAG_NAME_MISMATCH: return CXML2_MISNESTED;
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_PI_NOT_FINISHED: return CXML2_TRUNCATED;
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF: return CXML2_BAD_CHARACTER;
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
    case XML_I18N_NO_HANDLER:
    case XML_I18N_NO_OUTPUT: return CXML2_BAD_ENCODING;
    // The parser's own limits.
    case XML_ERR_INTERNAL_ERROR:
    case XML_ERR_NAME_TOO_LONG: return CXML2_TOO_LONG;
    // Where the input ends inside an element, whatever is amiss is amiss because the rest is missing.
    default: return reader->is_last && reader->depth > 0 ? CXML2_TRUNCATED : CXML2_MALFORMED;
  }
}

static void on_error(void *opaque, xmlErrorPtr error) {
  cxml2_reader *reader = opaque;
  if (error->level == XML_ERR_FATAL || error->level == XML_ERR_ERROR) {
    // Namespace complaints are no reason to give up: names without one are unknown names.
    if (error->domain != XML_FROM_NAMESPACE) stop(reader, status_of(reader, error->code));
  }
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void prepare(void) { xmlInitParser(); }

cxml2_reader *cxml2_reader_create(const char *const *names, size_t name_count, uint64_t texts, size_t maximum_depth,
                                  size_t maximum_length) {
  pthread_once(&once, prepare);
  cxml2_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  handler.internalSubset = on_doctype;
  handler.getEntity = on_entity;
  handler.serror = (xmlStructuredErrorFunc)on_error;
  reader->context = xmlCreatePushParserCtxt(&handler, reader, NULL, 0, NULL);
  if (!reader->context) {
    free(reader);
    return NULL;
  }
  xmlCtxtUseOptions(reader->context, XML_PARSE_NONET);
  reader->name_count = name_count < name_limit ? name_count : name_limit;
  for (size_t index = 0; index < reader->name_count; index++) {
    const char *name = names[index];
    reader->namespaced[index] = name[0] == ':';
    reader->names[index] = xmlDictLookup(reader->context->dict, (const xmlChar *)name + (name[0] == ':'), -1);
  }
  reader->texts = texts;
  reader->maximum_depth = maximum_depth < depth_limit ? maximum_depth : depth_limit;
  reader->maximum_length = maximum_length;
  return reader;
}

void cxml2_reader_destroy(cxml2_reader *reader) {
  if (!reader) return;
  if (reader->context->myDoc) xmlFreeDoc(reader->context->myDoc);
  xmlFreeParserCtxt(reader->context);
  free(reader->events);
  free(reader->attributes);
  free(reader->arena);
  free(reader);
}

int cxml2_reader_feed(cxml2_reader *reader, const uint8_t *bytes, size_t count, int is_last) {
  reader->event_count = reader->current = 0;
  reader->attribute_count = reader->arena_count = 0;
  if (reader->status != CXML2_OK) return reader->status;
  reader->is_last = is_last;
  int code = xmlParseChunk(reader->context, (const char *)bytes, (int)count, is_last);
  if (reader->status == CXML2_OK && code != XML_ERR_OK && !reader->context->wellFormed) stop(reader, status_of(reader, code));
  const xmlParserInputPtr input = reader->context->input;
  // What waits for its end: a tag, a comment.
  if (reader->status == CXML2_OK && input && (size_t)(input->end - input->cur) > reader->maximum_length)
    stop(reader, CXML2_TOO_LONG);
  if (reader->status == CXML2_OK && is_last && reader->depth > 0) stop(reader, CXML2_TRUNCATED);
  return reader->status;
}

int cxml2_reader_next(cxml2_reader *reader) {
  if (reader->current >= reader->event_count) return CXML2_NONE;
  return reader->events[reader->current++].kind;
}

static const struct event *taken(const cxml2_reader *reader) { return &reader->events[reader->current - 1]; }

int cxml2_reader_name(const cxml2_reader *reader) { return taken(reader)->name; }

int64_t cxml2_reader_offset(const cxml2_reader *reader) { return taken(reader)->offset; }

const uint8_t *cxml2_reader_text(const cxml2_reader *reader, size_t *count) {
  *count = taken(reader)->count;
  return reader->arena + taken(reader)->start;
}

const uint8_t *cxml2_reader_attribute(const cxml2_reader *reader, int name, size_t *count) {
  const struct event *event = taken(reader);
  for (size_t index = event->attribute; index < event->attribute + event->attribute_count; index++) {
    if (reader->attributes[index].name != name) continue;
    *count = reader->attributes[index].count;
    return reader->arena + reader->attributes[index].start;
  }
  return NULL;
}

int64_t cxml2_reader_line(const cxml2_reader *reader) {
  if (reader->line > 0) return reader->line;
  return reader->context->input ? reader->context->input->line : 0;
}
