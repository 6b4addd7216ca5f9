/* library_read.h - one carrel-texts/1 file, private to conf. */
#ifndef CONF_LIBRARY_READ_H
#define CONF_LIBRARY_READ_H

#include "carrel/library.h"

/* Everything is put into the arena. *out is set even when problems were added. */
void library_read(const char *text, size_t len, const char *file, struct arena *a,
	struct problems *problems, struct library_text **out, size_t *n);

#endif
