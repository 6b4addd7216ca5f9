/* sha256.h - SHA-256 (FIPS 180-4) for the audit chain and for checksums; the work is nettle's. */
#ifndef CARREL_SHA256_H
#define CARREL_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum {
	SHA256_BYTES = 32,
	SHA256_HEX_SIZE = 2 * SHA256_BYTES + 1, /* with the NUL */
};

/* Opaque, but lives on the caller's stack: nettle's context sits inside. */
struct sha256 {
	uint64_t state[16];
};

void sha256_init(struct sha256 *ctx);
void sha256_update(struct sha256 *ctx, const void *bytes, size_t n);
void sha256_final(struct sha256 *ctx, unsigned char out[SHA256_BYTES]); /* ctx is fresh again */
/* The digest of one run of bytes as lower-case hex. */
void sha256_hex(const void *bytes, size_t n, char out[SHA256_HEX_SIZE]);
/* A digest, already made, as lower-case hex. */
void sha256_to_hex(const unsigned char digest[SHA256_BYTES], char out[SHA256_HEX_SIZE]);

#endif
