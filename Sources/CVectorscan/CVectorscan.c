#include "CVectorscan.h"

#include <hs.h>
#include <stdlib.h>
#include <string.h>

struct cvs_worker {
  hs_scratch_t *scratch;
  cvs_match *matches;
  size_t count;
  size_t capacity;
  // For scans by turn.
  const int32_t *starts;
  uint32_t turn_count;
  uint32_t turn;
  int32_t *seen;
};

static hs_database_t *handle(const cvs_database *database) { return (hs_database_t *)(uintptr_t)database; }

cvs_database *cvs_compile_literals(const uint8_t *bytes, const uint32_t *offsets, const uint32_t *ids, uint32_t count,
                                   int32_t *failed) {
  *failed = -1;
  const char **expressions = malloc(sizeof(char *) * count);
  size_t *lengths = malloc(sizeof(size_t) * count);
  unsigned *flags = calloc(count, sizeof(unsigned));
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  if (expressions && lengths && flags) {
    for (uint32_t i = 0; i < count; i++) {
      expressions[i] = (const char *)bytes + offsets[i];
      lengths[i] = offsets[i + 1] - offsets[i];
    }
    hs_error_t result = hs_compile_lit_multi(expressions, flags, ids, lengths, count, HS_MODE_BLOCK, NULL, &database,
                                             &error);
    if (result != HS_SUCCESS) {
      database = NULL;
      if (error) *failed = error->expression;
    }
  }
  if (error) hs_free_compile_error(error);
  free(expressions);
  free(lengths);
  free(flags);
  return (cvs_database *)database;
}

cvs_database *cvs_compile_patterns(const uint8_t *bytes, const uint32_t *offsets, const uint32_t *ids, uint32_t count,
                                   int32_t *failed) {
  *failed = -1;
  const char **expressions = malloc(sizeof(char *) * count);
  unsigned *flags = malloc(sizeof(unsigned) * count);
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  if (expressions && flags) {
    for (uint32_t i = 0; i < count; i++) {
      expressions[i] = (const char *)bytes + offsets[i];
      flags[i] = HS_FLAG_UTF8 | HS_FLAG_MULTILINE | HS_FLAG_PREFILTER | HS_FLAG_ALLOWEMPTY;
    }
    hs_error_t result = hs_compile_multi(expressions, flags, ids, count, HS_MODE_BLOCK, NULL, &database, &error);
    if (result != HS_SUCCESS) {
      database = NULL;
      if (error) *failed = error->expression;
    }
  }
  if (error) hs_free_compile_error(error);
  free(expressions);
  free(flags);
  return (cvs_database *)database;
}

void cvs_database_destroy(cvs_database *database) {
  if (database) hs_free_database(handle(database));
}

uint8_t *cvs_database_serialize(const cvs_database *database, size_t *length) {
  char *bytes = NULL;
  if (hs_serialize_database(handle(database), &bytes, length) != HS_SUCCESS) return NULL;
  return (uint8_t *)bytes;
}

void cvs_bytes_destroy(uint8_t *bytes) { free(bytes); }

cvs_database *cvs_database_deserialize(const uint8_t *bytes, size_t length) {
  hs_database_t *database = NULL;
  if (hs_deserialize_database((const char *)bytes, length, &database) != HS_SUCCESS) return NULL;
  return (cvs_database *)database;
}

cvs_worker *cvs_worker_create(void) { return calloc(1, sizeof(cvs_worker)); }

int32_t cvs_worker_prepare(cvs_worker *worker, const cvs_database *database) {
  return hs_alloc_scratch(handle(database), &worker->scratch) == HS_SUCCESS ? 0 : -1;
}

void cvs_worker_destroy(cvs_worker *worker) {
  if (!worker) return;
  if (worker->scratch) hs_free_scratch(worker->scratch);
  free(worker->matches);
  free(worker);
}

void cvs_worker_clear(cvs_worker *worker) { worker->count = 0; }

static int append(cvs_worker *worker, uint32_t id, uint32_t position) {
  if (worker->count == worker->capacity) {
    size_t capacity = worker->capacity ? worker->capacity * 2 : 1024;
    cvs_match *matches = realloc(worker->matches, capacity * sizeof(cvs_match));
    if (!matches) return 1;
    worker->matches = matches;
    worker->capacity = capacity;
  }
  worker->matches[worker->count++] = (cvs_match){id, position};
  return 0;
}

static int on_end(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)from;
  (void)flags;
  return append(context, id, (uint32_t)to);
}

static int on_turn(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)from;
  (void)flags;
  cvs_worker *worker = context;
  const int64_t position = (int64_t)to;
  uint32_t turn = worker->turn;
  // Ends come nearly in order: the cursor moves forward and seldom back.
  while (turn + 1 < worker->turn_count && worker->starts[turn + 1] <= position) turn++;
  while (turn > 0 && worker->starts[turn] > position) turn--;
  worker->turn = turn;
  if (worker->seen[id] == (int32_t)turn) return 0;
  worker->seen[id] = (int32_t)turn;
  return append(worker, id, turn);
}

int32_t cvs_scan_ends(cvs_worker *worker, const cvs_database *database, const uint8_t *bytes, uint32_t length) {
  return hs_scan(handle(database), (const char *)bytes, length, 0, worker->scratch, on_end, worker) == HS_SUCCESS ? 0
                                                                                                                : -1;
}

int32_t cvs_scan_turns(cvs_worker *worker, const cvs_database *database, const uint8_t *bytes, uint32_t length,
                       const int32_t *starts, uint32_t turn_count, int32_t *seen, uint32_t id_count) {
  if (turn_count == 0) return 0;
  worker->starts = starts;
  worker->turn_count = turn_count;
  worker->turn = 0;
  worker->seen = seen;
  memset(seen, 0xFF, sizeof(int32_t) * id_count);
  return hs_scan(handle(database), (const char *)bytes, length, 0, worker->scratch, on_turn, worker) == HS_SUCCESS
             ? 0
             : -1;
}

cvs_match *cvs_worker_matches(cvs_worker *worker, size_t *count) {
  *count = worker->count;
  return worker->matches;
}

const char *cvs_version(void) { return hs_version(); }

uint64_t cvs_processor_features(void) {
  hs_platform_info_t platform;
  memset(&platform, 0, sizeof(platform));
  if (hs_populate_platform(&platform) != HS_SUCCESS) return 0;
  return ((uint64_t)platform.tune << 48) ^ (uint64_t)platform.cpu_features;
}
