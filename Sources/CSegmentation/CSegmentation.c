#include "CSegmentation.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char words[] = {
#embed "words.txt"
};
static const unsigned char names[] = {
#embed "names.txt"
};

static const unsigned char english_words[] = {
#embed "english-words.txt"
};
static const unsigned char name_weights[] = {
#embed "name-weights.txt"
};

csegmentation_text csegmentation_words(void) { return (csegmentation_text){words, sizeof words}; }

csegmentation_text csegmentation_names(void) { return (csegmentation_text){names, sizeof names}; }

csegmentation_text csegmentation_name_weights(void) {
  return (csegmentation_text){name_weights, sizeof name_weights};
}

csegmentation_text csegmentation_english_words(void) {
  return (csegmentation_text){english_words, sizeof english_words};
}
