/* filestack.h - files of one kind in folders stacked upon each other, read again when they change.
 * Private to conf; behind the library of texts and the knowledge base.
 *
 * A file is the unit of reading and of failing: what was read lives in one arena, and the arena of
 * the last good version stays until a good one replaces it. */
#ifndef CONF_FILESTACK_H
#define CONF_FILESTACK_H

#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/vec.h"

struct arena;

struct filestack_file {
	char *path;
	size_t source;            /* place in the stack */
	int scope;                /* as given with the source */
	const char *folder;       /* of the source; path begins with it */
	struct arena *arena;      /* of the content in force */
	void *content;            /* what the reader returned; NULL: never read well */
	struct problems problems; /* of the version on disk, which may not be the one in force */
	struct path_stamp seen_as;
	bool present; /* seen in the refresh that is going on */
};

/* Reads one file's worth into the arena, adding what is wrong to file->problems; with a problem the
 * result is thrown away. May not return NULL without a problem. */
typedef void *filestack_read_fn(void *arg, const struct filestack_file *file, const char *text,
	size_t len, struct arena *a, struct problems *problems);

struct filestack {
	filestack_read_fn *read;
	void *arg;
	struct vec sources;       /* of struct filestack_source */
	struct vec files;         /* of struct filestack_file *, by source then path */
	struct problems problems; /* of sources, as of the last refresh */
};

void filestack_init(struct filestack *fs, filestack_read_fn *read, void *arg);
void filestack_fini(struct filestack *fs);
void filestack_add(struct filestack *fs, const char *path, int scope);
/* One that may appear later: a person's own folder. */
void filestack_add_optional(struct filestack *fs, const char *path, int scope);
void filestack_add_memory(
	struct filestack *fs, const char *name, const char *text, size_t len, int scope);
/* Reads at most so many files that changed; *more says that others wait. True if any content is
 * another than before: pointers into the old one are gone. */
bool filestack_refresh(struct filestack *fs, size_t files, bool *more);
size_t filestack_count(const struct filestack *fs);
struct filestack_file *filestack_at(const struct filestack *fs, size_t i);
/* Of sources and files, those whose old version is in force included. */
void filestack_problems(const struct filestack *fs, struct problems *out);
/* Broken now while an older version is in force. Strings of the stack; the list in the arena. */
size_t filestack_stale(const struct filestack *fs, struct arena *a, const char *const **paths);

#endif
