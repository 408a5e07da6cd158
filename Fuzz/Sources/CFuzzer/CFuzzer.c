#define _GNU_SOURCE
#include "CFuzzer.h"

#include <sys/mman.h>
#include <unistd.h>

extern int LLVMFuzzerRunDriver(int *count, char ***arguments, cfuzzer_target target);

int cfuzzer_run(int count, char **arguments, cfuzzer_target target) {
  return LLVMFuzzerRunDriver(&count, &arguments, target);
}

int cfuzzer_file(void) { return memfd_create("fuzz", MFD_CLOEXEC); }

int cfuzzer_replace(int file, const uint8_t *bytes, size_t count) {
  if (ftruncate(file, 0) != 0) return -1;
  size_t done = 0;
  while (done < count) {
    ssize_t written = pwrite(file, bytes + done, count - done, (off_t)done);
    if (written <= 0) return -1;
    done += (size_t)written;
  }
  return 0;
}
