#define PCRE2_CODE_UNIT_WIDTH 8
#include "CPCRE2.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

struct cpcre_line {
  pcre2_code *code;
  pcre2_match_context *limits;
};

cpcre_line *cpcre_line_create(const uint8_t *pattern, size_t length, size_t *offset) {
  int error = 0;
  cpcre_line *line = calloc(1, sizeof *line);
  if (line == NULL) return NULL;
  line->code = pcre2_compile(pattern, length, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED, &error, offset, NULL);
  line->limits = pcre2_match_context_create(NULL);
  if (line->code == NULL || line->limits == NULL) {
    cpcre_line_destroy(line);
    return NULL;
  }
  pcre2_set_match_limit(line->limits, 200000);
  pcre2_set_heap_limit(line->limits, 4096);
  return line;
}

void cpcre_line_destroy(cpcre_line *line) {
  if (line == NULL) return;
  pcre2_code_free(line->code);
  pcre2_match_context_free(line->limits);
  free(line);
}

int32_t cpcre_line_group(const cpcre_line *line, const char *name) {
  return pcre2_substring_number_from_name(line->code, (PCRE2_SPTR)name);
}

int32_t cpcre_line_match(const cpcre_line *line, const uint8_t *subject, size_t length, int32_t group_count,
                         const int32_t *groups, int64_t *spans) {
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(line->code, NULL);
  if (data == NULL) return CPCRE_FAILED;
  int result = pcre2_match(line->code, subject, length, 0, 0, data, line->limits);
  int32_t status = CPCRE_MATCH;
  if (result < 0) {
    status = result == PCRE2_ERROR_NOMATCH ? CPCRE_NO_MATCH : CPCRE_LIMIT;
  } else {
    const PCRE2_SIZE *found = pcre2_get_ovector_pointer(data);
    const uint32_t count = pcre2_get_ovector_count(data);
    for (int32_t i = 0; i < group_count; i++) {
      const int32_t group = groups[i];
      const int is_set = group >= 0 && (uint32_t)group < count && found[2 * group] != PCRE2_UNSET;
      spans[2 * i] = is_set ? (int64_t)found[2 * group] : -1;
      spans[2 * i + 1] = is_set ? (int64_t)found[2 * group + 1] : -1;
    }
  }
  pcre2_match_data_free(data);
  return status;
}
