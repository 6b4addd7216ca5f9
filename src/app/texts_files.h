/* texts_files.h - the files of a folder of texts, read whole, changed in memory, written at the end. */
#ifndef CARREL_APP_TEXTS_FILES_H
#define CARREL_APP_TEXTS_FILES_H

#include "carrel/err.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <stdbool.h>

struct arena;

struct texts_file {
	const char *path;
	struct strbuf text;
	struct path_stamp stamp;               /* zeroed: it is new */
	size_t texts;                          /* counted when first asked for; 0: not yet */
	const struct library_manners *manners; /* what it says for all; NULL: not looked at yet */
	enum library_scope scope;
	bool changed;
};

/* A text as it stands in a file: its bytes, from the dash to the end of its last line. */
struct texts_place {
	size_t file, start, len;
};

struct texts_files {
	const char *path; /* of the folder; borrowed */
	struct arena *arena;
	struct vec all;   /* of struct texts_file, by path */
	struct vec index; /* by id: in which file each stood when it was opened */
};

/* A folder that is not there has no files; it is made when there is something to write. path and a
 * outlive f, which is to be ended also after an error. */
enum rc texts_files_open(
	struct texts_files *f, const char *path, struct arena *a, struct err *err) WARN_UNUSED;
void texts_files_fini(struct texts_files *f);
const struct texts_file *texts_files_at(const struct texts_files *f, size_t i);

/* Where a text stands that was there when the folder was opened; good until the next change. */
bool texts_files_find(const struct texts_files *f, const char *id, struct texts_place *out);
void texts_files_replace(
	struct texts_files *f, const struct texts_place *p, const struct strbuf *with);
/* STEM.yaml, or the next of STEM-2.yaml … that has room for so many bytes and may be added to. from is
 * named in the first line of a new file. */
struct texts_file *texts_files_for(
	struct texts_files *f, const char *stem, const char *from, size_t room);
/* A new file of rights cards. */
struct texts_file *texts_files_for_rights(struct texts_files *f, const char *from);
void texts_files_append(struct texts_file *file, const struct strbuf *text);
/* What the file says for all its texts. */
const struct library_manners *texts_files_manners(
	const struct texts_files *f, struct texts_file *file, enum library_scope *scope);

/* Pushes the paths (const char *) of the files that were changed. */
void texts_files_changed(const struct texts_files *f, struct vec *files);
/* Writes these. RC_CONFLICT: somebody else wrote to one meanwhile; then nothing was written. */
enum rc texts_files_write(struct texts_files *f, struct err *err) WARN_UNUSED;

#endif
