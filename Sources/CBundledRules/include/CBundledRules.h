// The rulebooks and word lists that ship inside the program, so that one file runs anywhere.
#ifndef CBUNDLEDRULES_H
#define CBUNDLEDRULES_H
#include <stddef.h>

typedef struct {
  const char *name;           // relative to rules/, for example "lexicons/thanks.tsv"
  const unsigned char *bytes; // UTF-8 text, not terminated
  size_t count;
} cbundled_file;

// How many files there are.
size_t cbundled_count(void);

// The file at an index below cbundled_count().
cbundled_file cbundled_file_at(size_t index);

#endif
