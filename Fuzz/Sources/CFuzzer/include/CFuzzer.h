#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Gives the bytes of one execution to a target; returns 0.
typedef int (*cfuzzer_target)(const uint8_t *bytes, size_t count);

/// Runs libFuzzer with its own arguments; returns its exit code.
int cfuzzer_run(int count, char **arguments, cfuzzer_target target);

/// A file without a name whose content can be replaced; -1 on failure. Its path is /proc/self/fd/N.
int cfuzzer_file(void);

/// Replaces the content of a file; 0 on success.
int cfuzzer_replace(int file, const uint8_t *bytes, size_t count);

#endif
