#include "carrel/entropy.h"

#include "carrel/mem.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

void entropy_fill(void *out, size_t n)
{
	unsigned char *p = out;
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno != EINTR)
			mem_die("the kernel gives no random bytes: %s", strerror(errno));
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
}

void entropy_hex(char *out, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		unsigned char byte;
		entropy_fill(&byte, 1);
		out[2 * i] = digits[byte >> 4];
		out[2 * i + 1] = digits[byte & 0xF];
	}
	out[2 * n] = '\0';
}
