#ifndef CCrypto_SHIM_H
#define CCrypto_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A running SHA-256.
typedef struct ccrypto_sha256 ccrypto_sha256;

/// Starts a hash, or gives null when out of memory.
ccrypto_sha256 *ccrypto_sha256_create(void);

/// Adds bytes; 1 on success.
int ccrypto_sha256_update(ccrypto_sha256 *hash, const uint8_t *bytes, size_t count);

/// Writes the 32 bytes of the digest and starts anew; 1 on success.
int ccrypto_sha256_finish(ccrypto_sha256 *hash, uint8_t digest[32]);

/// Frees a hash.
void ccrypto_sha256_destroy(ccrypto_sha256 *hash);

/// Writes the 32 bytes of HMAC-SHA256 (RFC 2104, FIPS 180-4); 1 on success.
int ccrypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t digest[32]);

#ifdef __cplusplus
}
#endif
#endif
