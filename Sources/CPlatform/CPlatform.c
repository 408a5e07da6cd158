#include "CPlatform.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler needs lock-free atomics");

static atomic_int received = 0;

static void remember(int number) {
  int expected = 0;
  if (!atomic_compare_exchange_strong(&received, &expected, number)) _exit(128 + number);
}

void cplatform_install_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART a blocked read returns, so that a run can stop while it waits for input.
  action.sa_handler = remember;
  sigaction(SIGINT, &action, 0);
  sigaction(SIGTERM, &action, 0);
  sigaction(SIGHUP, &action, 0);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, 0);
  sigaction(SIGXFSZ, &action, 0);
}

int cplatform_received_signal(void) { return atomic_load(&received); }

void cplatform_clear_signal(void) { atomic_store(&received, 0); }
