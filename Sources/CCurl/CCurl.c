#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  const ccurl_request *request;
  ccurl_reply *reply;
  size_t header_bytes;
  size_t capacity;
  int reason;  // why we broke the transfer off, or 0
} exchange;

// The address is judged after the name was resolved and before a byte is sent: a name that changes cannot slip through.
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  exchange *exchange = context;
  (void)purpose;
  const uint8_t *bytes = NULL;
  size_t length = 0;
  if (address->family == AF_INET) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&address->addr;
    bytes = (const uint8_t *)&v4->sin_addr;
    length = 4;
  } else if (address->family == AF_INET6) {
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address->addr;
    bytes = (const uint8_t *)&v6->sin6_addr;
    length = 16;
  }
  if (bytes == NULL) return CURL_SOCKET_BAD;
  inet_ntop(address->family, bytes, exchange->reply->address, sizeof exchange->reply->address);
  if (!exchange->request->check(exchange->request->context, bytes, length)) {
    exchange->reason = CCURL_REFUSED;
    return CURL_SOCKET_BAD;
  }
  if (exchange->reason == CCURL_REFUSED) exchange->reason = 0;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
  exchange *exchange = context;
  size_t length = size * count;
  exchange->header_bytes += length;
  if (exchange->header_bytes > exchange->request->header_cap) {
    exchange->reason = CCURL_HEADERS;
    return 0;
  }
  static const char name[] = "retry-after:";
  size_t start = sizeof name - 1;
  if (length > start && strncasecmp(bytes, name, start) == 0) {
    while (start < length && (bytes[start] == ' ' || bytes[start] == '\t')) start++;
    size_t end = length;
    while (end > start && (unsigned char)bytes[end - 1] <= ' ') end--;
    size_t kept = end - start;
    if (kept >= sizeof exchange->reply->retry_after) kept = 0;
    memcpy(exchange->reply->retry_after, bytes + start, kept);
    exchange->reply->retry_after[kept] = 0;
  }
  return length;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
  exchange *exchange = context;
  ccurl_reply *reply = exchange->reply;
  size_t length = size * count;
  if (reply->body_length + length > exchange->request->body_cap) {
    exchange->reason = CCURL_BODY;
    return 0;
  }
  if (reply->body_length + length > exchange->capacity) {
    size_t capacity = (reply->body_length + length) * 2;
    uint8_t *grown = realloc(reply->body, capacity);
    if (grown == NULL) return 0;
    reply->body = grown;
    exchange->capacity = capacity;
  }
  memcpy(reply->body + reply->body_length, bytes, length);
  reply->body_length += length;
  return length;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  exchange *exchange = context;
  (void)a, (void)b, (void)c, (void)d;
  if (exchange->request->stop && exchange->request->stop()) {
    exchange->reason = CCURL_STOPPED;
    return 1;
  }
  return 0;
}

static int outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMEOUT;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_RESOLVE;
    case CURLE_COULDNT_CONNECT: return CCURL_CONNECT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return CCURL_TLS;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: return CCURL_BROKEN;
    default: return CCURL_OTHER;
  }
}

void ccurl_post(const ccurl_request *request, ccurl_reply *reply) {
  memset(reply, 0, sizeof *reply);
  reply->outcome = CCURL_OTHER;
  exchange exchange = {request, reply, 0, 0, 0};
  CURL *curl = curl_easy_init();
  if (curl == NULL) return;
  struct curl_slist *headers = NULL;
  char *lines = strdup(request->headers);
  if (lines == NULL) {
    curl_easy_cleanup(curl);
    return;
  }
  char *rest = lines;
  for (char *end = strchr(rest, '\n'); end != NULL; end = strchr(rest, '\n')) {
    *end = 0;
    struct curl_slist *more = curl_slist_append(headers, rest);
    if (more == NULL) break;
    headers = more;
    rest = end + 1;
  }
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->timeout_ms);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (request->ca_file) curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca_file);
  if (!request->use_proxy) curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
  CURLcode code = curl_easy_perform(curl);
  reply->outcome = exchange.reason ? exchange.reason : outcome_of(code);
  if (code == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  free(lines);
}

void ccurl_free(ccurl_reply *reply) {
  free(reply->body);
  reply->body = NULL;
}

static int copy_part(CURLU *url, CURLUPart part, char *out, size_t size) {
  char *value = NULL;
  if (curl_url_get(url, part, &value, 0) != CURLUE_OK) return 0;
  size_t length = strlen(value);
  int fits = length < size;
  if (fits) memcpy(out, value, length + 1);
  curl_free(value);
  return fits;
}

int ccurl_parse(const char *text, char *scheme, size_t scheme_size, char *host, size_t host_size, int *has_user) {
  CURLU *url = curl_url();
  if (url == NULL) return 0;
  int good = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK && copy_part(url, CURLUPART_SCHEME, scheme, scheme_size)
             && copy_part(url, CURLUPART_HOST, host, host_size);
  char *user = NULL;
  *has_user = good && curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK;
  curl_free(user);
  curl_url_cleanup(url);
  return good;
}
