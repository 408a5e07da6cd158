#ifndef CPLATFORM_HOOK_H
#define CPLATFORM_HOOK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a program that was run ended.
typedef struct {
  /// 0 it ended by itself, 1 it could not be started, 2 it was killed at the deadline, 3 the caller asked to stop.
  int outcome;
  /// Its exit code, 128 + the signal that ended it, or `errno` if it could not be started.
  int code;
  /// How many bytes of output were kept in the caller's buffer.
  size_t kept;
  /// Whether there was more.
  int cut;
} cplatform_hook_result;

/// Runs a program without a shell in a process group of its own.
///
/// `arguments` and `environment` end with NULL. The input is written to its standard input; what it writes to standard
/// output and error is kept up to `capacity` bytes and the rest read and thrown away. At the deadline the whole group gets
/// SIGTERM, and SIGKILL after `grace_ms`; what is left of the group is killed in any case when the program has ended.
void cplatform_run_hook(
    const char *const *arguments, const char *const *environment, const uint8_t *input, size_t input_length,
    uint8_t *output, size_t capacity, long deadline_ms, long grace_ms, int (*stop)(void), cplatform_hook_result *result);

#ifdef __cplusplus
}
#endif
#endif
