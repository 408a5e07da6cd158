// The files of the sentiment lexicon; their headers tell how the entries were rated.
#include "CSentimentLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char f_en[] = {
#embed "../../lexicons/sentiment/en.tsv"
};
static const unsigned char f_zh[] = {
#embed "../../lexicons/sentiment/zh.tsv"
};
static const unsigned char f_signs[] = {
#embed "../../lexicons/sentiment/signs.tsv"
};
static const unsigned char f_modifiers[] = {
#embed "../../lexicons/sentiment/modifiers.tsv"
};

static const csentiment_file files[] = {
  {"modifiers.tsv", f_modifiers, sizeof f_modifiers},
  {"en.tsv", f_en, sizeof f_en},
  {"zh.tsv", f_zh, sizeof f_zh},
  {"signs.tsv", f_signs, sizeof f_signs},
};

size_t csentiment_count(void) { return sizeof files / sizeof files[0]; }

csentiment_file csentiment_file_at(size_t index) { return files[index]; }
