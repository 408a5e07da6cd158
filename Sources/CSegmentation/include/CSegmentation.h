// The dictionary and the name model of the segmenter, inside the program so that one file runs anywhere.
#ifndef CSEGMENTATION_H
#define CSEGMENTATION_H
#include <stddef.h>

typedef struct {
  const unsigned char *bytes; // UTF-8 text, not terminated
  size_t count;
} csegmentation_text;

// Asks for a line of memory that will be read soon; changes nothing.
static inline void csegmentation_prefetch(const void *address) { __builtin_prefetch(address); }

// Lines of `count<TAB>word word …`, comments after '#'.
csegmentation_text csegmentation_words(void);

// Lines of `kind<TAB>characters<TAB>hundredths of a natural logarithm`, comments after '#'.
csegmentation_text csegmentation_names(void);

// Lines of `weight<TAB>template<TAB>hex hex hex<TAB>text`, comments after '#'.
csegmentation_text csegmentation_name_weights(void);

// English words, one a line, comments after '#'.
csegmentation_text csegmentation_english_words(void);

#endif
