#include "carrel/sha256.h"

#include <assert.h>
#include <nettle/sha2.h>

/* nettle renames its functions by macros of the very names that are ours. */
#undef sha256_init
#undef sha256_update
#undef sha256_digest

static_assert(sizeof(struct sha256) >= sizeof(struct sha256_ctx), "nettle's context must fit");

static struct sha256_ctx *inner(struct sha256 *ctx)
{
	return (struct sha256_ctx *)(void *)ctx;
}

void sha256_init(struct sha256 *ctx)
{
	nettle_sha256_init(inner(ctx));
}

void sha256_update(struct sha256 *ctx, const void *bytes, size_t n)
{
	nettle_sha256_update(inner(ctx), n, bytes);
}

void sha256_final(struct sha256 *ctx, unsigned char out[SHA256_BYTES])
{
	nettle_sha256_digest(inner(ctx), SHA256_BYTES, out);
}

void sha256_to_hex(const unsigned char digest[SHA256_BYTES], char out[SHA256_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < SHA256_BYTES; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 0xF];
	}
	out[2 * SHA256_BYTES] = '\0';
}

void sha256_hex(const void *bytes, size_t n, char out[SHA256_HEX_SIZE])
{
	struct sha256 ctx;
	unsigned char digest[SHA256_BYTES];
	sha256_init(&ctx);
	sha256_update(&ctx, bytes, n);
	sha256_final(&ctx, digest);
	sha256_to_hex(digest, out);
}
