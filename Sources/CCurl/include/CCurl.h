#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a request ended before a status could be judged.
enum {
  CCURL_DONE = 0,       // a status line, headers and body arrived
  CCURL_TIMEOUT = 1,    // the total deadline passed
  CCURL_REFUSED = 2,    // the connected address is not allowed
  CCURL_HEADERS = 3,    // more than the header cap
  CCURL_BODY = 4,       // more than the body cap
  CCURL_STOPPED = 5,    // the caller asked to stop
  CCURL_TLS = 6,        // the certificate or the handshake is bad
  CCURL_RESOLVE = 7,    // no such name
  CCURL_CONNECT = 8,    // refused or unreachable
  CCURL_BROKEN = 9,     // the peer broke the connection or does not speak HTTP
  CCURL_OTHER = 10
};

/// Whether a connection may be opened to an address: 4 or 16 bytes in network order.
typedef int (*ccurl_address_check)(void *context, const uint8_t *address, size_t length);
/// Whether to give up now.
typedef int (*ccurl_stop_check)(void);

/// One POST.
typedef struct {
  const char *url;
  /// Header lines `name: value`, one after the other, each ended by `\n`.
  const char *headers;
  const uint8_t *body;
  size_t body_length;
  long timeout_ms;
  long connect_timeout_ms;
  size_t header_cap;
  size_t body_cap;
  /// A file of certificates to trust, or NULL for the system's.
  const char *ca_file;
  int use_proxy;
  ccurl_address_check check;
  ccurl_stop_check stop;
  void *context;
} ccurl_request;

/// What came back; `body` must be freed with `ccurl_free`.
typedef struct {
  int outcome;
  long status;
  uint8_t *body;
  size_t body_length;
  /// The value of Retry-After, empty if there was none.
  char retry_after[64];
  /// The address connected to, empty if there was no connection.
  char address[64];
} ccurl_reply;

void ccurl_post(const ccurl_request *request, ccurl_reply *reply);
void ccurl_free(ccurl_reply *reply);

/// Takes a URL apart as the sender will: scheme and host in lower case and normal form, and whether it names a user.
/// Returns 0 for a URL it cannot read.
int ccurl_parse(const char *url, char *scheme, size_t scheme_size, char *host, size_t host_size, int *has_user);

#ifdef __cplusplus
}
#endif
#endif
