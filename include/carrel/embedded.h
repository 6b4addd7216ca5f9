/* embedded.h - files of the repository that travel inside the program (src/tools/embed.sh). */
#ifndef CARREL_EMBEDDED_H
#define CARREL_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name; /* path in the repository, "themes/default.yaml" */
	const char *text; /* NUL-terminated */
	size_t len;
};

extern const struct embedded migrations_files[]; /* src/store/migrations, in order */
extern const size_t migrations_files_count;
extern const struct embedded builtin_files[]; /* themes and default keys */
extern const size_t builtin_files_count;

#endif
