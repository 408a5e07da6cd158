#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "CPlatformHook.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int make_pipe(int ends[2]) {
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

static int start(const char *const *arguments, const char *const *environment, int in, int out, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, out, 2);
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#elif defined(__APPLE__)
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_CLOEXEC_DEFAULT;
#else
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#endif
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, flags);
  int failure = posix_spawn(
      child, arguments[0], &actions, &attributes, (char *const *)arguments, (char *const *)environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failure;
}

void cplatform_run_hook(
    const char *const *arguments, const char *const *environment, const uint8_t *input, size_t input_length,
    uint8_t *output, size_t capacity, long deadline_ms, long grace_ms, int (*stop)(void), cplatform_hook_result *result) {
  memset(result, 0, sizeof *result);
  int in[2], out[2];
  result->outcome = 1;
  if ((result->code = make_pipe(in)) != 0) return;
  if ((result->code = make_pipe(out)) != 0) {
    close(in[0]), close(in[1]);
    return;
  }
  pid_t child = 0;
  int failure = start(arguments, environment, in[0], out[1], &child);
  close(in[0]), close(out[1]);
  if (failure) {
    close(in[1]), close(out[0]);
    result->code = failure;
    return;
  }
  fcntl(in[1], F_SETFL, O_NONBLOCK);
  fcntl(out[0], F_SETFL, O_NONBLOCK);
  result->outcome = 0;
  size_t written = 0;
  int in_open = 1, out_open = 1, status = 0, ended = 0;
  long long limit = now_ms() + deadline_ms;
  uint8_t waste[16384];
  while (!ended) {
    if (in_open && written == input_length) {
      close(in[1]);
      in_open = 0;
    }
    struct pollfd ready[2] = {{out_open ? out[0] : -1, POLLIN, 0}, {in_open ? in[1] : -1, POLLOUT, 0}};
    poll(ready, 2, 20);
    if (in_open && ready[1].revents) {
      ssize_t count = write(in[1], input + written, input_length - written);
      if (count > 0) written += (size_t)count;
      if (count < 0 && errno != EAGAIN && errno != EINTR) {  // it closed its input: its own business
        close(in[1]);
        in_open = 0;
      }
    }
    if (out_open && ready[0].revents) {
      size_t room = capacity - result->kept;
      ssize_t count = room ? read(out[0], output + result->kept, room) : read(out[0], waste, sizeof waste);
      if (count > 0 && room) result->kept += (size_t)count;
      if (count > 0 && !room) result->cut = 1;
      if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
        close(out[0]);
        out_open = 0;
      }
    }
    ended = waitpid(child, &status, WNOHANG) == child;
    if (ended) break;
    int stopping = stop && stop();
    if (stopping || now_ms() >= limit) {
      if (result->outcome == 0) {
        result->outcome = stopping ? 3 : 2;
        kill(-child, SIGTERM);
        limit = now_ms() + grace_ms;
        stop = 0;
      } else {
        kill(-child, SIGKILL);
        limit = now_ms() + 1000;
      }
    }
  }
  // What it printed last may still lie in the pipe; a child of it that lives on must not hold us.
  while (out_open && result->kept < capacity) {
    ssize_t count = read(out[0], output + result->kept, capacity - result->kept);
    if (count <= 0) break;
    result->kept += (size_t)count;
  }
  kill(-child, SIGKILL);
  if (in_open) close(in[1]);
  if (out_open) close(out[0]);
  result->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
