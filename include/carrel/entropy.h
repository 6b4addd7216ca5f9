/* entropy.h - random bytes from the kernel: tokens, salts, keys against doing a thing twice. */
#ifndef CARREL_ENTROPY_H
#define CARREL_ENTROPY_H

#include <stddef.h>

/* Fills out with n bytes of getrandom(2). A kernel without any ends the program (mem.h). */
void entropy_fill(void *out, size_t n);
/* Writes 2*n lower-case hex digits and a NUL: an unguessable name of n bytes of entropy. */
void entropy_hex(char *out, size_t n);

#endif
