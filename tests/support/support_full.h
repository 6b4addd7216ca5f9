/* support_full.h - a disk with no room, without one: the process may not write beyond so many bytes. */
#ifndef CARREL_TESTS_SUPPORT_FULL_H
#define CARREL_TESTS_SUPPORT_FULL_H

#include <stddef.h>

/* From here on a file ends at so many bytes, until support_full_end(). */
void support_full_begin(size_t bytes);
void support_full_end(void);

#endif
