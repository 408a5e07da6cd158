#define PCRE2_CODE_UNIT_WIDTH 8

#include "CPCRE2.h"

#include <pcre2.h>
#include <stdlib.h>

struct cpcre_worker {
  pcre2_match_context *context;
  pcre2_match_data *data;
  pcre2_jit_stack *stack;
  uint32_t match_limit;
};

static pcre2_code *handle(const cpcre_code *code) { return (pcre2_code *)(uintptr_t)code; }

cpcre_code *cpcre_compile(const uint8_t *pattern, size_t length, int32_t *error, size_t *offset) {
  pcre2_compile_context *context = pcre2_compile_context_create(NULL);
  if (!context) {
    *error = PCRE2_ERROR_NOMEMORY;
    *offset = 0;
    return NULL;
  }
  pcre2_set_newline(context, PCRE2_NEWLINE_LF);
  pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
  int number = 0;
  PCRE2_SIZE where = 0;
  pcre2_code *code = pcre2_compile(pattern, length, PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C, &number,
                                   &where, context);
  pcre2_compile_context_free(context);
  *error = number;
  *offset = where;
  return (cpcre_code *)code;
}

int32_t cpcre_code_jit(cpcre_code *code) { return pcre2_jit_compile(handle(code), PCRE2_JIT_COMPLETE); }

void cpcre_code_destroy(cpcre_code *code) { pcre2_code_free(handle(code)); }

int32_t cpcre_code_matches_empty(const cpcre_code *code) {
  uint32_t value = 0;
  pcre2_pattern_info(handle(code), PCRE2_INFO_MATCHEMPTY, &value);
  return (int32_t)value;
}

size_t cpcre_code_size(const cpcre_code *code) {
  size_t value = 0;
  pcre2_pattern_info(handle(code), PCRE2_INFO_SIZE, &value);
  return value;
}

uint32_t cpcre_code_groups(const cpcre_code *code) {
  uint32_t value = 0;
  pcre2_pattern_info(handle(code), PCRE2_INFO_CAPTURECOUNT, &value);
  return value;
}

void cpcre_message(int32_t error, uint8_t *buffer, size_t capacity) {
  if (pcre2_get_error_message(error, buffer, capacity) < 0 && capacity > 0) buffer[0] = 0;
}

cpcre_worker *cpcre_worker_create(uint32_t match_limit, uint32_t heap_limit_kib, size_t jit_stack) {
  cpcre_worker *worker = calloc(1, sizeof(cpcre_worker));
  if (!worker) return NULL;
  worker->match_limit = match_limit;
  worker->context = pcre2_match_context_create(NULL);
  worker->data = pcre2_match_data_create(1, NULL);
  worker->stack = pcre2_jit_stack_create(32 * 1024, jit_stack, NULL);
  if (!worker->context || !worker->data) {
    cpcre_worker_destroy(worker);
    return NULL;
  }
  pcre2_set_match_limit(worker->context, match_limit);
  pcre2_set_heap_limit(worker->context, heap_limit_kib);
  if (worker->stack) pcre2_jit_stack_assign(worker->context, NULL, worker->stack);
  return worker;
}

void cpcre_worker_destroy(cpcre_worker *worker) {
  if (!worker) return;
  pcre2_match_data_free(worker->data);
  pcre2_match_context_free(worker->context);
  pcre2_jit_stack_free(worker->stack);
  free(worker);
}

static int run(cpcre_worker *worker, const cpcre_code *code, const uint8_t *subject, size_t length, size_t start,
               uint32_t limit, uint32_t options) {
  pcre2_set_match_limit(worker->context, limit);
  return pcre2_match(handle(code), subject, length, start, PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK | options, worker->data,
                     worker->context);
}

int32_t cpcre_match(cpcre_worker *worker, const cpcre_code *code, const uint8_t *subject, size_t length, size_t start,
                    size_t *match_start, size_t *match_end) {
  // Machine code counts its steps anew at every start position, the interpreter over the whole call. Dividing the
  // limit by the length bounds the machine code by the same total; where that is too tight, the interpreter decides.
  uint32_t limit = worker->match_limit / (uint32_t)(length - start + 1);
  int result = run(worker, code, subject, length, start, limit < 100 ? 100 : limit, 0);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT || result == PCRE2_ERROR_MATCHLIMIT) {
    result = run(worker, code, subject, length, start, worker->match_limit, PCRE2_NO_JIT);
  }
  if (result >= 0) {
    const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(worker->data);
    *match_start = spans[0];
    *match_end = spans[1];
    return CPCRE_MATCH;
  }
  switch (result) {
    case PCRE2_ERROR_NOMATCH: return CPCRE_NO_MATCH;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
    case PCRE2_ERROR_RECURSELOOP: return CPCRE_LIMIT;
    default: return CPCRE_FAILED;
  }
}
