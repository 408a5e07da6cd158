#ifndef CPlatform_SHIM_H
#define CPlatform_SHIM_H

#include "CPlatformHook.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Catches SIGINT, SIGTERM and SIGHUP; ignores SIGPIPE and SIGXFSZ.
///
/// The first caught signal is only remembered; the second ends the process at once with 128 + its number.
void cplatform_install_signals(void);

/// The first caught signal, or 0.
int cplatform_received_signal(void);

/// Forgets a remembered signal; for tests.
void cplatform_clear_signal(void);

#ifdef __cplusplus
}
#endif
#endif
