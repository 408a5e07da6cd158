// The sentiment lexicon inside the program.
#ifndef CSENTIMENTLEXICON_H
#define CSENTIMENTLEXICON_H

#include <stddef.h>

typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} csentiment_file;

/// Number of files.
size_t csentiment_count(void);
/// A file by its position, in the order in which later lines replace earlier ones.
csentiment_file csentiment_file_at(size_t index);

#endif
