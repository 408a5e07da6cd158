#define PCRE2_CODE_UNIT_WIDTH 8

#include "CPCRE2.h"

#include <pcre2.h>
#include <stdlib.h>

// Subjects longer than this are matched with call-outs before every item of the pattern, which count the work.
// Neither PCRE2's machine code nor its interpreter counts how far `.*` runs, so that nested runs over a long subject
// cost quadratic time below every limit; on shorter ones that is little.
#define LONG_SUBJECT 8192

// Items of the pattern that may be tried on a long subject, as a multiple of the match limit.
#define ITEMS_PER_STEP 4

// Bytes that all runs over a long subject may cover together.
#define MOST_BYTES (1ull << 26)

struct cpcre_code {
  pcre2_code *code;
  pcre2_code *counting;
};

struct cpcre_worker {
  pcre2_match_context *context;
  pcre2_match_data *data;
  pcre2_jit_stack *stack;
  uint32_t match_limit;
  // Work on the current long subject.
  uint64_t items;
  uint64_t bytes;
  size_t position;
};

cpcre_code *cpcre_compile(const uint8_t *pattern, size_t length, int32_t for_matching, int32_t *error,
                          size_t *offset) {
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
  const uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C;
  cpcre_code *code = calloc(1, sizeof(cpcre_code));
  if (!code) {
    number = PCRE2_ERROR_NOMEMORY;
  } else {
    code->code = pcre2_compile(pattern, length, options, &number, &where, context);
    if (code->code && for_matching) {
      int ignored = 0;
      PCRE2_SIZE nowhere = 0;
      pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE);
      code->counting = pcre2_compile(pattern, length, options | PCRE2_AUTO_CALLOUT, &ignored, &nowhere, context);
    }
    if (!code->code) {
      free(code);
      code = NULL;
    }
  }
  pcre2_compile_context_free(context);
  *error = number;
  *offset = where;
  return code;
}

void cpcre_code_destroy(cpcre_code *code) {
  if (!code) return;
  pcre2_code_free(code->code);
  pcre2_code_free(code->counting);
  free(code);
}

int32_t cpcre_code_matches_empty(const cpcre_code *code) {
  uint32_t value = 0;
  pcre2_pattern_info(code->code, PCRE2_INFO_MATCHEMPTY, &value);
  return (int32_t)value;
}

size_t cpcre_code_size(const cpcre_code *code) {
  size_t value = 0;
  pcre2_pattern_info(code->code, PCRE2_INFO_SIZE, &value);
  return value;
}

uint32_t cpcre_code_groups(const cpcre_code *code) {
  uint32_t value = 0;
  pcre2_pattern_info(code->code, PCRE2_INFO_CAPTURECOUNT, &value);
  return value;
}

void cpcre_message(int32_t error, uint8_t *buffer, size_t capacity) {
  if (pcre2_get_error_message(error, buffer, capacity) < 0 && capacity > 0) buffer[0] = 0;
}

static int count_work(pcre2_callout_block *block, void *context) {
  cpcre_worker *worker = context;
  const size_t position = block->current_position;
  worker->items++;
  worker->bytes += position > worker->position ? position - worker->position : worker->position - position;
  worker->position = position;
  const int is_enough = worker->items > (uint64_t)worker->match_limit * ITEMS_PER_STEP || worker->bytes > MOST_BYTES;
  return is_enough ? PCRE2_ERROR_MATCHLIMIT : 0;
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
  pcre2_set_callout(worker->context, count_work, worker);
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

static int run(cpcre_worker *worker, const pcre2_code *code, const uint8_t *subject, size_t length, size_t start,
               uint32_t limit, uint32_t options) {
  pcre2_set_match_limit(worker->context, limit);
  return pcre2_match(code, subject, length, start, PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK | options, worker->data,
                     worker->context);
}

int32_t cpcre_match(cpcre_worker *worker, const cpcre_code *code, const uint8_t *subject, size_t length, size_t start,
                    size_t *match_start, size_t *match_end) {
  int result;
  if (length > LONG_SUBJECT && code->counting) {
    if (start == 0) worker->items = worker->bytes = 0;
    worker->position = start;
    result = run(worker, code->counting, subject, length, start, worker->match_limit, PCRE2_NO_JIT);
  } else {
    // Machine code counts its steps anew at every start position, the interpreter over the whole call. Dividing the
    // limit by the length bounds the machine code by the same total; where that is too tight, the interpreter decides.
    const uint32_t limit = worker->match_limit / (uint32_t)(length - start + 1);
    result = run(worker, code->code, subject, length, start, limit < 100 ? 100 : limit, 0);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT || result == PCRE2_ERROR_MATCHLIMIT) {
      result = run(worker, code->code, subject, length, start, worker->match_limit, PCRE2_NO_JIT);
    }
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
