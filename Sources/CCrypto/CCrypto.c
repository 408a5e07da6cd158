#include "CCrypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

// The opaque struct is OpenSSL's own context under our name.
static EVP_MD_CTX *context(ccrypto_sha256 *hash) { return (EVP_MD_CTX *)hash; }

ccrypto_sha256 *ccrypto_sha256_create(void) {
  EVP_MD_CTX *made = EVP_MD_CTX_new();
  if (made && EVP_DigestInit_ex(made, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(made);
    made = NULL;
  }
  return (ccrypto_sha256 *)made;
}

int ccrypto_sha256_update(ccrypto_sha256 *hash, const uint8_t *bytes, size_t count) {
  return EVP_DigestUpdate(context(hash), bytes, count);
}

int ccrypto_sha256_finish(ccrypto_sha256 *hash, uint8_t digest[32]) {
  unsigned int count = 32;
  if (EVP_DigestFinal_ex(context(hash), digest, &count) != 1) return 0;
  return EVP_DigestInit_ex(context(hash), EVP_sha256(), NULL);
}

void ccrypto_sha256_destroy(ccrypto_sha256 *hash) { EVP_MD_CTX_free(context(hash)); }

int ccrypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t digest[32]) {
  unsigned int length = 32;
  return HMAC(EVP_sha256(), key, (int)key_count, bytes, count, digest, &length) != NULL && length == 32;
}
